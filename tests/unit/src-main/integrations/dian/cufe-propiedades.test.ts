import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildFactura } from '../../../../../src-main/integrations/dian/factura/factura.ts'
import { buildNota } from '../../../../../src-main/integrations/dian/notas/nota.ts'
import type { DocumentoNota } from '../../../../../src-shared/domains/facturacion/nota-schemas.ts'
import type { DocumentoFactura } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { carrito } from '../../../../fixtures/dian/carritos.ts'
import { consulta, facturaParticular, pagador, salud } from '../../../../fixtures/dian/factura-particular.ts'
import { notaAnulacion } from '../../../../fixtures/dian/nota-credito.ts'

/** What invoices and notes have in common, so that one change serves for both. */
type Comun = DocumentoFactura | DocumentoNota
type Cambio = readonly [string, <D extends Comun>(doc: D) => D]

const conLinea = (cambios: Partial<typeof consulta>) => (doc: Comun) => ({
  ...doc,
  lineas: [{ ...consulta, ...cambios }, ...doc.lineas],
})
const gratis = { precioUnitario: 0 }

/** Each moves one field of annex 1.9 §11.1.2 and, where it can be, that one alone. */
const CUBIERTOS: readonly Cambio[] = [
  ['el prefijo', (doc) => ({ ...doc, numero: { ...doc.numero, prefijo: 'ZZ' } })],
  [
    'el consecutivo',
    (doc) => ({ ...doc, numero: { ...doc.numero, consecutivo: doc.numero.consecutivo + 1 } }),
  ],
  ['la fecha', (doc) => ({ ...doc, emision: { ...doc.emision, fecha: '2026-11-22' } })],
  ['la hora', (doc) => ({ ...doc, emision: { ...doc.emision, hora: '09:15:24' } })],
  ['un centavo del valor', (doc) => ({ ...doc, ...conLinea({ precioUnitario: 1 })(doc) })],
  [
    'el IVA',
    (doc) => ({
      ...doc,
      ...conLinea({ precioUnitario: 100, impuesto: { clase: 'gravado', tributo: '01', tarifa: 1900 } })(doc),
    }),
  ],
  [
    'el INC',
    (doc) => ({
      ...doc,
      ...conLinea({ precioUnitario: 100, impuesto: { clase: 'gravado', tributo: '04', tarifa: 800 } })(doc),
    }),
  ],
  ['el NIT del consultorio', (doc) => ({ ...doc, emisor: { ...doc.emisor, numero: '52123457' } })],
  [
    'el documento de quien paga',
    (doc) => ({ ...doc, adquiriente: { ...doc.adquiriente, numero: '1020304051' } }),
  ],
  ['el ambiente', (doc) => ({ ...doc, ambiente: '1' })],
]

/** None of these is in the hash. */
const NO_CUBIERTOS: readonly Cambio[] = [
  ['el periodo', (doc) => ({ ...doc, periodo: { inicio: '2026-10-01', fin: '2026-11-21' } })],
  [
    'el identificador del software',
    (doc) => ({ ...doc, software: { ...doc.software, id: crypto.randomUUID() } }),
  ],
  [
    'quién es el consultorio',
    (doc) => ({
      ...doc,
      emisor: { ...pagador, direccion: undefined, numero: doc.emisor.numero, dv: doc.emisor.dv },
    }),
  ],
  [
    'quién es quien paga, con otro tipo de documento y el mismo número',
    (doc) => ({ ...doc, adquiriente: { ...pagador, tipoDocumento: 'CE', numero: doc.adquiriente.numero } }),
  ],
  ['los datos de salud', (doc) => ({ ...doc, salud: salud({ numeroContrato: 'OTRO' }) })],
  ['la forma de pago', (doc) => ({ ...doc, pago: { forma: '2', medio: '47', vencimiento: '2026-12-31' } })],
  ['las observaciones', (doc) => ({ ...doc, notas: ['Otra cosa'] })],
  ['una línea que no vale nada', (doc) => ({ ...doc, ...conLinea(gratis)(doc) })],
  [
    'cómo se llama lo que se vende',
    (doc) => ({
      ...doc,
      lineas: doc.lineas.map((linea) => ({
        ...linea,
        codigo: 'OTRO',
        descripcion: 'Otro nombre',
        unidad: 'HUR',
      })),
    }),
  ],
  ['el orden de las líneas', (doc) => ({ ...doc, lineas: doc.lineas.toReversed() })],
]

