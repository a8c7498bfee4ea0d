import type { Fatal, FromCore, StartConfig, ToCore } from '../../core/rpc/parent-protocol.ts'

/** A started core, whichever way it was forked. */
export interface CoreChild {
  post(message: ToCore): void
  onMessage(listener: (message: FromCore) => void): void
  /** Called once, when the process is gone. */
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

/** Where the child's own complaints go: what it prints before its log is open. */
export type ChildOutput = (text: string) => void

export type CorePhase =
  | { readonly fase: 'iniciando' | 'reiniciando'; readonly mensaje?: string }
  | { readonly fase: 'listo' }
  | { readonly fase: 'detenido'; readonly mensaje: string }

interface CoreProcessOptions {
  readonly fork: () => CoreChild
  readonly onPhase: (phase: CorePhase, generation: number) => void
  readonly onMessage: (message: FromCore & { type: 'rpc' }) => void
  /** Waits before each restart, in ms; as many restarts as entries. */
  readonly backoffMs?: readonly number[]
  /** Up this long, a core counts as healthy and the restarts begin anew. */
  readonly healthyMs?: number
  /** How long an orderly stop may take before the kill. Longer than the core's own deadline. */
  readonly stopDeadlineMs?: number
}

const RESTARTING =
  'El programa se recupera de un cierre inesperado. Lo guardado está a salvo; espere unos segundos.'
const STOPPED =
  'El programa no pudo volver a abrir los datos. Lo guardado está a salvo. Pulse «Reintentar» o reinicie el equipo.'

/**
 * Keeps one core process alive: restarts it with growing waits when it dies, gives up after a few times in a row, and stops
 * it in order. Holds no domain knowledge and no Electron: what forks is given to it.
 */
export class CoreProcess {
  readonly #options: CoreProcessOptions
  readonly #backoff: readonly number[]
  #child: CoreChild | undefined
  #config: StartConfig | undefined
  #generation = 0
  #failures = 0
  #ready = false
  #stopping = false
  #timer: NodeJS.Timeout | undefined
  #healthy: NodeJS.Timeout | undefined

  constructor(options: CoreProcessOptions) {
    this.#options = options
    this.#backoff = options.backoffMs ?? [300, 1500, 5000]
  }

  /** Grows with every process started. */
  get generation(): number {
    return this.#generation
  }

  get ready(): boolean {
    return this.#ready
  }

  start(config: StartConfig): void {
    this.#config = config
    this.#failures = 0
    this.#stopping = false
    this.#launch({ fase: 'iniciando' })
  }

  /** After `detenido`: tries again with the same configuration. */
  retry(): void {
    if (this.#child || !this.#config) return
    clearTimeout(this.#timer)
    this.start(this.#config)
  }

  /** @returns false when there is no core to take it: the caller must reject the call. */
  send(message: ToCore): boolean {
    if (!this.#child || !this.#ready) return false
    this.#child.post(message)
    return true
  }

  /** Asks the core to end, waits with a deadline, then kills it. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#ready = false
    clearTimeout(this.#timer)
    const child = this.#child
    if (!child) return
    const gone = new Promise<void>((done) => child.onExit(() => done()))
    child.post({ type: 'stop' })
    const deadline = setTimeout(() => child.kill(), this.#options.stopDeadlineMs ?? 9000)
    await gone
    clearTimeout(deadline)
  }

  #launch(phase: CorePhase): void {
    const config = this.#config
    if (!config) return
    this.#generation += 1
    const generation = this.#generation
    this.#options.onPhase(phase, generation)
    const child = this.#options.fork()
    this.#child = child
    let fatal: Fatal | undefined
    child.onMessage((message) => {
      if (generation !== this.#generation) return
      switch (message.type) {
        case 'ready':
          this.#ready = true
          this.#healthy = setTimeout(() => {
            this.#failures = 0
          }, this.#options.healthyMs ?? 60_000)
          this.#options.onPhase({ fase: 'listo' }, generation)
          break
        case 'rpc':
          this.#options.onMessage(message)
          break
        case 'fatal':
          fatal = message.fatal
          break
        case 'stopped':
          break
      }
    })
    child.onExit(() => this.#gone(generation, fatal))
    child.post({ type: 'start', config })
  }

  #gone(generation: number, fatal: Fatal | undefined): void {
    if (generation !== this.#generation) return
    this.#child = undefined
    this.#ready = false
    clearTimeout(this.#healthy)
    if (this.#stopping) return
    const wait = this.#backoff[this.#failures]
    // A core that says why it cannot start would say the same again.
    if (fatal || wait === undefined) {
      this.#options.onPhase({ fase: 'detenido', mensaje: fatal?.mensaje ?? STOPPED }, generation)
      return
    }
    this.#failures += 1
    this.#options.onPhase({ fase: 'reiniciando', mensaje: RESTARTING }, generation)
    this.#timer = setTimeout(() => this.#launch({ fase: 'reiniciando', mensaje: RESTARTING }), wait)
  }
}
