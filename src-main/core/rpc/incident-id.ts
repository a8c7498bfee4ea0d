import { randomBytes } from 'node:crypto'

/** Code people read out on the phone: eight letters and digits that cannot be confused with one another. */
export function newIncidentId(): string {
  const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
  return [...randomBytes(8)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('')
}
