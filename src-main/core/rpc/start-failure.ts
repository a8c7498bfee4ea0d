import type { Fatal } from './parent-protocol.ts'

/** The core could not start, in words for the user. */
export class StartFailure extends Error {
  readonly fatal: Fatal

  constructor(fatal: Fatal, cause: unknown) {
    super(fatal.mensaje, { cause })
    this.name = 'StartFailure'
    this.fatal = fatal
  }
}
