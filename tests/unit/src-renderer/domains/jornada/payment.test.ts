import { describe, expect, it } from 'vitest'
import { cambioDe, pagoDelCierre } from '../../../../../src-renderer/domains/jornada/payment.ts'

const COBRO = {
  facturar: true,
  total: 12_000_000,
  forma: 'paga',
  medio: '10',
  recibido: 12_000_000,
  referencia: '',
  vencimiento: '2026-12-21',
} as const

describe('El pago al cerrar la consulta', () => {
  it('lo recibido completo es un recibo por el total', () => {
    expect(pagoDelCierre(COBRO)).toEqual({
      pago: { forma: '1', medio: '10' },
      recibo: { valor: 12_000_000, medio: '10', referencia: null },
    })
  })

  it('si entrega más, el recibo es por el total y se devuelve la diferencia', () => {
    expect(pagoDelCierre({ ...COBRO, recibido: 15_000_000 }).recibo?.valor).toBe(12_000_000)
    expect(cambioDe(12_000_000, 15_000_000)).toBe(3_000_000)
    expect(cambioDe(12_000_000, null)).toBe(0)
  })

  it('si entrega menos, queda saldo; si no entrega nada, no hay recibo', () => {
    expect(pagoDelCierre({ ...COBRO, recibido: 5_000_000 }).recibo?.valor).toBe(5_000_000)
    expect(pagoDelCierre({ ...COBRO, recibido: 0 }).recibo).toBeNull()
  })

  it('a crédito va con fecha de vencimiento y sin recibo', () => {
    expect(pagoDelCierre({ ...COBRO, forma: 'debe' })).toEqual({
      pago: { forma: '2', medio: '1', vencimiento: '2026-12-21' },
      recibo: null,
    })
  })

  it('sin factura no se recibe nada aquí', () => {
    expect(pagoDelCierre({ ...COBRO, facturar: false }).recibo).toBeNull()
  })
})
