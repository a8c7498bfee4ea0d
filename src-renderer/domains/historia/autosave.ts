import type { ContenidoNota } from '../../../src-shared/domains/historia/schemas.ts'

/** Answer of the core to an autosave. */
export interface Guardado {
  /** The one that stands in the file. */
  readonly revision: number
  /** UTC instant. */
  readonly guardadaEn: string
  /** False when what stands is another text: the note was written in another window. */
  readonly conservada: boolean
}

export type EstadoGuardado =
  /** All is in the file; `en` is null while nothing was ever written. */
  | { readonly fase: 'guardado'; readonly en: string | null }
  | { readonly fase: 'guardando' }
  /** The core does not answer: the text stays in memory and is sent again. */
  | { readonly fase: 'reintentando'; readonly mensaje: string }
  /** Another window wrote the same note; nothing more is sent until the person chooses. */
  | { readonly fase: 'en-conflicto'; readonly en: string }
  /** The core will never take it (signed, or another's note). */
  | { readonly fase: 'impedido'; readonly mensaje: string }

export type Veredicto = { readonly reintentar: boolean; readonly mensaje: string }

interface AutosavePorts {
  readonly save: (revision: number, contenido: ContenidoNota) => Promise<Guardado>
  readonly read: () => ContenidoNota
  /** Whether a failure may pass by itself, and what to say of it. */
  readonly judge: (error: unknown) => Veredicto
}

/** A pause in the typing this long sends what was written, in ms. */
const SETTLE_MS = 600
/** Typing without a pause is sent at least this often, in ms: two seconds later it is in the file. */
const AT_LATEST_MS = 1500
const RETRY_MS = [1000, 2000, 4000, 8000] as const

/**
 * Keeps a note in the file while it is written: one save in flight at a time, each with a greater revision, repeated until the
 * core takes it. What is on the screen is never replaced by an answer.
 */
export class Autosave {
  readonly #ports: AutosavePorts
  readonly #listeners = new Set<() => void>()
  #state: EstadoGuardado
  #revision: number
  /** Grows with every change; what was sent remembers which one it carried. */
  #written = 0
  #kept = 0
  #dirtySince: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #inFlight: Promise<void> | null = null
  #failures = 0

  constructor(
    ports: AutosavePorts,
    start: { readonly revision: number; readonly guardadaEn: string | null },
  ) {
    this.#ports = ports
    this.#revision = start.revision
    this.#state = { fase: 'guardado', en: start.guardadaEn }
  }

  snapshot = (): EstadoGuardado => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** True while something on the screen is not in the file. */
  get dirty(): boolean {
    return this.#written !== this.#kept
  }

  /** Call after every change of the text. */
  changed(): void {
    this.#written += 1
    this.#dirtySince ??= Date.now()
    if (this.#isStopped()) return
    if (this.#failures === 0) this.#set({ fase: 'guardando' })
    this.#arm()
  }

  /** Saves now. @returns true when everything on the screen is in the file. */
  async flush(): Promise<boolean> {
    while (!this.#isStopped()) {
      if (this.#inFlight) await this.#inFlight
      else if (!this.dirty) return true
      else await this.#run()
      if (this.#failures > 0) break
    }
    return !this.dirty
  }

  /** Ends a conflict in favour of what is on this screen. */
  insist(): void {
    if (this.#state.fase !== 'en-conflicto') return
    this.#set({ fase: 'guardando' })
    void this.#run()
  }

  #isStopped(): boolean {
    return this.#state.fase === 'impedido' || this.#state.fase === 'en-conflicto'
  }

  #arm(): void {
    // A retry already set keeps its time: typing must neither hurry nor put it off.
    if (this.#inFlight || (this.#failures > 0 && this.#timer !== undefined)) return
    clearTimeout(this.#timer)
    const latest = (this.#dirtySince ?? Date.now()) + AT_LATEST_MS - Date.now()
    const retry = RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1]
    const wait = retry ?? Math.max(0, Math.min(SETTLE_MS, latest))
    this.#timer = setTimeout(() => void this.#run(), wait)
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#inFlight) return this.#inFlight
    const running = this.#send().finally(() => {
      this.#inFlight = null
      if (this.dirty && !this.#isStopped()) this.#arm()
    })
    this.#inFlight = running
    return running
  }

  async #send(): Promise<void> {
    const sent = this.#written
    this.#dirtySince = null
    this.#revision += 1
    try {
      const answer = await this.#ports.save(this.#revision, this.#ports.read())
      this.#failures = 0
      this.#revision = Math.max(this.#revision, answer.revision)
      if (!answer.conservada) {
        this.#set({ fase: 'en-conflicto', en: answer.guardadaEn })
        return
      }
      this.#kept = sent
      this.#set(this.dirty ? { fase: 'guardando' } : { fase: 'guardado', en: answer.guardadaEn })
    } catch (error) {
      const { reintentar, mensaje } = this.#ports.judge(error)
      this.#failures += 1
      this.#dirtySince ??= Date.now()
      this.#set(reintentar ? { fase: 'reintentando', mensaje } : { fase: 'impedido', mensaje })
    }
  }

  #set(state: EstadoGuardado): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener()
  }
}
