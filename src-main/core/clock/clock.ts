/** Where the core takes the time from, so that a test can fix or move it. Instants are UTC. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
