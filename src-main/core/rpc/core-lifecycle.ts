import { RPCHandler } from '@orpc/server/message-port'
import { DatabaseFailure } from '../database/failures.ts'
import type { Logger } from '../logging/logger.ts'
import { callPipeline } from './call-pipeline.ts'
import { type HttpServing, serveHttp } from './http-server.ts'
import { newIncidentId } from './incident-id.ts'
import { type ParentChannel, WindowPorts } from './parent-channel.ts'
import type { Fatal, StartConfig } from './parent-protocol.ts'
import type { ServableCore } from './servable-core.ts'
import { StartFailure } from './start-failure.ts'

/** A core in operation: what it serves, and how to end it in order. */
export interface RunningCore {
  readonly core: ServableCore
  readonly logger: Logger
  readonly http: HttpServing | undefined
  /** Accepts nothing new, lets open calls end, closes the core, frees the lock. Safe to call twice. */
  stop(): Promise<void>
}

/** Builds the core of one start configuration. `alongside` ends after the core (practice authorities). */
export type CoreBuilder = (config: StartConfig) => Promise<{
  readonly core: ServableCore
  readonly logger: Logger
  readonly alongside?: { close(): Promise<void> }
}>

function fatalOf(error: unknown): Fatal {
  if (error instanceof DatabaseFailure) {
    return { codigo: error.kind === 'ocupada' ? 'BASE_EN_USO' : 'NO_INICIA', mensaje: error.message }
  }
  const incidente = newIncidentId()
  return {
    codigo: 'NO_INICIA',
    mensaje: `No se pudieron abrir los datos. No se ha borrado nada. Código del incidente: ${incidente}.`,
    incidente,
  }
}

/**
 * Builds the core (which takes its database file for this process alone), serves it over HTTP when the configuration asks
 * for it, and sets it going.
 * @throws StartFailure with the message for the user; whatever was opened is closed again.
 */
export async function runCore(config: StartConfig, build: CoreBuilder): Promise<RunningCore> {
  const ending: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (let step = ending.pop(); step; step = ending.pop()) await step()
  }
  try {
    const { core, logger, alongside } = await build(config)
    if (alongside) ending.push(() => alongside.close())
    ending.push(() => core.close())
    let http: HttpServing | undefined
    if (config.http) {
      const serving = await serveHttp({ core, logger, config: config.http })
      http = serving
      ending.push(() => serving.close())
    }
    await core.start()
    let stopping: Promise<void> | undefined
    return { core, logger, http, stop: () => (stopping ??= stop()) }
  } catch (error) {
    await stop().catch(() => {})
    throw new StartFailure(fatalOf(error), error)
  }
}

/** Counts calls in progress, so that a stop can wait for them. */
class OpenCalls {
  #count = 0
  #idle: (() => void) | undefined

  async track<T>(call: () => Promise<T>): Promise<T> {
    this.#count += 1
    try {
      return await call()
    } finally {
      this.#count -= 1
      if (this.#count === 0) this.#idle?.()
    }
  }

  /** Resolves when no call is open, or after `ms`. */
  settle(ms: number): Promise<void> {
    if (this.#count === 0) return Promise.resolve()
    return new Promise((done) => {
      const timer = setTimeout(done, ms)
      this.#idle = () => {
        clearTimeout(timer)
        done()
      }
    })
  }
}

/** Time the open calls get when the parent asks to stop, in ms. The parent's own deadline before it kills is longer. */
const SETTLE_MS = 3000
/** Time the last answers get to leave, in ms. */
const ANSWER_MS = 50
/** Time the whole stop may take before the process ends by itself, in ms. */
const STOP_MS = 7000

/**
 * Life of the core as a child process: the first message is the configuration, then calls by window, then the stop.
 * Ends the process with 0 after an orderly stop, 1 after a fatal one.
 */
export function serveParent(channel: ParentChannel, build: CoreBuilder, exit: (code: number) => void): void {
  let running: Promise<RunningCore> | undefined
  let ports: WindowPorts | undefined
  let stopping = false
  const calls = new OpenCalls()
  const waiting: { window: number; data: string | Uint8Array }[] = []

  async function start(config: StartConfig): Promise<void> {
    try {
      running = runCore(config, build)
      const { core, logger, http } = await running
      const pipeline = callPipeline(core, 'ventana', logger)
      const handler = new RPCHandler(core.router, {
        ...pipeline,
        rootInterceptors: [(options) => calls.track(() => options.next())],
      })
      ports = new WindowPorts(
        (window, data) => channel.post({ type: 'rpc', window, data }),
        (port) => handler.upgrade(port, { context: {} }),
      )
      channel.post({
        type: 'ready',
        version: config.version,
        modo: config.modo,
        ...(http ? { address: http.address } : {}),
      })
      for (const { window, data } of waiting.splice(0)) ports.deliver(window, data)
    } catch (error) {
      const fatal = error instanceof StartFailure ? error.fatal : fatalOf(error)
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      if (error instanceof Error && error.cause)
        process.stderr.write(`${String((error.cause as Error).stack ?? error.cause)}\n`)
      channel.post({ type: 'fatal', fatal })
      setTimeout(() => exit(1), 100)
    }
  }

  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    const deadline = setTimeout(() => exit(1), STOP_MS)
    await calls.settle(SETTLE_MS)
    // An answer is encoded and posted after its call is over.
    await new Promise((done) => setTimeout(done, ANSWER_MS))
    ports?.closeAll()
    const core = await running?.catch(() => undefined)
    await core?.stop()
    clearTimeout(deadline)
    channel.post({ type: 'stopped' })
    setTimeout(() => exit(0), 20)
  }

  channel.onMessage((message) => {
    switch (message.type) {
      case 'start':
        if (!running) void start(message.config)
        break
      case 'rpc':
        if (stopping) break
        if (ports) ports.deliver(message.window, message.data)
        else waiting.push({ window: message.window, data: message.data })
        break
      case 'port-closed':
        ports?.close(message.window)
        break
      case 'stop':
        void stop()
        break
    }
  })
  channel.onDisconnect(() => void stop())
}
