import type { Cierre } from '../../../src-shared/domains/jornada/contract.ts'
import { isLocalDate } from '../../../src-shared/kernel/dates.ts'
import type { Centavos } from '../../../src-shared/kernel/money.ts'

/** `paga`: now, all or part; `debe`: nothing now, with a date to pay. */
export type FormaPago = 'paga' | 'debe'

interface Cobro {
  readonly facturar: boolean
  readonly total: Centavos
  readonly forma: FormaPago
  /** Tabla 13.3.4.2. */
  readonly medio: string
  /** What the patient handed over, change included. */
  readonly recibido: Centavos | null
  readonly referencia: string
  /** Date of Bogotá, or what was typed while it is not one. */
  readonly vencimiento: string
}

/** Payment of the invoice and receipt of what was kept: never more than the total. */
export function pagoDelCierre(cobro: Cobro): Pick<Cierre, 'pago' | 'recibo'> {
  if (!cobro.facturar) return { pago: { forma: '1', medio: '10' }, recibo: null }
  if (cobro.forma === 'debe')
    return {
      // Payment means not defined yet (table 13.3.4.2, «1 Instrumento no definido»).
      pago: {
        forma: '2',
        medio: '1',
        ...(isLocalDate(cobro.vencimiento) ? { vencimiento: cobro.vencimiento } : {}),
      },
      recibo: null,
    }
  const valor = Math.min(cobro.recibido ?? 0, cobro.total)
  const referencia = cobro.referencia.trim()
  return {
    pago: { forma: '1', medio: cobro.medio },
    recibo:
      valor > 0 ? { valor, medio: cobro.medio, referencia: referencia === '' ? null : referencia } : null,
  }
}

/** Change to give back, in centavos. */
export function cambioDe(total: Centavos, recibido: Centavos | null): Centavos {
  return recibido === null || Number.isNaN(recibido) ? 0 : Math.max(0, recibido - total)
}
