export type DatabaseFailureKind = 'clave' | 'ocupada' | 'futura' | 'danada' | 'sin-acceso'

/** The file cannot be opened. `message` is Spanish, for the start screen; `cause` holds the technical error for the log. */
export class DatabaseFailure extends Error {
  readonly kind: DatabaseFailureKind

  constructor(kind: DatabaseFailureKind, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseFailure'
    this.kind = kind
  }
}