const RECAUDO = 'lo recaudado, donde solo se informa'
const SOLO_FACTURA: readonly (readonly [string, (doc: DocumentoFactura) => DocumentoFactura])[] = [
  [
    'el rango autorizado',
    (doc) => ({ ...doc, resolucion: { ...doc.resolucion, numero: '18760000002', desde: 1, hasta: 2 } }),
  ],
  ['el vencimiento', (doc) => ({ ...doc, vencimiento: '2026-12-31' })],
  [RECAUDO, (doc) => ({ ...doc, recaudos: [{ concepto: '01', valor: 7, fecha: '2026-11-21' }] })],
]

const conClave = (claveTecnica: string) => (doc: DocumentoFactura) => ({
  ...doc,
  resolucion: { ...doc.resolucion, claveTecnica },
})
const conPin = <D extends Comun>(doc: D): D => ({ ...doc, software: { ...doc.software, pin: '99999' } })

const factura = fc
  .record({
    lineas: carrito,
    tipo: fc.constantFrom('01' as const, '03' as const, '04' as const),
    operacion: fc.constantFrom('SS-SinAporte' as const, 'SS-Reporte' as const, '10' as const),
  })
  .map(({ tipo, ...resto }) =>
    facturaParticular({
      tipo,
      ...(tipo === '03' && { facturaPapel: { numero: 'T1', fecha: '2026-11-20' } }),
      ...resto,
    }),
  )
const nota = fc
  .record({ lineas: carrito, clase: fc.constantFrom('credito' as const, 'debito' as const) })
  .map(({ clase, lineas }) =>
    notaAnulacion({ clase, operacion: clase === 'credito' ? '20' : '30', concepto: '3', lineas }),
  )

const aplicar = <D>(doc: D, cambios: readonly (readonly [string, (doc: D) => D])[]): D =>
  cambios.reduce((actual, [, cambio]) => cambio(actual), doc)
const RUNS = { numRuns: 40 }

describe('qué cubre el CUFE', () => {
  it.each(CUBIERTOS)('cambia con %s, en la factura y en las notas', (_nombre, cambio) => {
    fc.assert(
      fc.property(factura, nota, (una, otra) => {
        expect(buildFactura(cambio(una)).cufe).not.toBe(buildFactura(una).cufe)
        expect(buildNota(cambio(otra)).cufe).not.toBe(buildNota(otra).cufe)
      }),
      RUNS,
    )
  })

  it('cambia con el anticipo que se resta, que solo mueve el total', () => {
    const con = (valor: number) =>
      buildFactura(
        facturaParticular({
          operacion: 'SS-CUFE',
          adquiriente: pagador,
          salud: salud({ numeroContrato: 'C' }),
          recaudos: [{ concepto: '01', valor, fecha: '2026-11-21' }],
        }),
      ).cufe
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(12_000_000), { minLength: 2, maxLength: 2 }),
        ([uno = 0, otro = 0]) => {
          expect(con(uno)).not.toBe(con(otro))
        },
      ),
      RUNS,
    )
  })

  it('no cambia con nada de lo demás, junto o por separado', () => {
    fc.assert(
      fc.property(
        factura,
        nota,
        fc.subarray([...NO_CUBIERTOS]),
        fc.subarray([...SOLO_FACTURA]),
        (una, otra, comunes, propios) => {
          // Elsewhere than in SS-Reporte the collected money would be subtracted, or could not be there.
          const suyos = propios.filter(([nombre]) => nombre !== RECAUDO || una.operacion === 'SS-Reporte')
          const cambiada = aplicar<DocumentoFactura>(aplicar<DocumentoFactura>(una, comunes), suyos)
          expect(buildFactura(cambiada).cufe).toBe(buildFactura(una).cufe)
          expect(buildNota(aplicar<DocumentoNota>(otra, comunes)).cufe).toBe(buildNota(otra).cufe)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('la clave técnica cuenta en 01 y 04; el PIN, en 03 y en las notas; nunca los dos', () => {
    fc.assert(
      fc.property(factura, nota, (una, otra) => {
        const huella = buildFactura(una).cufe
        const conOtraClave = buildFactura(conClave('0'.repeat(40))(una)).cufe
        const conOtroPin = buildFactura(conPin(una)).cufe
        expect([conOtraClave === huella, conOtroPin === huella]).toEqual([
          una.tipo === '03',
          una.tipo !== '03',
        ])
        expect(buildNota(conPin(otra)).cufe).not.toBe(buildNota(otra).cufe)
      }),
      RUNS,
    )
  })
})
