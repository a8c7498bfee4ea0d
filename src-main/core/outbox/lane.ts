import type { DeliveryResult, OutboxHandler, SendOnlyHandler } from './handler.ts'

/** A rest further ahead than this was written before the clock of the machine went back. Longer than any back-off. */
const LONGEST_REST_MS = 60 * 60 * 1000

/**
 * One kind of item on its way to one service, one at a time.
 *
 * While the service does not answer, the lane rests instead of trying each of two hundred items. One silence may be the item's
 * own trouble, so a second item is tried (the least tried, so that two bad ones cannot hold the rest up for ever); two in a
 * row are the service's. When the rest is over the oldest item goes first again: the order is kept through an outage.
 */
export interface Lane {
  readonly handler: OutboxHandler | SendOnlyHandler
  timer: ReturnType<typeof setTimeout> | undefined
  running: Promise<void> | undefined
  /** Woken while running: something may be due that this run did not see. */
  again: boolean
  /** It may have left an item as `enviando`. */
  unsure: boolean
  /** Tries in a row without an answer of the service, in this round. */
  silences: number
  /** The latest next attempt among them, in ms. */
  silentUntil: number
  /** The last of them surely did not reach the service. */
  unreached: boolean
  pausedUntil: number
  /** Whether it rests at `now`; a rest that ended is forgotten, and so is one that the clock left too far ahead. */
  resting(now: number): boolean
  restUntil(instant: number): void
  /** There is no other item to try: a service that could not be reached gets its rest. */
  nothingElse(): void
  /** Milliseconds until there may be something to do, or undefined when nothing waits for the clock. */
  sleepMs(nextAttempt: number | undefined, now: number): number | undefined
}

export function createLane(handler: Lane['handler']): Lane {
  const lane: Lane = {
    handler,
    timer: undefined,
    running: undefined,
    again: false,
    unsure: false,
    silences: 0,
    silentUntil: 0,
    unreached: false,
    pausedUntil: 0,
    resting(now) {
      if (lane.pausedUntil === 0) return false
      if (now < lane.pausedUntil && lane.pausedUntil - now <= LONGEST_REST_MS) return true
      restOver(lane)
      return false
    },
    restUntil(instant) {
      lane.pausedUntil = Math.max(lane.pausedUntil, instant)
    },
    nothingElse() {
      if (lane.silences > 0 && lane.unreached) lane.restUntil(lane.silentUntil)
      else restOver(lane)
    },
    sleepMs(nextAttempt, now) {
      const instants = [nextAttempt, lane.pausedUntil === 0 ? undefined : lane.pausedUntil].filter(
        (instant) => instant !== undefined,
      )
      return instants.length === 0 ? undefined : Math.max(...instants) - now
    },
  }
  return lane
}

/** The service answered, or a person asked for a try: nothing is held back. */
export function restOver(lane: Lane): void {
  lane.silences = 0
  lane.silentUntil = 0
  lane.unreached = false
  lane.pausedUntil = 0
}

/**
 * Counts a try without answer whose item would go again at `own` (ms).
 * @returns when it goes again: with the whole lane, if the lane rests
 */
export function restBegun(lane: Lane, result: DeliveryResult, own: number): number {
  lane.silences += 1
  lane.silentUntil = Math.max(lane.silentUntil, own)
  lane.unreached = result.outcome === 'not-sent'
  const told = result.outcome === 'not-sent' && result.retryAfterSeconds !== undefined
  if (lane.silences < 2 && !told) return own
  lane.restUntil(lane.silentUntil)
  return lane.silentUntil
}
