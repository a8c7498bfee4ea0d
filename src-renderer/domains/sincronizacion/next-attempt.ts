import { KIND_CORREO } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import type { Envio } from '../../../src-shared/domains/sincronizacion/contract.ts'
import { formatFechaHora, formatHora } from '../../../src-shared/kernel/dates.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** When the next try comes, as one says it: `en 4 min (10:40)`. Instants UTC; null when nothing is scheduled. */
export function nextAttemptText(proximo: string | null, now: Date): string {
  if (proximo === null) return 'en cuanto sea su turno'
  const wait = Date.parse(proximo) - now.getTime()
  if (wait <= 0) return 'ahora'
  if (wait < MINUTE) return `en ${Math.max(Math.ceil(wait / 1000), 1)} s (${formatHora(proximo)})`
  if (wait < HOUR) return `en ${Math.round(wait / MINUTE)} min (${formatHora(proximo)})`
  return `el ${formatFechaHora(proximo)}`
}

/** What comes next for an item, in words. */
export function nextOf(envio: Envio, now: Date): string {
  // An e-mail cannot be asked about.
  if (envio.estado === 'incierto' && envio.clase === KIND_CORREO) return 'espera por usted'
  switch (envio.estado) {
    case 'aceptado':
    case 'reemplazado':
      return '—'
    case 'rechazado':
      return 'espera por usted'
    case 'enviando':
      return 'en curso'
    default:
      return envio.esperaA === null ? nextAttemptText(envio.proximoIntento, now) : `espera a ${envio.esperaA}`
  }
}
