import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  lineasAjuste,
  porAjustar,
  totalesSoporte,
} from '../../../../../src-shared/domains/finanzas/soporte-rules.ts'
import type { LineaSoporte } from '../../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { sumCentavos } from '../../../../../src-shared/kernel/money.ts'
import { aseo } from '../../../../fixtures/dian/soporte.ts'

const linea = fc
  .record({
    precioUnitario: fc.integer({ min: 0, max: 900_000_000 }),
    cantidad: fc.integer({ min: 1, max: 9000 }),
    gravada: fc.boolean(),
  })
  .map(
    ({ gravada, ...cambios }): LineaSoporte => ({
      ...aseo,
      ...cambios,
      impuesto: gravada ? { clase: 'gravado', tributo: '01', tarifa: 1900 } : aseo.impuesto,
    }),
  )
const lineas = fc.array(linea, { minLength: 1, maxLength: 6 })
const tarifa = fc.integer({ min: 1, max: 2000 })

describe('totales del documento soporte', () => {
  it('ningún centavo retenido se pierde entre el encabezado y las líneas, y el neto es lo que queda', () => {
    fc.assert(
      fc.property(lineas, tarifa, tarifa, (todas, renta, iva) => {
        const totales = totalesSoporte({
          lineas: todas,
          retenciones: [
            { tributo: '06', tarifa: renta },
            { tributo: '05', tarifa: iva },
          ],
        })
        for (const { base, valor, tarifa: cual, lineas: suyas } of totales.retenciones) {
          expect(sumCentavos(suyas.map((una) => una.base))).toBe(base)
          expect(sumCentavos(suyas.map((una) => una.valor))).toBe(valor)
          expect(Math.abs(valor * 10_000 - base * cual)).toBeLessThanOrEqual(5_000)
        }
        expect(totales.total).toBe(totales.subtotal + totales.totalImpuestos)
        expect(totales.aPagar).toBe(totales.total)
        expect(totales.neto).toBe(totales.total - totales.totalRetenido)
      }),
    )
  })

  it('la retención de IVA sin IVA no existe', () => {
    expect(
      totalesSoporte({ lineas: [aseo], retenciones: [{ tributo: '05', tarifa: 1500 }] }).retenciones,
    ).toEqual([])
  })

  it('la nota que anula toma todo; la de una parte no pasa de lo comprado', () => {
    expect(lineasAjuste([aseo], '2', [])).toEqual({ ok: true, value: [aseo] })
    expect(lineasAjuste([aseo], '1', [])).toMatchObject({ ok: false })
    expect(lineasAjuste([aseo], '1', [{ linea: 0, valor: aseo.precioUnitario + 1 }])).toMatchObject({
      ok: false,
    })
    expect(lineasAjuste([aseo], '1', [{ linea: 3, valor: 1 }])).toMatchObject({ ok: false })
    expect(lineasAjuste([aseo], '4', [{ linea: 0, valor: 500 }])).toMatchObject({
      ok: true,
      value: [{ descripcion: aseo.descripcion, cantidad: 1000, precioUnitario: 500 }],
    })
  })

  it('lo rechazado no gasta lo que se puede ajustar; lo que no tiene respuesta, sí', () => {
    expect(
      porAjustar(1000, [
        { estado: 'rechazada', total: 1000 },
        { estado: 'desconocida', total: 300 },
        { estado: 'validada', total: 200 },
      ]),
    ).toBe(500)
  })
})
