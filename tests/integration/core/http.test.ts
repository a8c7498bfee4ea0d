import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HttpFailure, type HttpRequest } from '../../../src-main/core/http/http-port.ts'
import { nodeHttp } from '../../../src-main/core/http/node-http.ts'

const servers: Server[] = []
const sockets = new Set<Socket>()

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listen(server: Server): Promise<number> {
  servers.push(server)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}

const serve = async (listener: RequestListener) => `http://127.0.0.1:${await listen(createHttp(listener))}`
const raw = async (onSocket: (socket: Socket) => void) =>
  `http://127.0.0.1:${await listen(createTcp(onSocket))}`

const post = (url: string, more: Partial<HttpRequest> = {}) =>
  nodeHttp.request({
    method: 'POST',
    url,
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from('documento'),
    timeoutMs: 5_000,
    ...more,
  })

/** How it failed: reason and whether something may have left. */
async function failure(exchange: Promise<unknown>): Promise<Pick<HttpFailure, 'reason' | 'sent'>> {
  const error = await exchange.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof HttpFailure)) throw error
  return { reason: error.reason, sent: error.sent }
}

const ANSWER = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 10\r\n\r\n0123456789',
)

describe('una respuesta entera', () => {
  it.each([200, 400, 404, 500, 503])('status %i is an answer, with its headers and bytes', async (status) => {
    let seen = ''
    const url = await serve((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => {
        seen += text
      })
      request.on('end', () =>
        response.writeHead(status, { 'retry-after': '7' }).end(Buffer.from([0, 255, 1])),
      )
    })
    const answer = await post(url)
    expect([answer.status, answer.headers['retry-after'], [...answer.body], seen]).toEqual([
      status,
      '7',
      [0, 255, 1],
      'documento',
    ])
  })

  it('one connection for each exchange, closed when it ends', async () => {
    const ports = new Set<number>()
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort ?? 0)
      response.end('ok')
    })
    for (let n = 0; n < 5; n++) await post(url)
    expect(ports.size).toBe(5)
  })
})

describe('¿salió algo?', () => {
  it('refused connection: nothing left', async () => {
    const url = await serve((_, response) => response.end())
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
    expect(await failure(post(url))).toEqual({ reason: 'connection', sent: false })
  })

  it('a name that does not exist, an address or a header that cannot be used: nothing left', async () => {
    expect(await failure(post('http://no-existe.invalid/'))).toEqual({ reason: 'connection', sent: false })
    for (const url of ['no es una dirección', 'ftp://127.0.0.1/'])
      expect(await failure(post(url))).toEqual({ reason: 'connection', sent: false })
    expect(await failure(post('http://127.0.0.1:9/', { headers: { 'x-a': 'salto\nde línea' } }))).toEqual({
      reason: 'connection',
      sent: false,
    })
  })

  it.each([1, 40, 4096])('cut after %i bytes of the request: it may have arrived', async (bytes) => {
    let got = 0
    const url = await raw((socket) =>
      socket.on('data', (chunk) => {
        got += chunk.length
        if (got >= bytes) socket.resetAndDestroy()
      }),
    )
    expect(await failure(post(url, { body: Buffer.alloc(3_000_000) }))).toEqual({ reason: 'cut', sent: true })
  })

  it('cut at every byte of the answer: it may have arrived, and half an answer is never taken for a whole one', async () => {
    let cut = 0
    const url = await raw((socket) =>
      socket.once('data', () => socket.write(ANSWER.subarray(0, cut), () => socket.destroy())),
    )
    for (cut = 0; cut < ANSWER.length; cut++)
      expect([cut, await failure(post(url))]).toEqual([cut, { reason: 'cut', sent: true }])
    expect(Buffer.from((await post(url)).body).toString()).toBe('0123456789')
  }, 30_000)

  it('a chunked answer without its end is cut too', async () => {
    const url = await raw((socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n'),
      ),
    )
    expect(await failure(post(url))).toEqual({ reason: 'cut', sent: true })
  })

  it('what is not HTTP is a cut answer', async () => {
    const url = await raw((socket) => socket.once('data', () => socket.end('<html>portal cautivo</html>')))
    expect((await failure(post(url))).sent).toBe(true)
  })
})

describe('límites', () => {
  it('no answer in time: it may have arrived', async () => {
    const url = await serve(() => {})
    expect(await failure(post(url, { timeoutMs: 80 }))).toEqual({ reason: 'timeout', sent: true })
  })

  it('an answer that drips longer than the time allowed ends too', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100000' })
      const drip = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(drip))
    })
    expect(await failure(post(url, { timeoutMs: 150 }))).toEqual({ reason: 'timeout', sent: true })
  })

  it('a TLS handshake that never ends: nothing left', async () => {
    const url = (await raw(() => {})).replace('http:', 'https:')
    expect(await failure(post(url, { timeoutMs: 100 }))).toEqual({ reason: 'timeout', sent: false })
  })

  it('an answer over 32 MB is refused while it comes', async () => {
    const url = await serve((_, response) => {
      const block = Buffer.alloc(1024 * 1024)
      const pump = () => {
        while (!response.destroyed) if (!response.write(block)) return void response.once('drain', pump)
      }
      pump()
    })
    expect(await failure(post(url))).toEqual({ reason: 'too-large', sent: true })
  }, 30_000)
})

describe('TLS', () => {
  let key: string
  let cert: string
  let pin: string
  beforeAll(() => {
    const dir = mkdtempSync(join(tmpdir(), 'consultorio-tls-'))
    const file = (name: string) => join(dir, name)
    execFileSync(
      'openssl',
      `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout ${file('k')} -out ${file('c')}`.split(
        ' ',
      ),
      { stdio: 'pipe' },
    )
    key = readFileSync(file('k'), 'utf8')
    cert = readFileSync(file('c'), 'utf8')
    pin = createHash('sha256').update(new X509Certificate(cert).raw).digest('hex')
    rmSync(dir, { recursive: true })
  })

  /** @returns address, and how many requests got in */
  async function secure() {
    const got: string[] = []
    const server = createHttps({ key, cert }, (request, response) => {
      got.push(request.url ?? '')
      response.end('ok')
    })
    return { url: `https://127.0.0.1:${await listen(server)}/`, got }
  }

  it('a certificate signed by itself is refused before a byte leaves', async () => {
    const { url, got } = await secure()
    expect(await failure(post(url))).toEqual({ reason: 'tls', sent: false })
    expect(got).toEqual([])
  })

  it('with its fingerprint it is accepted, in either case; with another, not one byte leaves', async () => {
    const { url, got } = await secure()
    expect((await post(url, { pinnedSha256: pin })).status).toBe(200)
    expect((await post(url, { pinnedSha256: pin.toUpperCase() })).status).toBe(200)
    expect(got.length).toBe(2)
    const other = pin.replace(/^./, (first) => (first === '0' ? '1' : '0'))
    expect(await failure(post(url, { pinnedSha256: other }))).toEqual({ reason: 'tls', sent: false })
    expect(got.length).toBe(2)
  })

  it('a server that does not speak TLS: nothing left', async () => {
    const url = (await serve((_, response) => response.end('ok'))).replace('http:', 'https:')
    expect((await failure(post(url, { pinnedSha256: pin }))).sent).toBe(false)
  })

  it('TLS 1.1 is refused', async () => {
    const server = createHttps(
      { key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      (_, response) => response.end('ok'),
    )
    const url = `https://127.0.0.1:${await listen(server)}/`
    expect((await failure(post(url, { pinnedSha256: pin }))).sent).toBe(false)
  })
})
