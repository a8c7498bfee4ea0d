/**
 * The ways a practice authority can be told to fail, for one request or until told otherwise.
 *
 * - `lenta`: takes the request, waits `ms` milliseconds, then processes and answers; it processes too if the client left.
 * - `500`, `503`: an error page, nothing is read as a document. `segundos` becomes Retry-After.
 * - `mantenimiento`: an HTML page with the status 200 or 503.
 * - `corte-antes`: the socket is destroyed before one byte of the body is read.
 * - `corte-durante`: destroyed once `bytes` of the body were read; nothing is processed.
 * - `corte-despues`: the request is processed and kept, then the socket is destroyed after `bytes` of the answer.
 * - `rechazo`: the document is refused by the named rule and not kept.
 * - `repetida`: the network delivered the request twice: it is processed twice and the answer is that of the second delivery;
 *   with `dobleRespuesta` the same answer is written twice on the socket.
 */
export type Falla =
  | { readonly tipo: 'lenta'; readonly ms: number }
  | { readonly tipo: '500' }
  | { readonly tipo: '503'; readonly segundos?: number }
  | { readonly tipo: 'mantenimiento'; readonly estado: 200 | 503 }
  | { readonly tipo: 'corte-antes' }
  | { readonly tipo: 'corte-durante'; readonly bytes: number }
  | { readonly tipo: 'corte-despues'; readonly bytes: number }
  | { readonly tipo: 'rechazo'; readonly regla: string; readonly mensaje: string }
  | { readonly tipo: 'repetida'; readonly dobleRespuesta?: boolean }

export type TipoFalla = Falla['tipo']

/** A whole fault, or only its name when the usual values will do. */
export type FallaPedida = Falla | TipoFalla

export interface FaultScope {
  /** Only requests of this operation are counted and hit (`SendBillSync`, `CargarFevRips`). */
  readonly operacion?: string
}

export interface FaultPlan {
  /** The next `times` requests (1 unless told) fail this way; calls queue up in order. */
  next(falla: FallaPedida, times?: number, scope?: FaultScope): void
  /** Every request fails this way, until `clear`; queued faults go first. */
  set(falla: FallaPedida, scope?: FaultScope): void
  /** No more faults, queued ones included. */
  clear(): void
  /** Takes the fault that applies to a request of this operation. Called once per request by the authority. */
  take(operacion: string): Falla | undefined
  /** Faults applied so far, oldest first. */
  readonly aplicadas: readonly { readonly operacion: string; readonly falla: Falla }[]
}

const usual: Record<TipoFalla, Falla> = {
  lenta: { tipo: 'lenta', ms: 1_000 },
  '500': { tipo: '500' },
  '503': { tipo: '503', segundos: 5 },
  mantenimiento: { tipo: 'mantenimiento', estado: 503 },
  'corte-antes': { tipo: 'corte-antes' },
  'corte-durante': { tipo: 'corte-durante', bytes: 1 },
  'corte-despues': { tipo: 'corte-despues', bytes: 0 },
  rechazo: { tipo: 'rechazo', regla: 'ZB01', mensaje: 'Rechazo de práctica pedido a propósito.' },
  repetida: { tipo: 'repetida' },
}

interface Turno {
  readonly falla: Falla
  readonly operacion: string | undefined
}

/** A fault plan that begins with no faults. */
export function createFaultPlan(): FaultPlan {
  const cola: Turno[] = []
  let permanente: Turno | undefined
  const aplicadas: { operacion: string; falla: Falla }[] = []

  const turno = (falla: FallaPedida, scope?: FaultScope): Turno => ({
    falla: typeof falla === 'string' ? usual[falla] : falla,
    operacion: scope?.operacion,
  })
  const alcanza = (candidato: Turno, operacion: string) =>
    candidato.operacion === undefined || candidato.operacion === operacion

  return {
    next(falla, times = 1, scope) {
      for (let i = 0; i < times; i++) cola.push(turno(falla, scope))
    },
    set(falla, scope) {
      permanente = turno(falla, scope)
    },
    clear() {
      cola.length = 0
      permanente = undefined
    },
    take(operacion) {
      const indice = cola.findIndex((candidato) => alcanza(candidato, operacion))
      const elegido =
        indice >= 0
          ? cola.splice(indice, 1)[0]
          : permanente && alcanza(permanente, operacion)
            ? permanente
            : undefined
      if (elegido) aplicadas.push({ operacion, falla: elegido.falla })
      return elegido?.falla
    },
    aplicadas,
  }
}
