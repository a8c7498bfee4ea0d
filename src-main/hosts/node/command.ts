/** 0 yes, valid, done · 1 no, invalid, rejected · 2 usage or unreadable input · 3 internal error. */
export type ExitCode = 0 | 1 | 2 | 3

/** What a command works with. Only the answer goes to stdout; everything said to a person goes to stderr. */
export interface Invocation {
  readonly args: readonly string[]
  readonly json: boolean
  /** Folder of the caller: relative paths are his. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The answer: text lines, or the object with `--json`. Call it once. */
  answer(text: string, object: object): void
  /** A message for the person, in Spanish. */
  tell(text: string): void
}

export interface Command {
  /** As typed: `firma verificar`. */
  readonly nombre: string
  readonly uso: string
  readonly resumen: string
  run(invocation: Invocation): Promise<ExitCode>
}

/** Wrong use or unreadable input: the message says what and how to fix it. Exit code 2. */
export class UsoIncorrecto extends Error {}
