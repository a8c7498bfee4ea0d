import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { HttpFailure, type HttpPort, type HttpRequest, type HttpResponse } from './http-port.ts'

const MAX_ANSWER_BYTES = 32 * 1024 * 1024

/**
 * HTTP over Node's own client, because it is the one that tells when the first byte of a request left the machine: the
 * outbox may resend what never left and must ask about the rest. One connection per exchange (no reuse: a kept socket that
 * the server closed looks like a cut request). TLS 1.2 or later, certificates always checked.
 */
export const nodeHttp: HttpPort = {
  request: (request) =>
    new Promise<HttpResponse>((resolve, reject) => {
      try {
        exchange(request, resolve, reject)
      } catch (error) {
        // An address or a header that cannot be used: thrown before there is a connection.
        reject(new HttpFailure('connection', false, error instanceof Error ? error.message : String(error)))
      }
    }),
}

function exchange(
  request: HttpRequest,
  resolve: (response: HttpResponse) => void,
  reject: (failure: HttpFailure) => void,
): void {
  const url = new URL(request.url)
  const secure = url.protocol === 'https:'
  let sent = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const fail = (reason: HttpFailure['reason'], detail: string) => {
    clearTimeout(timer)
    reject(new HttpFailure(reason, sent, detail))
    outgoing.destroy()
  }
  const outgoing = (secure ? requestHttps : requestHttp)(url, {
    method: request.method,
    headers: {
      ...request.headers,
      ...(request.body ? { 'content-length': String(request.body.byteLength) } : {}),
    },
    agent: false,
    ...(secure
      ? { minVersion: 'TLSv1.2' as const, rejectUnauthorized: request.pinnedSha256 === undefined }
      : {}),
  })
  timer = setTimeout(() => fail('timeout', `no answer in ${request.timeoutMs} ms`), request.timeoutMs)
  outgoing.on('error', (error: NodeJS.ErrnoException) =>
    fail(isTls(error) ? 'tls' : sent ? 'cut' : 'connection', error.code ?? error.message),
  )
  outgoing.on('response', (incoming) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.byteLength
      if (size > MAX_ANSWER_BYTES) fail('too-large', 'answer over 32 MB')
      else chunks.push(chunk)
    })
    incoming.on('error', (error) => fail('cut', error.message))
    incoming.on('aborted', () => fail('cut', 'answer cut'))
    incoming.on('end', () => {
      if (!incoming.complete) return fail('cut', 'answer cut')
      clearTimeout(timer)
      const headers: Record<string, string> = {}
      for (const [name, value] of Object.entries(incoming.headers))
        if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
      resolve({ status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks) })
    })
  })
  outgoing.on('socket', (socket) => {
    // Bytes are written only once connected (and, with TLS, once the certificate is accepted).
    const write = () => {
      if (
        request.pinnedSha256 !== undefined &&
        secure &&
        !pinMatches(socket as TLSSocket, request.pinnedSha256)
      )
        return fail('tls', 'the certificate is not the one of the installation')
      sent = true
      outgoing.end(request.body)
    }
    if (!socket.connecting && !secure) write()
    else socket.once(secure ? 'secureConnect' : 'connect', write)
  })
}

function pinMatches(socket: TLSSocket, pin: string): boolean {
  return socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase() === pin.toLowerCase()
}

function isTls(error: NodeJS.ErrnoException): boolean {
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(error.code ?? '')
}
