import type { OutboxState } from '../database/core-tables.ts'
import type { Db, Trx } from '../database/schema.ts'
import type { DeliveryFinding, OutboxItem } from './handler.ts'

/** Detail of the line of history that says that bytes are leaving; a question has another one. */
export const SENDING = 'Enviando'

const FAR_AHEAD_MS = 60 * 60 * 1000

export interface DueItem {
  readonly item: OutboxItem
  readonly state: OutboxState
  readonly failures: number
}

/**
 * The item of a kind to try now: due, and with nothing unfinished before it in its chain; the oldest one, or the least tried.
 * An uncertain one only when its service can be `asked`.
 * A next attempt more than an hour ahead counts as due: it was written before the clock of the machine went back.
 */
export async function nextDue(
  db: Db,
  lane: { readonly kind: string; readonly asked: boolean },
  now: Date,
  order: 'oldest' | 'least-tried' = 'oldest',
): Promise<DueItem | undefined> {
  const nowIso = now.toISOString()
  const tooFar = new Date(now.getTime() + FAR_AHEAD_MS).toISOString()
  let query = standing(db)
    .select(['i.id', 's.state', 's.attempts', 's.failures'])
    .where('s.state', 'in', lane.asked ? ['pendiente', 'incierto'] : ['pendiente'])
    .where((eb) =>
      eb.or([
        eb('s.next_attempt_at', 'is', null),
        eb('s.next_attempt_at', '<=', nowIso),
        eb('s.next_attempt_at', '>', tooFar),
      ]),
    )
    .where('i.kind', '=', lane.kind)
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
  if (order === 'least-tried') query = query.orderBy('s.attempts')
  // A later version keeps the place in the queue of the one it replaces.
  const due = await query
    .orderBy((eb) => eb.fn.coalesce('i.replaces_id', 'i.id'))
    .limit(1)
    .executeTakeFirst()
  if (!due) return undefined
  // Apart, so that sorting a long queue does not read every document in it.
  const row = await db
    .selectFrom('outbox')
    .select(['id', 'kind', 'subject_id', 'meta', 'payload'])
    .where('id', '=', due.id)
    .executeTakeFirstOrThrow()
  const lastSent = due.attempts > 0 ? await lastSentAt(db, due.id) : undefined
  return {
    state: due.state,
    failures: due.failures,
    item: {
      id: row.id,
      kind: row.kind,
      subjectId: row.subject_id,
      payload: row.payload,
      meta: JSON.parse(row.meta) as Record<string, string>,
      attempt: due.attempts + 1,
      ...(lastSent !== undefined && { lastSentAt: lastSent }),
    },
  }
}

/** From the history, which outlives the program. */
async function lastSentAt(db: Db, itemId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('outbox_events')
    .select('at')
    .where('item_id', '=', itemId)
    .where('state', '=', 'enviando')
    .where('detail', '=', SENDING)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at
}

/** When the earliest item of a kind that waits for the clock becomes due, or null when none does. */
export async function earliestAttempt(db: Db, kind: string, now: Date): Promise<string | null> {
  const row = await waitingForClock(db, kind, now)
    .select((eb) => eb.fn.min('s.next_attempt_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}

/** Until when the service of a kind was being left alone when the program ended, or null. */
export async function restBeforeStart(db: Db, kind: string, now: Date): Promise<string | null> {
  const row = await waitingForClock(db, kind, now)
    .select((eb) => eb.fn.max('s.next_attempt_at').as('at'))
    .where('s.state', '=', 'pendiente')
    .where('s.failures', '>', 0)
    .executeTakeFirst()
  return row?.at ?? null
}

function waitingForClock(db: Db, kind: string, now: Date) {
  return standing(db)
    .where('s.state', 'in', ['pendiente', 'incierto'])
    .where('s.next_attempt_at', '>', now.toISOString())
    .where('s.next_attempt_at', '<=', new Date(now.getTime() + FAR_AHEAD_MS).toISOString())
    .where('i.kind', '=', kind)
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

/**
 * Items with where they stand. A cross join makes SQLite begin with the few of one state; left to itself, it begins with every
 * item of a kind ever sent.
 */
function standing(db: Db) {
  return db.selectFrom('outbox_status as s').crossJoin('outbox as i').whereRef('i.id', '=', 's.item_id')
}

/** Items of a kind whose send was begun and never ended. */
export function cutItems(db: Db, kind: string) {
  return standing(db)
    .select(['s.item_id', 's.attempts', 's.failures'])
    .where('s.state', '=', 'enviando')
    .where('i.kind', '=', kind)
    .orderBy('i.id')
    .execute()
}

/**
 * Marks an item as being sent, before a byte leaves. @returns false, and nothing written, when meanwhile it is no longer as
 * it was found (replaced by a later version)
 */
export async function takeForSending(
  trx: Trx,
  eventId: string,
  { item, state, failures }: DueItem,
  { at, detail }: { readonly at: string; readonly detail: string },
): Promise<boolean> {
  if ((await stateOf(trx, item.id)) !== state) return false
  return recordState(trx, eventId, {
    id: item.id,
    at,
    state: 'enviando',
    attempt: item.attempt,
    failures,
    nextAttemptAt: null,
    detail,
  })
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
  /** Of a try that failed; absent, what is known stays. */
  readonly answered?: boolean | undefined
}

/**
 * Writes where an item stands and the line of its history that says why, together. An item that was replaced meanwhile stays
 * replaced and only its history grows. @returns whether it stands where `change` says
 */
export async function recordState(trx: Trx, eventId: string, change: StateChange): Promise<boolean> {
  const updated = await trx
    .updateTable('outbox_status')
    .set({
      state: change.state,
      attempts: change.attempt,
      failures: change.failures,
      next_attempt_at: change.nextAttemptAt,
      last_detail: change.detail,
      ...(change.answered !== undefined && { answered: change.answered ? 1 : 0 }),
      updated_at: change.at,
    })
    .where('item_id', '=', change.id)
    .where('state', '!=', 'reemplazado')
    .executeTakeFirst()
  const stands = updated.numUpdatedRows > 0n
  await trx
    .insertInto('outbox_events')
    .values({
      id: eventId,
      item_id: change.id,
      at: change.at,
      state: stands ? change.state : 'reemplazado',
      attempt: change.attempt,
      detail: change.detail,
      findings: JSON.stringify(change.findings ?? []),
      answer: change.answer ?? null,
    })
    .execute()
  return stands
}
