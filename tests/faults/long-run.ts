/** Full counts (`npm run test:largo`) instead of the small ones of `npm test`. */
export const LONG_RUN = process.env.CONSULTORIO_LARGO !== undefined

/** How many times a fault is repeated. */
export function times(short: number, long: number): number {
  return LONG_RUN ? long : short
}
