import type { Clock } from '../clock/clock.ts'
import type { Db, Trx } from '../database/schema.ts'
import { transact } from '../database/transaction.ts'
import type { Changes } from '../events/changes.ts'
import type { Ids } from '../ids/ids.ts'
import type { Logger } from '../logging/logger.ts'
import { backoffSeconds } from './backoff.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem } from './handler.ts'
import { type DueItem, earliestAttempt, nextDue, recordState, stateOf } from './store.ts'

const BLOCKED_RECHECK_SECONDS = 120

/** What a domain does in the same transaction that records the end of a send (mark the factura, queue its RIPS). */
export type DeliveryListener = (
  trx: Trx,
  at: string,
  item: OutboxItem,
  result: DeliveryResult,
) => Promise<readonly string[]>

export interface Outbox {
  /** Marks as `incierto` what was `enviando` when the program died, and begins delivering. */
  start(): Promise<void>
  /** Tells the lanes that something new may be due. Cheap; call it after every commit that enqueued. */
  wake(): void
  /** A person asks for another try now. Also brings a rejected item back, with the same bytes. @returns false if it is final. */
  retry(itemId: string): Promise<boolean>
  /** Waits until nothing is due now: for tests and headless runs. */
  drain(): Promise<void>
  /** Stops after the send in course is recorded. */
  stop(): Promise<void>
}

/**
 * Delivers the queue: one lane per kind, one send at a time in each, oldest first, never out of order within a chain.
 * Network runs outside any transaction; its result is a second one. See docs/decisions/0006-outbox.md.
 */
