import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { revisarFactura } from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import {
  IMPUESTOS_VENTA,
  topeConsumidorFinal,
  totalesVenta,
  valoresVenta,
} from '../../../../../src-shared/domains/facturacion/venta-rules.ts'
import type { LineaVenta } from '../../../../../src-shared/domains/facturacion/ventas.ts'
import { multiplyByQuantity, percentOf, sumCentavos } from '../../../../../src-shared/kernel/money.ts'
import { facturaParticular } from '../../../../fixtures/dian/factura-particular.ts'

const linea: fc.Arbitrary<LineaVenta> = fc
  .record({
    cantidad: fc.integer({ min: 1, max: 50_000 }),
    precio: fc.integer({ min: 0, max: 99_999_999 }),
    impuesto: fc.constantFrom(...IMPUESTOS_VENTA.map(({ impuesto }) => impuesto)),
    parte: fc.constantFrom(null, 500, 1000, 3333, 10_000),
    incluyeImpuesto: fc.boolean(),
    muestra: fc.boolean(),
  })
  .map(({ parte, ...resto }) => ({
    codigo: 'X',
    estandar: '999' as const,
    descripcion: 'Artículo',
    unidad: '94',
    ...resto,
    descuento: parte === null ? null : { tipo: 'porcentaje' as const, valor: parte, razon: 'Convenio' },
    recargo: null,
  }))

const vendida = (lineas: LineaVenta[]) => ({
  lineas,
  descuentos: [],
  recargos: [],
  autorretenciones: [],
  retencionesCliente: [],
})

describe('una venta con el impuesto incluido', () => {
  it('vale exactamente lo que se acordó, línea por línea sumado', () => {
    fc.assert(
      fc.property(fc.array(linea, { minLength: 1, maxLength: 8 }), (lineas) => {
        const incluidas = lineas.map((una) => ({ ...una, incluyeImpuesto: true, muestra: false }))
        const acordado = sumCentavos(
          incluidas.map(({ precio, cantidad, descuento }) => {
            const bruto = multiplyByQuantity(precio, cantidad)
            return bruto - (descuento ? percentOf(bruto, descuento.valor) : 0)
          }),
        )
        expect(totalesVenta(vendida(incluidas)).aPagar).toBe(acordado)
      }),
    )
  })

  it('sea como sea, la DIAN no le encuentra nada', () => {
    fc.assert(
      fc.property(fc.array(linea, { minLength: 1, maxLength: 8 }), (lineas) => {
        const documento = facturaParticular({ salud: undefined, ...valoresVenta(vendida(lineas)) })
        expect(revisarFactura(documento)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('el tope del consumidor final', () => {
  it('es el de la UVT del año, y un año sin UVT conocida toma la última', () => {
    expect(topeConsumidorFinal('2025-06-01', 5)).toBe(24_899_500)
    expect(topeConsumidorFinal('2026-11-21', 5)).toBe(26_187_000)
    expect(topeConsumidorFinal('2031-01-01', 5)).toBe(26_187_000)
  })
})
