import type { EstadoNucleo, FromWindow, NombreAccion, ToWindow } from '../../../src-shared/window-protocol.ts'
import type { FromCore, ToCore } from '../../core/rpc/parent-protocol.ts'

/** The part of Electron's MessagePortMain the relay uses. */
export interface WindowSidePort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** What a window may ask of the program. @throws Error or ClaveIncorrecta whose message is Spanish, for the screen. */
export type ActionHandler = (windowId: number, accion: NombreAccion, datos: unknown) => Promise<unknown>

interface Connection {
  readonly port: WindowSidePort
  readonly windowId: number
}

/** The program's own reasons pass; those of the system (files, syntax) are told in words that help. */
function spanishReason(error: unknown): string {
  if (error instanceof Error && !('code' in error) && /^(Error|ClaveIncorrecta)$/.test(error.name))
    return error.message
  return 'El programa no pudo usar sus archivos en este equipo. Revise que haya espacio en el disco y permiso sobre la carpeta de datos, y vuelva a intentar.'
}

/**
 * Passes messages between the windows' ports and the core, without reading them. Every port is a connection of its own: a
 * window that reloads gets a new one and the calls of the old end.
 */
export class Relay {
  readonly #send: (message: ToCore) => boolean
  readonly #act: ActionHandler
  readonly #connections = new Map<number, Connection>()
  #last = 0
  #estado: EstadoNucleo

  constructor(options: { send: (message: ToCore) => boolean; act: ActionHandler; estado: EstadoNucleo }) {
    this.#send = options.send
    this.#act = options.act
    this.#estado = options.estado
  }

  get estado(): EstadoNucleo {
    return this.#estado
  }

  connect(windowId: number, port: WindowSidePort): void {
    for (const [id, connection] of this.#connections) {
      if (connection.windowId === windowId) this.#drop(id)
    }
    this.#last += 1
    const id = this.#last
    this.#connections.set(id, { port, windowId })
    port.on('message', (event) => this.#fromWindow(id, event.data as FromWindow))
    port.on('close', () => this.#drop(id))
    port.start()
    this.#tell(id, { type: 'estado', estado: this.#estado })
  }

  /** New state of the core for every window. From a change of generation on, old answers are not passed. */
  setEstado(estado: EstadoNucleo): void {
    this.#estado = estado
    for (const id of this.#connections.keys()) this.#tell(id, { type: 'estado', estado })
  }

  fromCore(message: FromCore & { type: 'rpc' }): void {
    this.#tell(message.window, { type: 'rpc', generacion: this.#estado.generacion, data: message.data })
  }

  #tell(id: number, message: ToWindow): void {
    this.#connections.get(id)?.port.postMessage(message)
  }

  #fromWindow(id: number, message: FromWindow): void {
    const connection = this.#connections.get(id)
    if (!connection) return
    if (message.type === 'rpc') {
      if (message.generacion !== this.#estado.generacion) return
      const taken = this.#send({ type: 'rpc', window: id, data: message.data })
      // The window's open calls end with the state it is told: it knows them to be unanswered.
      if (!taken) this.#tell(id, { type: 'estado', estado: this.#estado })
      return
    }
    if (message.type !== 'accion') return
    this.#act(connection.windowId, message.accion, message.datos).then(
      (valor) => this.#tell(id, { type: 'resultado', id: message.id, ok: true, valor }),
      (error: unknown) =>
        this.#tell(id, {
          type: 'resultado',
          id: message.id,
          ok: false,
          mensaje: spanishReason(error),
        }),
    )
  }

  #drop(id: number): void {
    const connection = this.#connections.get(id)
    if (!connection) return
    this.#connections.delete(id)
    connection.port.close()
    this.#send({ type: 'port-closed', window: id })
  }
}