export function createOutbox(ports: {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly changes: Changes
  readonly handlers: readonly OutboxHandler[]
  readonly listener: DeliveryListener
  /** Number in [0, 1) for the jitter. */
  readonly random: () => number
}): Outbox {
  const { db, clock, ids, logger, changes } = ports
  const lanes = ports.handlers.map((handler) => ({
    handler,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    running: undefined as Promise<void> | undefined,
    again: false,
    /** While a service is unreachable its lane rests, instead of trying each of two hundred items. */
    pausedUntil: 0,
  }))
  let stopped = true

  async function deliver(handler: OutboxHandler, due: DueItem): Promise<DeliveryResult> {
    const { item } = due
    const asking = due.state === 'incierto'
    await transact(db, (trx) =>
      recordState(trx, ids.next(), {
        id: item.id,
        at: clock.now().toISOString(),
        state: 'enviando',
        attempt: item.attempt,
        failures: due.failures,
        nextAttemptAt: null,
        detail: asking ? 'Consultando antes de reenviar' : 'Enviando',
      }),
    )
    changes.announce(['outbox'])
    const started = clock.now().getTime()
    let result: DeliveryResult
    try {
      result = asking ? await handler.ask(item) : await handler.send(item)
    } catch (error) {
      // A bug in a handler says nothing of whether the request left: the safe reading is that it may have.
      logger.error('outbox.handler-threw', { id: item.id, kind: item.kind }, error)
      result = { outcome: 'unknown', detail: 'El programa falló al enviar. Se consultará antes de reenviar.' }
    }
    await record(due, result)
    logger.info('outbox.delivered', {
      id: item.id,
      kind: item.kind,
      state: result.outcome,
      attempt: item.attempt,
      ms: clock.now().getTime() - started,
    })
    return result
  }

  async function record(due: DueItem, result: DeliveryResult): Promise<void> {
    const { item } = due
    const now = clock.now()
    const at = now.toISOString()
    const failures =
      result.outcome === 'unknown' || result.outcome === 'not-sent' ? due.failures + 1 : due.failures
    const wait = waitSeconds(result, failures)
    const keys = await transact(db, async (trx) => {
      // The handler itself may have put a later version in its place: that one is delivered, and this one is over.
      if ((await stateOf(trx, item.id)) !== 'enviando') return []
      await recordState(trx, ids.next(), {
        id: item.id,
        at,
        state: stateAfter(due, result),
        attempt: item.attempt,
        failures: result.outcome === 'accepted' ? 0 : failures,
        nextAttemptAt: wait === undefined ? null : new Date(now.getTime() + wait * 1000).toISOString(),
        detail: result.detail,
        findings: result.outcome === 'rejected' ? result.findings : [],
        answer: 'answer' in result ? result.answer : undefined,
      })
      return ports.listener(trx, at, item, result)
    })
    changes.announce(['outbox', ...keys])
  }

  function waitSeconds(result: DeliveryResult, failures: number): number | undefined {
    if (result.outcome === 'accepted' || result.outcome === 'rejected') return undefined
    if (result.outcome === 'blocked') return BLOCKED_RECHECK_SECONDS
    if (result.outcome === 'not-found') return 0
    return backoffSeconds(
      failures,
      ports.random(),
      result.outcome === 'not-sent' ? result.retryAfterSeconds : undefined,
    )
  }

  async function runLane(lane: (typeof lanes)[number]): Promise<void> {
    for (;;) {
      if (stopped || clock.now().getTime() < lane.pausedUntil) return
      const due = await nextDue(db, lane.handler.kind, clock.now())
      if (!due) return
      const result = await deliver(lane.handler, due)
      if (result.outcome === 'accepted') wakeAll()
      if (result.outcome === 'not-sent')
        lane.pausedUntil =
          clock.now().getTime() + backoffSeconds(due.failures + 1, 0, result.retryAfterSeconds) * 1000
      else lane.pausedUntil = 0
    }
  }

  function kick(lane: (typeof lanes)[number]): void {
    if (stopped) return
    if (lane.running) {
      lane.again = true
      return
    }
    clearTimeout(lane.timer)
    lane.running = runLane(lane)
      .catch((error) => logger.error('outbox.lane-failed', { kind: lane.handler.kind }, error))
      .finally(async () => {
        lane.running = undefined
        if (lane.again) {
          lane.again = false
          kick(lane)
        } else await arm(lane)
      })
  }

  /** Sleeps until the next item is due, and at most a minute: a machine that was suspended notices soon. */
  async function arm(lane: (typeof lanes)[number]): Promise<void> {
    if (stopped) return
    const at = await earliestAttempt(db, lane.handler.kind).catch(() => null)
    const now = clock.now().getTime()
    const due = Math.max(at ? Date.parse(at) : now + 60_000, lane.pausedUntil)
    lane.timer = setTimeout(() => kick(lane), Math.min(Math.max(due - now, 250), 60_000))
    lane.timer.unref()
  }

  function wakeAll(): void {
    for (const lane of lanes) kick(lane)
  }

  return {
    async start() {
      const cut = await db.selectFrom('outbox_status').selectAll().where('state', '=', 'enviando').execute()
      for (const row of cut)
        await transact(db, (trx) =>
          recordState(trx, ids.next(), {
            id: row.item_id,
            at: clock.now().toISOString(),
            state: 'incierto',
            attempt: row.attempts,
            failures: row.failures,
            nextAttemptAt: null,
            detail: 'El programa se cerró durante el envío. Se consultará antes de reenviar.',
          }),
        )
      stopped = false
      wakeAll()
    },
    wake: wakeAll,
    async retry(itemId) {
      const row = await db
        .selectFrom('outbox_status')
        .selectAll()
        .where('item_id', '=', itemId)
        .executeTakeFirst()
      if (!row || row.state === 'aceptado' || row.state === 'reemplazado') return false
      if (row.state === 'enviando') return true
      await transact(db, (trx) =>
        recordState(trx, ids.next(), {
          id: itemId,
          at: clock.now().toISOString(),
          state: row.state === 'rechazado' ? 'pendiente' : row.state,
          attempt: row.attempts,
          failures: 0,
          nextAttemptAt: null,
          detail: 'Reintento pedido por una persona',
        }),
      )
      for (const lane of lanes) lane.pausedUntil = 0
      changes.announce(['outbox'])
      wakeAll()
      return true
    },
    async drain() {
      for (;;) {
        const running = lanes.map((lane) => lane.running).filter((r) => r !== undefined)
        if (running.length === 0) return
        await Promise.all(running)
      }
    },
    async stop() {
      stopped = true
      for (const lane of lanes) clearTimeout(lane.timer)
      await Promise.all(lanes.map((lane) => lane.running))
    },
  }
}

function stateAfter(due: DueItem, result: DeliveryResult) {
  switch (result.outcome) {
    case 'accepted':
      return 'aceptado'
    case 'rejected':
      return 'rechazado'
    case 'unknown':
      return 'incierto'
    case 'blocked':
      return due.state
    case 'not-found':
      return 'pendiente'
    case 'not-sent':
      // A question that could not be put leaves the doubt where it was.
      return due.state
  }
}
