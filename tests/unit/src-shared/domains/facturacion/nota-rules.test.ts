import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contenidoNota,
  type NotasAnteriores,
  totalesNota,
} from '../../../../../src-shared/domains/facturacion/nota-rules.ts'
import { totalesFactura } from '../../../../../src-shared/domains/facturacion/rules.ts'
import type { LineaFactura } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { type Venta, venta } from '../../../../fixtures/dian/carritos.ts'

const deVenta = ({ lineas, descuentos, recargos }: Venta) => ({
  operacion: '10' as const,
  recaudos: [],
  lineas,
  descuentos,
  recargos,
})

const cobrada = ({ muestra }: LineaFactura) => muestra === undefined

function contenido(...args: Parameters<typeof contenidoNota>) {
  const result = contenidoNota(...args)
  if (!result.ok) throw new Error(result.error)
  return result.value
}

const nueva = (neto: number): NotasAnteriores => ({ subtotal: 0, disponible: neto, hayDebitos: false })

describe('lo que dice una nota de la factura que corrige', () => {
  it('anular es acreditar al centavo lo que vale la factura, con sus impuestos, descuentos y recargos', () => {
    fc.assert(
      fc.property(venta, (datos) => {
        const factura = deVenta(datos)
        const original = totalesFactura(factura)
        const nota = totalesNota(
          contenido(factura, { clase: 'credito', concepto: '2', valores: [] }, nueva(original.neto)),
        )
        expect(nota).toMatchObject({
          neto: original.neto,
          impuestos: original.impuestos,
          descuentos: original.descuentos,
          recargos: original.recargos,
        })
      }),
    )
  })

  it('acreditar cada línea entera vale lo mismo que la factura, muestras aparte', () => {
    fc.assert(
      fc.property(venta, (datos) => {
        const factura = deVenta({ ...datos, lineas: datos.lineas.filter(cobrada) })
        const original = totalesFactura(factura)
        fc.pre(original.subtotal > 0)
        const valores = original.lineas.map(({ subtotal }, linea) => ({ linea, valor: subtotal }))
        const nota = contenido(factura, { clase: 'credito', concepto: '1', valores }, nueva(original.neto))
        expect(totalesNota(nota).neto).toBe(original.neto)
      }),
    )
  })

  it('partir el crédito en varias notas deja la factura exactamente en cero, ni un centavo menos', () => {
    fc.assert(
      fc.property(venta, fc.integer({ min: 2, max: 5 }), (datos, notas) => {
        const factura = deVenta({ ...datos, lineas: datos.lineas.filter(cobrada) })
        const original = totalesFactura(factura)
        fc.pre(original.subtotal > notas * factura.lineas.length && original.neto > 0)
        let disponible = original.neto
        let acreditado = 0
        for (let cual = 1; cual <= notas; cual += 1) {
          const valores = original.lineas.map(({ subtotal }, linea) => {
            const parte = Math.floor(subtotal / notas)
            return { linea, valor: cual < notas ? parte : subtotal - parte * (notas - 1) }
          })
          const nota = totalesNota(
            contenido(
              factura,
              { clase: 'credito', concepto: '1', valores },
              { subtotal: acreditado, disponible, hayDebitos: false },
            ),
          )
          disponible -= nota.neto
          acreditado += nota.subtotal
        }
        expect(disponible).toBe(0)
      }),
    )
  })

  it('una muestra no se corrige en dinero, y ninguna línea se acredita por más de lo facturado', () => {
    const linea: LineaFactura = {
      codigo: 'X',
      estandar: '999',
      descripcion: 'Crema',
      unidad: '94',
      cantidad: 1000,
      precioUnitario: 0,
      muestra: { precio: 100, tipo: '1' },
      impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 },
    }
    const { muestra: _, ...sinMuestra } = { ...linea, precioUnitario: 100 }
    const pedir = (una: LineaFactura) =>
      contenidoNota(
        { operacion: '10', recaudos: [], lineas: [una] },
        { clase: 'credito', concepto: '1', valores: [{ linea: 0, valor: 101 }] },
        nueva(100),
      )
    expect(pedir(linea)).toMatchObject({ ok: false, error: expect.stringContaining('sin cobrar') })
    expect(pedir(sinMuestra)).toMatchObject({ ok: false, error: expect.stringContaining('mayor') })
  })
})
