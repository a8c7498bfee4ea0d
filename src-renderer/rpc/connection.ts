import type { ClientContext, ClientLink } from '@orpc/client'
import type { AccionesAnfitrion, EstadoNucleo, NombreAccion } from '../../src-shared/window-protocol.ts'

/** State of the way to the core, for the banner: the core's own phases, or, in a
 * browser, `en-red` and `sin-conexion`. */
export type EstadoConexion =
  | EstadoNucleo
  | {
      readonly fase: 'conectando' | 'sin-conexion' | 'en-red'
      readonly generacion: number
      readonly mensaje?: string
    }

/** The way to the core was lost while a call was open; whether the call was carried out is not known. */
export class ConexionPerdida extends Error {
  constructor(mensaje: string) {
    super(mensaje)
    this.name = 'ConexionPerdida'
  }
}

/** One of the two transports. */
export interface Transport {
  /** Current state; `onEstado` tells every change. */
  readonly estado: EstadoConexion
  onEstado(listener: (estado: EstadoConexion) => void): () => void
  /** A link that works now. Waits while the core starts; rejects with ConexionPerdida when it stopped for good. */
  ready(signal?: AbortSignal): Promise<ClientLink<ClientContext>>
  /** True when a call that failed on this link failed because the way was lost, not because the core refused. */
  wasLost(link: ClientLink<ClientContext>, error: unknown): boolean
  /** Asks the program around the window; undefined in a browser. */
  readonly acciones:
    | (<A extends NombreAccion>(
        accion: A,
        datos?: AccionesAnfitrion[A]['datos'],
      ) => Promise<AccionesAnfitrion[A]['valor']>)
    | undefined
}

/** Value with listeners: what every transport keeps its state in. */
export class EstadoObservable {
  #value: EstadoConexion
  readonly #listeners = new Set<(estado: EstadoConexion) => void>()

  constructor(value: EstadoConexion) {
    this.#value = value
  }

  get value(): EstadoConexion {
    return this.#value
  }

  set(value: EstadoConexion): void {
    this.#value = value
    for (const listener of [...this.#listeners]) listener(value)
  }

  subscribe(listener: (estado: EstadoConexion) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Resolves at the first value that satisfies, which may be the present one. @throws the signal's reason when aborted. */
  until(satisfies: (estado: EstadoConexion) => boolean, signal?: AbortSignal): Promise<EstadoConexion> {
    if (satisfies(this.#value)) return Promise.resolve(this.#value)
    return new Promise((done, fail) => {
      const stop = this.subscribe((estado) => {
        if (!satisfies(estado)) return
        stop()
        done(estado)
      })
      signal?.addEventListener(
        'abort',
        () => {
          stop()
          fail(signal.reason)
        },
        { once: true },
      )
    })
  }
}
