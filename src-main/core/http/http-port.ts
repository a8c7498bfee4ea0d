/** One HTTP exchange with a service. Bodies are bytes: what is stored is what is sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** Milliseconds from start to the last byte of the answer. */
  readonly timeoutMs: number
  /** SHA-256 fingerprint (hex, no colons) of the only certificate accepted, for services with a self-signed one (the MUV). */
  readonly pinnedSha256?: string
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/**
 * The exchange did not end with a whole answer.
 * `sent` decides what the outbox may do: false = not one byte of the request left, so it is safe to send again;
 * true = the other side may have acted, so it must be asked before any resend.
 */
export class HttpFailure extends Error {
  readonly sent: boolean
  readonly reason: 'connection' | 'timeout' | 'cut' | 'tls' | 'too-large'

  constructor(reason: HttpFailure['reason'], sent: boolean, detail: string) {
    super(`${reason}: ${detail}`)
    this.name = 'HttpFailure'
    this.reason = reason
    this.sent = sent
  }
}

export interface HttpPort {
  /** @throws HttpFailure when no whole answer came. Any status code is an answer. */
  request(request: HttpRequest): Promise<HttpResponse>
}
