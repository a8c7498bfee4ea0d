import type { Clock } from '../clock/clock.ts'
import type { Db, Trx } from '../database/schema.ts'
import { transact } from '../database/transaction.ts'
import type { Changes } from '../events/changes.ts'
import type { Ids } from '../ids/ids.ts'
import type { Logger } from '../logging/logger.ts'
import { backoffSeconds } from './backoff.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem, SendOnlyHandler } from './handler.ts'
import { createLane, type Lane, restBegun, restOver } from './lane.ts'
import {
  cutItems,
  type DueItem,
  earliestAttempt,
  nextDue,
  recordState,
  restBeforeStart,
  SENDING,
  takeForSending,
} from './store.ts'

const BLOCKED_RECHECK_SECONDS = 120
/** Rest of a lane that could not even write to its own database (disk full), in ms. */
const FAILED_REST_MS = 60_000
/** What a stop waits for the send in course, in ms; less than the host's own deadline before it ends the process. */
const STOP_GRACE_MS = 5_000
/** Longest sleep of a lane, in ms: a machine that was suspended, or whose clock moved, notices soon. */
const LONGEST_SLEEP_MS = 60_000
const SHORTEST_SLEEP_MS = 250

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
  /**
   * A person asks for another try now. Also brings a rejected item back, with the same bytes, and an uncertain one whose service
   * cannot be asked; one that is being sent is tried again as soon as that send fails. @returns false if it is final.
   */
  retry(itemId: string): Promise<boolean>
  /** Waits until nothing is due now: for tests and headless runs. */
  drain(): Promise<void>
  /**
   * Stops after the send in course is recorded, or after `graceMs` without it: then it stays `enviando`, which the next start
   * reads as `incierto`.
   */
  stop(graceMs?: number): Promise<void>
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
  readonly handlers: readonly (OutboxHandler | SendOnlyHandler)[]
  readonly listener: DeliveryListener
  /** Number in [0, 1) for the jitter. */
  readonly random: () => number
}): Outbox {
  const { db, clock, ids, logger, changes } = ports
  const lanes = ports.handlers.map(createLane)
  /** Items whose retry a person asked for while they were being sent. */
  const retryAfterSend = new Set<string>()
  let stopped = true
  /** The stop did not wait any longer: the database may be closed, nothing is written any more. */
  let abandoned = false

  async function deliver(lane: Lane, due: DueItem): Promise<void> {
    const { item } = due
    const { handler } = lane
    const asking = due.state === 'incierto'
    const taken = await transact(db, (trx) =>
      takeForSending(trx, ids.next(), due, {
        at: clock.now().toISOString(),
        detail: asking ? 'Consultando antes de reenviar' : SENDING,
      }),
    )
    if (!taken) return
    changes.announce(['outbox'])
    const started = clock.now().getTime()
    let result: DeliveryResult
    try {
      result = asking && handler.ask ? await handler.ask(item) : await handler.send(item)
    } catch (error) {
      // A bug in a handler says nothing of whether the request left: the safe reading is that it may have.
      logger.error('outbox.handler-threw', { id: item.id, kind: item.kind }, error)
      result = { outcome: 'unknown', detail: `El programa falló al enviar. ${howDoubtEnds(handler)}` }
    }
    if (abandoned) return
    await record(lane, due, result)
    logger.info('outbox.delivered', {
      id: item.id,
      kind: item.kind,
      state: result.outcome,
      attempt: item.attempt,
      ms: clock.now().getTime() - started,
    })
    if (result.outcome === 'accepted') wakeAll()
  }

  async function record(lane: Lane, due: DueItem, result: DeliveryResult): Promise<void> {
    try {
      await write(lane, due, result, ports.listener)
    } catch (error) {
      // The authority's answer could not be kept: without a record there was no answer, so it is asked for again.
      logger.error('outbox.record-failed', { id: due.item.id, kind: due.item.kind }, error)
      await write(
        lane,
        due,
        {
          outcome: 'unknown',
          detail: `Llegó una respuesta y no se pudo guardar. ${howDoubtEnds(lane.handler)}`,
        },
        async () => [],
      )
    }
  }

  async function write(
    lane: Lane,
    due: DueItem,
    result: DeliveryResult,
    listener: DeliveryListener,
  ): Promise<void> {
    const { item } = due
    const now = clock.now()
    const at = now.toISOString()
    const silent = result.outcome === 'unknown' || result.outcome === 'not-sent'
    const waitsForPerson = result.outcome === 'unknown' && lane.handler.ask === undefined
    const failures = silent && !waitsForPerson ? due.failures + 1 : due.failures
    const soon = retryAfterSend.delete(item.id) && (silent || result.outcome === 'blocked')
    const wait = soon ? 0 : waitSeconds(result, failures)
    const own = wait === undefined ? undefined : now.getTime() + wait * 1000
    const resumes = silent && own !== undefined && !soon ? restBegun(lane, result, own) : own
    const next = waitsForPerson ? undefined : resumes
    const keys = await transact(db, async (trx) => {
      const recorded = await recordState(trx, ids.next(), {
        id: item.id,
        at,
        state: stateAfter(due, result),
        attempt: item.attempt,
        failures: result.outcome === 'accepted' ? 0 : failures,
        nextAttemptAt: next === undefined ? null : new Date(next).toISOString(),
        detail: result.detail,
        findings: 'findings' in result ? (result.findings ?? []) : [],
        answer: 'answer' in result ? result.answer : undefined,
        answered: silent ? result.answered === true : undefined,
      })
      return recorded ? listener(trx, at, item, result) : []
    })
    if (!silent && result.outcome !== 'blocked') restOver(lane)
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

  async function runLane(lane: Lane): Promise<void> {
    if (lane.unsure) await recoverCut(lane)
    for (;;) {
      const now = clock.now()
      if (stopped || lane.resting(now.getTime())) return
      const due = await nextDue(db, laneOf(lane.handler), now, lane.silences > 0 ? 'least-tried' : 'oldest')
      if (!due) {
        lane.nothingElse()
        return
      }
      await deliver(lane, due)
    }
  }

  /** Nothing of this lane is on its way, so what says `enviando` was cut off by a death of the program or of its disk. */
  async function recoverCut(lane: Lane): Promise<void> {
    for (const row of await cutItems(db, lane.handler.kind))
      await transact(db, (trx) =>
        recordState(trx, ids.next(), {
          id: row.item_id,
          at: clock.now().toISOString(),
          state: 'incierto',
          attempt: row.attempts,
          failures: row.failures,
          nextAttemptAt: null,
          detail: `El programa se cerró durante el envío. ${howDoubtEnds(lane.handler)}`,
        }),
      )
    lane.unsure = false
  }

  function kick(lane: Lane): void {
    if (stopped) return
    if (lane.running) {
      lane.again = true
      return
    }
    clearTimeout(lane.timer)
    lane.running = runLane(lane)
      .catch((error) => {
        lane.unsure = true
        lane.restUntil(clock.now().getTime() + FAILED_REST_MS)
        if (!abandoned) logger.error('outbox.lane-failed', { kind: lane.handler.kind }, error)
      })
      .then(() => {
        lane.running = undefined
        if (!lane.again) return arm(lane)
        lane.again = false
        kick(lane)
      })
  }

  /** Sleeps until the next item is due. What is due already and was not taken waits for something else to happen. */
  async function arm(lane: Lane): Promise<void> {
    if (stopped) return
    const now = clock.now()
    const at = await earliestAttempt(db, lane.handler.kind, now).catch(() => null)
    if (stopped || lane.running) return
    const sleep = lane.sleepMs(at === null ? undefined : Date.parse(at), now.getTime())
    clearTimeout(lane.timer)
    lane.timer = setTimeout(
      () => kick(lane),
      Math.min(Math.max(sleep ?? LONGEST_SLEEP_MS, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS),
    )
    lane.timer.unref()
  }

  const isAsked = (kind: string) =>
    lanes.find(({ handler }) => handler.kind === kind)?.handler.ask !== undefined

  function wakeAll(): void {
    for (const lane of lanes) kick(lane)
  }

  return {
    async start() {
      for (const lane of lanes) {
        await recoverCut(lane)
        const until = await restBeforeStart(db, lane.handler.kind, clock.now())
        if (until !== null) lane.restUntil(Date.parse(until))
      }
      stopped = false
      abandoned = false
      wakeAll()
    },
    wake: wakeAll,
    async retry(itemId) {
      const kind = await transact(db, async (trx) => {
        const row = await trx
          .selectFrom('outbox_status as s')
          .innerJoin('outbox as i', 'i.id', 's.item_id')
          .select(['s.state', 's.attempts', 'i.kind'])
          .where('s.item_id', '=', itemId)
          .executeTakeFirst()
        if (!row || row.state === 'aceptado' || row.state === 'reemplazado') return undefined
        if (row.state === 'enviando') retryAfterSend.add(itemId)
        else
          await recordState(trx, ids.next(), {
            id: itemId,
            at: clock.now().toISOString(),
            state: row.state === 'rechazado' || !isAsked(row.kind) ? 'pendiente' : row.state,
            attempt: row.attempts,
            failures: 0,
            nextAttemptAt: null,
            detail: 'Reintento pedido por una persona',
          })
        return row.kind
      })
      if (kind === undefined) return false
      for (const lane of lanes) if (lane.handler.kind === kind) restOver(lane)
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
    async stop(graceMs = STOP_GRACE_MS) {
      stopped = true
      for (const lane of lanes) clearTimeout(lane.timer)
      let timer: ReturnType<typeof setTimeout> | undefined
      const grace = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          abandoned = true
          resolve()
        }, graceMs)
      })
      await Promise.race([Promise.all(lanes.map((lane) => lane.running)), grace])
      clearTimeout(timer)
    },
  }
}

const laneOf = ({ kind, ask }: Lane['handler']) => ({ kind, asked: ask !== undefined })

/** How the doubt about an item ends, for its history. */
function howDoubtEnds({ ask }: Lane['handler']): string {
  return ask
    ? 'Se consultará antes de reenviar.'
    : 'Puede que haya llegado y no se puede consultar: espera por usted.'
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
