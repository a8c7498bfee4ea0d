import type { OutboxState } from '../database/core-tables.ts'
import type { Db, Trx } from '../database/schema.ts'
import type { DeliveryFinding, OutboxItem } from './handler.ts'

const FAR_AHEAD_MS = 60 * 60 * 1000

export interface DueItem {
  readonly item: OutboxItem
  readonly state: OutboxState
  readonly failures: number
}

/**
 * The oldest item of a kind that may be tried now: due, and with nothing unfinished before it in its chain.
 * A next attempt more than an hour ahead counts as due: it was written before the clock of the machine went back.
 */
export async function nextDue(db: Db, kind: string, now: Date): Promise<DueItem | undefined> {
  const nowIso = now.toISOString()
  const tooFar = new Date(now.getTime() + FAR_AHEAD_MS).toISOString()
  const row = await db
    .selectFrom('outbox_status as s')
    .innerJoin('outbox as i', 'i.id', 's.item_id')
    .select(['i.id', 'i.kind', 'i.subject_id', 'i.meta', 'i.payload', 's.state', 's.attempts', 's.failures'])
    .where('s.state', 'in', ['pendiente', 'incierto'])
    .where((eb) =>
      eb.or([
        eb('s.next_attempt_at', 'is', null),
        eb('s.next_attempt_at', '<=', nowIso),
        eb('s.next_attempt_at', '>', tooFar),
      ]),
    )
    .where('i.kind', '=', kind)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('outbox as p')
            .innerJoin('outbox_status as ps', 'ps.item_id', 'p.id')
            .select('p.id')
            .whereRef('p.chain', '=', 'i.chain')
            .whereRef('p.seq', '<', 'i.seq')
            .where('ps.state', 'not in', ['aceptado', 'reemplazado']),
        ),
      ),
    )
    .orderBy('i.id')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    state: row.state,
    failures: row.failures,
    item: {
      id: row.id,
      kind: row.kind,
      subjectId: row.subject_id,
      payload: row.payload,
      meta: JSON.parse(row.meta) as Record<string, string>,
      attempt: row.attempts + 1,
    },
  }
}

/** When the earliest waiting item of a kind becomes due, or null when none waits for the clock. */
export async function earliestAttempt(db: Db, kind: string): Promise<string | null> {
  const row = await db
    .selectFrom('outbox_status as s')
    .innerJoin('outbox as i', 'i.id', 's.item_id')
    .select((eb) => eb.fn.min('s.next_attempt_at').as('at'))
    .where('s.state', 'in', ['pendiente', 'incierto'])
    .where('i.kind', '=', kind)
    .executeTakeFirst()
  return row?.at ?? null
}

/** Where an item stands now; undefined when there is no such item. */
export async function stateOf(db: Db | Trx, itemId: string): Promise<OutboxState | undefined> {
  const row = await db
    .selectFrom('outbox_status')
    .select('state')
    .where('item_id', '=', itemId)
    .executeTakeFirst()
  return row?.state
}

export interface StateChange {
  readonly id: string
  readonly at: string
  readonly state: OutboxState
  readonly attempt: number
  readonly failures: number
  readonly nextAttemptAt: string | null
  readonly detail: string
  readonly findings?: readonly DeliveryFinding[]
  readonly answer?: Uint8Array | undefined
}

/** Writes where an item stands and the line of its history that says why, together. */
export async function recordState(trx: Trx, eventId: string, change: StateChange): Promise<void> {
  await trx
    .updateTable('outbox_status')
    .set({
      state: change.state,
      attempts: change.attempt,
      failures: change.failures,
      next_attempt_at: change.nextAttemptAt,
      last_detail: change.detail,
      updated_at: change.at,
    })
    .where('item_id', '=', change.id)
    .execute()
  await trx
    .insertInto('outbox_events')
    .values({
      id: eventId,
      item_id: change.id,
      at: change.at,
      state: change.state,
      attempt: change.attempt,
      detail: change.detail,
      findings: JSON.stringify(change.findings ?? []),
      answer: change.answer ?? null,
    })
    .execute()
}
