import type { FromCore, PortData, ToCore } from './parent-protocol.ts'

/** Two-way channel to the process that started the core. */
export interface ParentChannel {
  post(message: FromCore): void
  onMessage(listener: (message: ToCore) => void): void
  /** The parent is gone; nobody will ask again. */
  onDisconnect(listener: () => void): void
}

interface UtilityParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

function utilityParentPort(): UtilityParentPort | undefined {
  return (process as { parentPort?: UtilityParentPort }).parentPort
}

/** The channel of this process, by whichever way it was started; undefined when nobody forked it. */
export function openParentChannel(): ParentChannel | undefined {
  const port = utilityParentPort()
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data as ToCore)),
      // Electron ends the utility process itself when main goes.
      onDisconnect: () => {},
    }
  }
  if (!process.send) return undefined
  return {
    post(message) {
      // As a method: a detached `process.send` fails silently. After a disconnect there is nobody to tell.
      if (process.connected) process.send?.(message, undefined, {}, () => {})
    },
    onMessage: (listener) => process.on('message', (message) => listener(message as ToCore)),
    onDisconnect: (listener) => process.once('disconnect', listener),
  }
}

type PortListener = (event?: { data: unknown }) => void

/** What oRPC's message-port handler needs of a port, for one window of the parent. */
export class WindowPort {
  readonly #send: (data: PortData) => void
  readonly #onMessage: PortListener[] = []
  readonly #onClose: PortListener[] = []
  #open = true

  constructor(send: (data: PortData) => void) {
    this.#send = send
  }

  postMessage(data: PortData): void {
    if (this.#open) this.#send(data)
  }

  on(event: string, listener: PortListener): void {
    if (event === 'message') this.#onMessage.push(listener)
    if (event === 'close') this.#onClose.push(listener)
  }

  deliver(data: PortData): void {
    for (const listener of this.#onMessage) listener({ data })
  }

  /** Ends the window's open calls and subscriptions. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    for (const listener of this.#onClose) listener()
  }
}

/** Sorts the parent's messages by window. A window begins with its first message and ends when the parent says so. */
export class WindowPorts {
  readonly #ports = new Map<number, WindowPort>()
  readonly #post: (window: number, data: PortData) => void
  readonly #serve: (port: WindowPort) => void

  constructor(post: (window: number, data: PortData) => void, serve: (port: WindowPort) => void) {
    this.#post = post
    this.#serve = serve
  }

  deliver(window: number, data: PortData): void {
    let port = this.#ports.get(window)
    if (!port) {
      port = new WindowPort((answer) => this.#post(window, answer))
      this.#ports.set(window, port)
      this.#serve(port)
    }
    port.deliver(data)
  }

  close(window: number): void {
    this.#ports.get(window)?.close()
    this.#ports.delete(window)
  }

  closeAll(): void {
    for (const window of [...this.#ports.keys()]) this.close(window)
  }
}
