/** The outcome of something that may be refused: a value, or the reason. Expected refusals travel here; bugs throw. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** A success. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value }
}

/** A refusal with its reason. For texts meant for a user: what, where, how to fix, in Spanish. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error }
}
