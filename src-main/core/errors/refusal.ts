/**
 * An expected "no" of a use case: what, where and how to fix it, in Spanish, ready for the screen.
 * The router turns it into the typed error of the contract; anything else thrown is a bug (`INTERNAL`).
 */
export class Refusal extends Error {
  /** Code declared in the contract, e.g. `CITA_TRASLAPADA`. */
  readonly code: string
  /** Field of the input it is about, dotted path, or null. */
  readonly campo: string | null
  /** What the person can do about it. */
  readonly remedio: string
  /** Facts the screen may show or act on. Never clinical text. */
  readonly datos: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    mensaje: string,
    remedio: string,
    options: { readonly campo?: string; readonly datos?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(mensaje)
    this.name = 'Refusal'
    this.code = code
    this.remedio = remedio
    this.campo = options.campo ?? null
    this.datos = options.datos ?? {}
  }
}
