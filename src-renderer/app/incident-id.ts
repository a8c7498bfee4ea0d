const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Code people read out on the phone: eight letters and digits that cannot be confused with one another. */
export function newIncidentId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
    .join('')
}
