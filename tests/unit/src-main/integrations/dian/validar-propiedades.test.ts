import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { revisarFactura } from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import { validarXml } from '../../../../../src-main/integrations/dian/validar.ts'
import type { DocumentoFactura } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { carrito, venta } from '../../../../fixtures/dian/carritos.ts'
import { documentoAMano } from '../../../../fixtures/dian/documentos-a-mano.ts'
import { facturaParticular, pagador, salud } from '../../../../fixtures/dian/factura-particular.ts'

const clase: fc.Arbitrary<Partial<DocumentoFactura>> = fc.constantFrom(
  {},
  { operacion: '10', salud: undefined },
  { operacion: 'SS-CUFE', adquiriente: pagador, salud: salud({ numeroContrato: 'CUCON' }) },
  { operacion: 'SS-Reporte', adquiriente: pagador, salud: salud({ facturaSinContrato: '04' }) },
  { tipo: '03', facturaPapel: { numero: 'TAL15', fecha: '2026-11-20' } },
)

/** Texts that a hostile or broken file may carry where a code or an amount is expected. */
const basura = fc.oneof(
  fc.constantFrom('constructor', '__proto__', 'toString', '-0.00', '9'.repeat(13), '1e309', 'NaN', '-', ''),
  fc.string({ unit: fc.constantFrom('0', '9', '.', '-', 'A', 'ñ', ' ') }),
)

describe('lo que el programa emite', () => {
  it('no tiene hallazgos, sea cual sea el carrito', () => {
    fc.assert(
      fc.property(clase, carrito, (cambios, lineas) => {
        expect(revisarFactura(facturaParticular({ ...cambios, lineas }))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('lo que el programa vende', () => {
  it('no tiene hallazgos, sean cuales sean sus descuentos, recargos, muestras y retenciones', () => {
    fc.assert(
      fc.property(venta, (datos) => {
        const documento = facturaParticular({ operacion: '10', salud: undefined, ...datos })
        expect(revisarFactura(documento)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('lo que llega de otros', () => {
  it('se revisa sin caerse, diga lo que diga en cada dato', () => {
    const textos = [...documentoAMano('factura').matchAll(/>[^<]+</g)].length
    fc.assert(
      fc.property(
        fc.constantFrom('factura' as const, 'nota-credito' as const, 'nota-debito' as const),
        fc.array(fc.tuple(fc.nat(textos), basura), { minLength: 1, maxLength: 8 }),
        (clase, cambios) => {
          const daniado = documentoAMano(clase, (xml) => {
            let orden = -1
            return xml.replace(/>[^<]+</g, (texto) => {
              orden += 1
              const cambio = cambios.find(([cual]) => cual === orden)
              return cambio === undefined ? texto : `>${cambio[1]}<`
            })
          })
          const result = validarXml(new TextEncoder().encode(daniado), {
            clave: 'x',
            pin: 'x',
            hoy: '2026-11-21',
          })
          expect(result.ok && result.value.every(({ remedio }) => remedio !== '')).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('nombres que el lenguaje ya usa no lo confunden', () => {
    const xml = documentoAMano('factura', (texto) =>
      texto.replace('<cbc:Note>', '<cac:constructor><cac:toString/></cac:constructor><cbc:Note>'),
    )
    const result = validarXml(new TextEncoder().encode(xml))
    expect(result.ok && result.value.map(({ regla, ruta }) => [regla, ruta])).toEqual([
      ['ZB01', '/Invoice/cac:constructor'],
    ])
  })
})
