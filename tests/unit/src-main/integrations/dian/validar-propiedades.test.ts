import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { revisarFactura } from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import type { DocumentoFactura, LineaFactura } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { multiplyByQuantity } from '../../../../../src-shared/kernel/money.ts'
import { consulta, facturaParticular, pagador, salud } from '../../../../fixtures/dian/factura-particular.ts'

const impuesto: fc.Arbitrary<LineaFactura['impuesto']> = fc.oneof(
  fc.constant({ clase: 'excluido', tributo: '01', tarifa: 0 } as const),
  fc.record({
    clase: fc.constant('exento' as const),
    tributo: fc.constantFrom('01' as const, '04' as const),
    tarifa: fc.constant(0),
  }),
  fc.record({
    clase: fc.constant('gravado' as const),
    tributo: fc.constant('01' as const),
    tarifa: fc.constantFrom(500, 1600, 1900),
  }),
  fc.record({
    clase: fc.constant('gravado' as const),
    tributo: fc.constant('04' as const),
    tarifa: fc.constantFrom(200, 400, 800, 1600),
  }),
)

const linea: fc.Arbitrary<LineaFactura> = fc
  .record({
    cantidad: fc.integer({ min: 1, max: 5_000_000 }),
    precioUnitario: fc.integer({ min: 0, max: 99_999_999 }),
    impuesto,
    /** Hundredth parts of the line that are given away. */
    parte: fc.integer({ min: 0, max: 100 }),
    unidad: fc.constantFrom('94', 'HUR', 'KGM'),
  })
  .map(({ parte, ...resto }) => {
    const bruto = multiplyByQuantity(resto.precioUnitario, resto.cantidad)
    return {
      ...consulta,
      ...resto,
      descuento: { valor: Math.floor((bruto * parte) / 100), razon: 'Convenio' },
    }
  })

const carrito = fc.array(linea, { minLength: 1, maxLength: 12 })

const clase: fc.Arbitrary<Partial<DocumentoFactura>> = fc.constantFrom(
  {},
  { operacion: '10', salud: undefined },
  { operacion: 'SS-CUFE', adquiriente: pagador, salud: salud({ numeroContrato: 'CUCON' }) },
  { operacion: 'SS-Reporte', adquiriente: pagador, salud: salud({ facturaSinContrato: '04' }) },
  { tipo: '03', facturaPapel: { numero: 'TAL15', fecha: '2026-11-20' } },
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
