import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cuds } from '../../../../../../src-main/integrations/dian/cufe.ts'
import { buildAjuste, buildSoporte } from '../../../../../../src-main/integrations/dian/soporte/soporte.ts'
import type {
  DocumentoAjuste,
  DocumentoSoporte,
} from '../../../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { aseadora, aseo, notaDeAjuste, soporte } from '../../../../../fixtures/dian/soporte.ts'

type Comun = DocumentoSoporte | DocumentoAjuste
type Cambio = readonly [string, <D extends Comun>(doc: D) => D]

const conIva = { clase: 'gravado', tributo: '01', tarifa: 1900 } as const

/** Each moves one field of the CUDS and, where it can be, that one alone. */
const CUBIERTOS: readonly Cambio[] = [
  ['el prefijo', (doc) => ({ ...doc, numero: { ...doc.numero, prefijo: 'ZZ' } })],
  [
    'el consecutivo',
    (doc) => ({ ...doc, numero: { ...doc.numero, consecutivo: doc.numero.consecutivo + 1 } }),
  ],
  ['la fecha', (doc) => ({ ...doc, emision: { ...doc.emision, fecha: '2026-11-22' } })],
  ['la hora', (doc) => ({ ...doc, emision: { ...doc.emision, hora: '09:15:24' } })],
  ['un centavo del valor', (doc) => ({ ...doc, lineas: [{ ...aseo, precioUnitario: 1 }, ...doc.lineas] })],
  ['el IVA', (doc) => ({ ...doc, lineas: doc.lineas.map((linea) => ({ ...linea, impuesto: conIva })) })],
  ['el documento de quien vende', (doc) => ({ ...doc, vendedor: { ...doc.vendedor, numero: '1020304051' } })],
  ['el NIT del consultorio', (doc) => ({ ...doc, comprador: { ...doc.comprador, numero: '52123457' } })],
  ['el PIN del software', (doc) => ({ ...doc, software: { ...doc.software, pin: '99999' } })],
  ['el ambiente', (doc) => ({ ...doc, ambiente: '1' })],
]

/** None of these is in the hash. */
const NO_CUBIERTOS: readonly Cambio[] = [
  ['el software', (doc) => ({ ...doc, software: { ...doc.software, id: crypto.randomUUID() } })],
  ['el nombre de quien vende', (doc) => ({ ...doc, vendedor: { ...doc.vendedor, nombre: 'OTRO NOMBRE' } })],
  ['el pago', (doc) => ({ ...doc, pago: { forma: '2', medio: '47', vencimiento: '2026-12-31' } })],
  ['las observaciones', (doc) => ({ ...doc, notas: ['Otra cosa'] })],
  [
    'el día de la compra',
    (doc) => ({
      ...doc,
      lineas: doc.lineas.map((linea) => ({ ...linea, compra: { fecha: '2026-11-01', forma: '2' as const } })),
    }),
  ],
]

const lineas = fc.array(
  fc.record({
    precioUnitario: fc.integer({ min: 100, max: 900_000_000 }),
    cantidad: fc.integer({ min: 1000, max: 9000 }),
  }),
  { minLength: 1, maxLength: 4 },
)
const uno = lineas.map((todas) => soporte({ lineas: todas.map((cambios) => ({ ...aseo, ...cambios })) }))
const otra = lineas.map((todas) =>
  notaDeAjuste({ lineas: todas.map((cambios) => ({ ...aseo, ...cambios })) }),
)
const RUNS = { numRuns: 40 }

describe('CUDS del documento soporte', () => {
  it('da los dos valores que publica la DIAN', () => {
    expect(
      cuds({
        numero: '0000000001',
        fecha: '2020-10-24',
        hora: '14:04:35-05:00',
        valor: '15000.00',
        iva: '19.00',
        total: '16350.00',
        numeroVendedor: '900373076',
        nitComprador: '8355990',
        pin: '12345',
        ambiente: '1',
      }),
    ).toBe('bf4bb6920d5054ac065ddb7e6df0398e63e3ba2ff29cb341edd7d46ee8f2ea1802f84aaca91a19a24623e5e3baff3a71')
    expect(
      cuds({
        numero: 'DS236000000',
        fecha: '2022-02-18',
        hora: '13:34:59-05:00',
        valor: '3899000.00',
        iva: '322430.00',
        total: '4152176.00',
        numeroVendedor: '1020',
        nitComprador: '800197268',
        pin: '12345',
        ambiente: '2',
      }),
    ).toBe('c96a728f4453822bfc69b94253880d21d29dd1a9424444da07610799c203506d33fa4f16830dbd6ee0febb4711bfa23a')
  })

  it.each(CUBIERTOS)('cambia con %s, en el documento y en su nota', (_nombre, cambio) => {
    fc.assert(
      fc.property(uno, otra, (doc, nota) => {
        expect(buildSoporte(cambio(doc)).cufe).not.toBe(buildSoporte(doc).cufe)
        expect(buildAjuste(cambio(nota)).cufe).not.toBe(buildAjuste(nota).cufe)
      }),
      RUNS,
    )
  })

  it('no cambia con nada de lo demás, junto o por separado', () => {
    fc.assert(
      fc.property(uno, otra, fc.subarray([...NO_CUBIERTOS]), (doc, nota, cambios) => {
        const aplicar = <D extends Comun>(inicial: D): D =>
          cambios.reduce((actual, [, cambio]) => cambio(actual), inicial)
        expect(buildSoporte(aplicar(doc)).cufe).toBe(buildSoporte(doc).cufe)
        expect(buildAjuste(aplicar(nota)).cufe).toBe(buildAjuste(nota).cufe)
        const retenido = { ...doc, retenciones: [{ tributo: '06' as const, tarifa: 1100 }] }
        expect(buildSoporte(retenido).cufe).toBe(buildSoporte(doc).cufe)
      }),
      RUNS,
    )
  })

  it('quien vende y quien compra no se pueden cambiar de sitio', () => {
    const doc = soporte()
    const alReves = soporte({
      vendedor: { ...aseadora, numero: doc.comprador.numero },
      comprador: { ...doc.comprador, numero: doc.vendedor.numero },
    })
    expect(buildSoporte(alReves).cufe).not.toBe(buildSoporte(doc).cufe)
  })
})
