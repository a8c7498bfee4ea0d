import { hash, verify } from '@node-rs/argon2'

// OWASP's second profile: 19 MiB, two passes. A PIN check stays under 100 ms on a small laptop; guessing is slowed further
// by the growing wait after wrong attempts.
const ARGON2ID = 2
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Argon2id in PHC format (`$argon2id$…`), salt included. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS)
}

export function passwordMatches(phc: string, password: string): Promise<boolean> {
  return verify(phc, password)
}
