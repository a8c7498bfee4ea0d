import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import type { Logger } from '../logging/logger.ts'
import { callPipeline } from './call-pipeline.ts'
import { type PageAnswer, pageAnswer, plainPage } from './page-policy.ts'
import type { HttpServingConfig } from './parent-protocol.ts'
import type { ServableCore } from './servable-core.ts'

/** Largest body of one call, in bytes: an attachment of 25 MB and its envelope. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024

export interface HttpServing {
  /** Address to open, secret included: `http://127.0.0.1:PORT/?clave=…`. */
  readonly address: string
  readonly port: number
  /** Accepts nothing new, gives open calls up to `graceMs`, then cuts them. */
  close(graceMs?: number): Promise<void>
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

function cookieValue(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}

function send(response: ServerResponse, answer: PageAnswer, head: boolean): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.byteLength })
  response.end(head ? undefined : answer.body)
}

/**
 * Serves the screens and the procedures of a core over HTTP.
 *
 * Who may talk: a browser that once opened the printed address (its secret becomes a cookie, HttpOnly and SameSite=Strict).
 * A page of another site cannot: the Host header must name this machine (no DNS rebinding), and Origin, when sent, must be
 * this very address. Sessions of users are a matter of the core.
 */
export async function serveHttp(options: {
  readonly core: ServableCore
  readonly logger: Logger
  readonly config: HttpServingConfig
}): Promise<HttpServing> {
  const { core, logger, config } = options
  const rendererDir = resolve(config.rendererDir)
  const handler = new RPCHandler(core.router, {
    ...callPipeline(core, config.origen, logger),
    plugins: [new BodyLimitPlugin({ maxBodySize: MAX_BODY_BYTES })],
  })
  // Derived, so that a host with a lasting secret knows its devices again after a restart.
  const ticket = createHmac('sha256', config.clave).update('consultorio-puerta').digest('base64url')
  const scheme = config.tls ? 'https' : 'http'
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      logger.error('http.failed', {}, error)
      if (response.headersSent) response.destroy()
      else
        send(response, plainPage(500, 'Error', 'No se pudo atender la solicitud. Vuelva a intentar.'), false)
    })
  }
  const server: Server = config.tls ? createTlsServer({ ...config.tls }, listener) : createServer(listener)
  server.headersTimeout = 15_000

  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(config.port, config.host, () => {
      server.off('error', fail)
      done()
    })
  })
  const { port } = server.address() as AddressInfo
  const cookie = `consultorio-${port}`
  const names = new Set([config.host, ...config.names].filter((name) => name !== '0.0.0.0' && name !== '::'))
  const hosts = new Set([...names].map((name) => `${name}:${port}`.toLowerCase()))

  function refusal(request: IncomingMessage): PageAnswer | undefined {
    const host = (request.headers.host ?? '').toLowerCase()
    if (!hosts.has(host))
      return plainPage(
        421,
        'Dirección no permitida',
        'Abra el programa por la dirección que él mismo muestra.',
      )
    const { origin } = request.headers
    const site = request.headers['sec-fetch-site']
    const crossOrigin = origin !== undefined && origin.toLowerCase() !== `${scheme}://${host}`
    const crossSite = site !== undefined && site !== 'same-origin' && site !== 'none'
    const navigation = request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET'
    if (crossOrigin || (crossSite && !navigation)) {
      return plainPage(403, 'No permitido', 'La solicitud viene de otra página.')
    }
    return undefined
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refusal(request)
    if (refused) return send(response, refused, request.method === 'HEAD')
    const url = new URL(request.url ?? '/', `${scheme}://${request.headers.host}`)
    const clave = url.searchParams.get('clave')
    if (url.pathname === '/' && clave !== null && sameSecret(clave, config.clave)) {
      const secure = config.tls ? '; Secure' : ''
      response.writeHead(303, {
        location: '/',
        'set-cookie': `${cookie}=${ticket}; Path=/; HttpOnly; SameSite=Strict${secure}`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      })
      response.end()
      return
    }
    if (!sameSecret(cookieValue(request, cookie) ?? '', ticket)) {
      const text = 'Abra la dirección completa que muestra el programa al iniciar (termina en «?clave=…»).'
      return send(response, plainPage(401, 'Falta la clave', text), request.method === 'HEAD')
    }
    if (url.pathname === '/rpc' || url.pathname.startsWith('/rpc/')) {
      if (request.method !== 'POST')
        return send(response, plainPage(405, 'No permitido', 'Método no permitido.'), false)
      response.setHeader('cache-control', 'no-store')
      response.setHeader('x-content-type-options', 'nosniff')
      const result = await handler.handle(request, response, { prefix: '/rpc', context: {} })
      if (!result.matched)
        send(response, plainPage(404, 'No existe', 'El programa no tiene esa función.'), false)
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return send(response, plainPage(405, 'No permitido', 'Método no permitido.'), false)
    }
    send(response, await pageAnswer(rendererDir, url.pathname), request.method === 'HEAD')
  }

  const shown =
    config.host === '0.0.0.0' || config.host === '::' ? (config.names[0] ?? '127.0.0.1') : config.host
  return {
    port,
    address: `${scheme}://${shown}:${port}/?clave=${config.clave}`,
    async close(graceMs = 2000) {
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(timer)
    },
  }
}
