const FIRST_SECONDS = 15
const CAP_SECONDS = 30 * 60

/**
 * Seconds until the next try after `failures` failures in a row: 15 s, 30 s, 1 min … up to 30 min, with ±20 % of jitter so
 * that a whole site coming back from an outage does not knock at once. There is no last try. A service that names its own
 * wait (`Retry-After`) is obeyed up to the same cap.
 *
 * @param random number in [0, 1)
 */
export function backoffSeconds(failures: number, random: number, retryAfterSeconds?: number): number {
  if (retryAfterSeconds !== undefined && retryAfterSeconds > 0)
    return Math.min(retryAfterSeconds, CAP_SECONDS)
  const doubled = FIRST_SECONDS * 2 ** Math.min(Math.max(failures - 1, 0), 12)
  return Math.round(Math.min(doubled, CAP_SECONDS) * (0.8 + random * 0.4))
}
