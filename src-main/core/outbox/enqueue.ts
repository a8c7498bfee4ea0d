import { createHash } from 'node:crypto'
import type { Trx } from '../database/schema.ts'
import { stateOf } from './store.ts'

export interface NewOutboxItem {
  readonly id: string
  readonly kind: string
  readonly subjectId: string
  /** Items of one chain leave in order: a RIPS package waits for its factura, a nota crédito too. */
  readonly chain: string
  /** What a person reads in the Bandeja de salida: «Factura SETP990000001». No clinical content. */
  readonly descriptor: string
  readonly meta: Readonly<Record<string, string>>
  readonly payload: Uint8Array
  /** Item of an earlier version of the same document that never reached the authority; it stops counting. */
  readonly replacesId?: string
}

/** Puts an item in the queue inside the transaction of the fact it delivers. The bytes are never changed afterwards. */
export async function enqueue(trx: Trx, at: string, item: NewOutboxItem): Promise<void> {
  const last = await trx
    .selectFrom('outbox')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('chain', '=', item.chain)
    .executeTakeFirst()
  await trx
    .insertInto('outbox')
    .values({
      id: item.id,
      kind: item.kind,
      subject_id: item.subjectId,
      chain: item.chain,
      seq: Number(last?.seq ?? 0) + 1,
      descriptor: item.descriptor,
      meta: JSON.stringify(item.meta),
      payload: item.payload,
      payload_sha256: createHash('sha256').update(item.payload).digest('hex'),
      replaces_id: item.replacesId ?? null,
      created_at: at,
    })
    .execute()
  if (item.replacesId) await withdraw(trx, at, item.replacesId)
  await trx
    .insertInto('outbox_status')
    .values({
      item_id: item.id,
      state: 'pendiente',
      attempts: 0,
      failures: 0,
      next_attempt_at: null,
      answered: 0,
      last_detail: '',
      updated_at: at,
    })
    .execute()
}

/**
 * Takes out of the queue an item that a later version leaves without purpose; what waited behind it no longer waits for it.
 * @throws Error when it may have arrived: the authority would hold two versions. The caller refuses that in words before.
 */
export async function withdraw(trx: Trx, at: string, itemId: string): Promise<void> {
  const state = await stateOf(trx, itemId)
  if (state === 'incierto' || state === 'aceptado')
    throw new Error(`outbox item ${itemId} is ${state}: it cannot be replaced`)
  await trx
    .updateTable('outbox_status')
    .set({ state: 'reemplazado', next_attempt_at: null, updated_at: at })
    .where('item_id', '=', itemId)
    .execute()
}
