import type { EstadoEvento } from '../../../../src-shared/domains/finanzas/rules.ts'
import type { Trx } from '../../../core/database/schema.ts'
import type { DeliveryResult, OutboxItem } from '../../../core/outbox/handler.ts'
import * as repository from './repository.ts'

/** What an end of a send means for the event, in the transaction that records it. @returns changed keys */
export async function alEntregarEvento(
  trx: Trx,
  item: OutboxItem,
  result: DeliveryResult,
): Promise<readonly string[]> {
  const evento = await repository.findEventoByOutbox(trx, item.id)
  const estado = ESTADO[result.outcome]
  if (!evento || estado === undefined) return []
  await repository.moverEvento(trx, evento.id, {
    estado,
    detalle: result.detail,
    hallazgos: JSON.stringify('findings' in result ? (result.findings ?? []) : []),
    application_response: 'answer' in result ? (result.answer ?? null) : null,
  })
  return ['compras', `compra:${evento.compra_id}`]
}

/** An end that says nothing of the event leaves it as it was. */
const ESTADO: Readonly<Partial<Record<DeliveryResult['outcome'], EstadoEvento>>> = {
  accepted: 'registrado',
  rejected: 'rechazado',
  unknown: 'desconocido',
  'not-found': 'firmado',
}
