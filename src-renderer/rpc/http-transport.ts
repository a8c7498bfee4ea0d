import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { ConexionPerdida, EstadoObservable, type Transport } from './connection.ts'

/** Time between two questions whether the host is back, in ms. */
const PROBE_MS = 1500
const LOST =
  'No hay comunicación con el equipo principal. Se intenta de nuevo cada pocos segundos; lo guardado está a salvo.'

/** A browser of this machine or of the local network. */
export function httpTransport(headers: () => Record<string, string>): Transport {
  const observable = new EstadoObservable({ fase: 'conectando', generacion: 0 })
  const unreachable = new WeakSet<object>()
  let probing = false

  async function request(input: Request, init?: RequestInit): Promise<Response> {
    try {
      return await globalThis.fetch(input, { ...init, credentials: 'same-origin', redirect: 'error' })
    } catch (error) {
      if (!input.signal.aborted) {
        if (typeof error === 'object' && error !== null) unreachable.add(error)
        void probe()
      }
      throw error
    }
  }

  const link: ClientLink<ClientContext> = new RPCLink({
    url: `${window.location.origin}/rpc`,
    headers,
    fetch: (input, init) => request(input, init as RequestInit),
  })

  async function reachable(): Promise<boolean> {
    try {
      const answer = await globalThis.fetch('/', { method: 'HEAD', cache: 'no-store', redirect: 'error' })
      return answer.ok
    } catch {
      return false
    }
  }

  /** Marks the way as lost and asks until the host answers again. */
  async function probe(): Promise<void> {
    if (probing) return
    probing = true
    observable.set({ fase: 'sin-conexion', generacion: observable.value.generacion, mensaje: LOST })
    while (!(await reachable())) await new Promise((done) => setTimeout(done, PROBE_MS))
    probing = false
    observable.set({ fase: 'conectando', generacion: observable.value.generacion + 1 })
    open()
  }

  function open(): void {
    const { generacion } = observable.value
    observable.set({ fase: 'en-red', generacion })
  }
  open()

  return {
    get estado() {
      return observable.value
    },
    onEstado: (listener) => observable.subscribe(listener),
    async ready(signal) {
      const { fase } = await observable.until(
        (estado) => estado.fase === 'en-red' || estado.fase === 'sin-conexion',
        signal,
      )
      if (fase === 'sin-conexion') throw new ConexionPerdida(LOST)
      return link
    },
    wasLost: (_link, error) => typeof error === 'object' && error !== null && unreachable.has(error),
    acciones: undefined,
  }
}
