/**
 * What the outbox asks of whoever knows an authority. The outbox itself knows nothing of DIAN or the ministry.
 *
 * An item is immutable: `payload` are the exact bytes made when the fact was issued, and they are the bytes sent every time.
 */
export interface OutboxItem {
  readonly id: string
  /** Which handler delivers it: `dian.factura`, `muv.rips`. */
  readonly kind: string
  /** The record it delivers (factura id, paquete RIPS id). */
  readonly subjectId: string
  readonly payload: Uint8Array
  /** Small facts the handler needs besides the bytes (CUFE, file name); JSON. */
  readonly meta: Readonly<Record<string, string>>
  /** Sends begun so far, this one included. */
  readonly attempt: number
  /** When the bytes were last sent before this try (instant, UTC), questions aside; absent the first time. */
  readonly lastSentAt?: string
}

/**
 * How one send or one question ended.
 * - `accepted`: the authority took it; never sent again. `findings` are what it observed all the same.
 * - `rejected`: the authority refused it; waits for a person.
 * - `unknown`: the request may have arrived and no whole answer came; must be asked before any resend, or waits for a person.
 * - `not-sent`: it surely did not arrive, or was not kept (connection refused, 503, maintenance page); safe to send again later.
 *   From `ask` it means the question could not be put: the doubt stays.
 * - `not-found`: only from `ask`: the authority answered that it never saw it; the same bytes are sent at once.
 *
 * `answered`, in these two: the service spoke, if only to say that it cannot attend; the network is there.
 * - `blocked`: cannot be tried now for a cause a person or another item must remove (parent not ready, certificate missing).
 */
export type DeliveryResult =
  | {
      readonly outcome: 'accepted'
      readonly answer?: Uint8Array
      readonly detail: string
      readonly findings?: readonly DeliveryFinding[]
    }
  | {
      readonly outcome: 'rejected'
      readonly answer?: Uint8Array
      readonly detail: string
      readonly findings: readonly DeliveryFinding[]
    }
  | { readonly outcome: 'unknown'; readonly detail: string; readonly answered?: boolean }
  | {
      readonly outcome: 'not-sent'
      readonly detail: string
      readonly retryAfterSeconds?: number
      readonly answered?: boolean
    }
  | { readonly outcome: 'not-found'; readonly detail: string }
  | { readonly outcome: 'blocked'; readonly detail: string }

/** One rule an authority named. Texts are Spanish, for the screen. */
export interface DeliveryFinding {
  readonly regla: string
  readonly severidad: 'rechazo' | 'notificacion'
  readonly ruta: string
  readonly mensaje: string
  readonly remedio: string
}

export interface OutboxHandler {
  readonly kind: string
  /** Sends `item.payload`. Must not throw for network trouble: that is `unknown` or `not-sent`. */
  send(item: OutboxItem): Promise<DeliveryResult>
  /** Asks the authority what became of an item whose send was cut off (by CUFE, track id, CUV). Never resends. */
  ask(item: OutboxItem): Promise<DeliveryResult>
}

/**
 * A service that cannot be asked (e-mail): what may have arrived stays uncertain and waits for a person, and only `Outbox.retry`
 * sends it again.
 */
export interface SendOnlyHandler extends Omit<OutboxHandler, 'ask'> {
  readonly ask?: undefined
}
