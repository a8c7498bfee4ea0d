import type { ContenidoNota } from '../../../src-shared/domains/historia/schemas.ts'

type Change = Partial<ContenidoNota> | ((contenido: ContenidoNota) => Partial<ContenidoNota>)

/**
 * The note on the screen while it is written. It lives outside React so that a keystroke redraws its own field alone, and so
 * that what could not be saved yet outlives the screen.
 */
export class NoteDraft {
  #contenido: ContenidoNota
  readonly #listeners = new Set<() => void>()

  constructor(contenido: ContenidoNota) {
    this.#contenido = contenido
  }

  read = (): ContenidoNota => this.#contenido

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Sets whole parts of the note; a part that stays the same object is not redrawn. */
  change(change: Change): void {
    const part = typeof change === 'function' ? change(this.#contenido) : change
    this.#contenido = { ...this.#contenido, ...part }
    for (const listener of [...this.#listeners]) listener()
  }
}
