import type { EstadoEvento } from '../../../../src-shared/domains/finanzas/rules.ts'
import type { DeliveryResult } from '../../../core/outbox/handler.ts'

/** What an end of a send changes in the row of an event. */
export interface EventoTrasEnvio {
  readonly estado: EstadoEvento
  readonly detalle: string
  /** HallazgoFactura[], JSON. */
  readonly hallazgos: string
  readonly application_response: Uint8Array | null
}

/** Undefined when that end says nothing of the event, which stays as it was. */
export function eventoTrasEnvio(result: DeliveryResult): EventoTrasEnvio | undefined {
  const estado = ESTADO[result.outcome]
  if (estado === undefined) return undefined
  return {
    estado,
    detalle: result.detail,
    hallazgos: JSON.stringify('findings' in result ? (result.findings ?? []) : []),
    application_response: 'answer' in result ? (result.answer ?? null) : null,
  }
}

const ESTADO: Readonly<Partial<Record<DeliveryResult['outcome'], EstadoEvento>>> = {
  accepted: 'registrado',
  rejected: 'rechazado',
  unknown: 'desconocido',
  'not-found': 'firmado',
}
