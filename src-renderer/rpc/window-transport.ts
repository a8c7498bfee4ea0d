import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import {
  type DatosPuerto,
  ENTREGAR_PUERTO,
  type FromWindow,
  type NombreAccion,
  PEDIR_PUERTO,
  type ToWindow,
} from '../../src-shared/window-protocol.ts'
import { ConexionPerdida, type EstadoConexion, EstadoObservable, type Transport } from './connection.ts'

type PortListener = (event?: { data: DatosPuerto }) => void

/** What oRPC sees as its port: one start of the core. It closes when the core goes, and with it every open call. */
class GenerationPort {
  readonly #send: (data: DatosPuerto) => void
  readonly #onMessage: PortListener[] = []
  readonly #onClose: PortListener[] = []
  open = true

  constructor(send: (data: DatosPuerto) => void) {
    this.#send = send
  }

  postMessage(data: DatosPuerto): void {
    if (this.open) this.#send(data)
  }

  on(event: string, listener: PortListener): void {
    if (event === 'message') this.#onMessage.push(listener)
    if (event === 'close') this.#onClose.push(listener)
  }

  deliver(data: DatosPuerto): void {
    if (this.open) for (const listener of this.#onMessage) listener({ data })
  }

  close(): void {
    if (!this.open) return
    this.open = false
    for (const listener of this.#onClose) listener()
  }
}

/** Asks the preload for the window's port. */
function requestPort(): Promise<MessagePort> {
  return new Promise((done) => {
    const onMessage = (event: MessageEvent) => {
      if (event.source !== window || event.data !== ENTREGAR_PUERTO) return
      const [port] = event.ports
      if (!port) return
      window.removeEventListener('message', onMessage)
      done(port)
    }
    window.addEventListener('message', onMessage)
    window.postMessage(PEDIR_PUERTO, window.location.origin)
  })
}

interface Pending {
  done(value: unknown): void
  fail(error: Error): void
}

/** The app's own window: a port handed over by the preload, relayed to the core. */
export function windowTransport(headers: () => Record<string, string>): Transport {
  const observable = new EstadoObservable({ fase: 'conectando', generacion: 0 })
  const pending = new Map<number, Pending>()
  let lastAction = 0
  let raw: MessagePort | undefined
  let current: { port: GenerationPort; link: ClientLink<ClientContext>; generacion: number } | undefined
  const lost = new Map<ClientLink<ClientContext>, true>()

  function post(message: FromWindow): void {
    raw?.postMessage(message)
  }

  function follow(estado: EstadoConexion): void {
    if (current && (estado.fase !== 'listo' || estado.generacion !== current.generacion)) {
      lost.set(current.link, true)
      current.port.close()
      current = undefined
    }
    if (estado.fase === 'listo' && !current) {
      const { generacion } = estado
      const port = new GenerationPort((data) => post({ type: 'rpc', generacion, data }))
      current = { port, link: new RPCLink({ port, headers }), generacion }
    }
    observable.set(estado)
  }

  function receive(message: ToWindow): void {
    switch (message.type) {
      case 'estado':
        follow(message.estado)
        break
      case 'rpc':
        if (current?.generacion === message.generacion) current.port.deliver(message.data)
        break
      case 'resultado': {
        const waiting = pending.get(message.id)
        pending.delete(message.id)
        if (message.ok) waiting?.done(message.valor)
        else waiting?.fail(new Error(message.mensaje))
        break
      }
    }
  }

  void requestPort().then((port) => {
    raw = port
    port.addEventListener('message', (event: MessageEvent<ToWindow>) => receive(event.data))
    port.addEventListener('close', () =>
      follow({
        fase: 'sin-conexion',
        generacion: observable.value.generacion,
        mensaje: 'El programa se está cerrando.',
      }),
    )
    port.start()
  })

  return {
    get estado() {
      return observable.value
    },
    onEstado: (listener) => observable.subscribe(listener),
    async ready(signal) {
      await observable.until(
        ({ fase }) => fase === 'listo' || fase === 'detenido' || fase === 'sin-conexion',
        signal,
      )
      if (current) return current.link
      throw new ConexionPerdida(observable.value.mensaje ?? 'El programa no tiene abiertos los datos.')
    },
    wasLost: (link) => lost.has(link),
    acciones: (accion: NombreAccion, datos?: unknown) =>
      new Promise((done, fail) => {
        lastAction += 1
        pending.set(lastAction, { done: done as (value: unknown) => void, fail })
        post({ type: 'accion', id: lastAction, accion, datos })
      }),
  }
}
