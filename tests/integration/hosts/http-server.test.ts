import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HttpServing, MAX_BODY_BYTES, serveHttp } from '../../../src-main/core/rpc/http-server.ts'
import type { tinyContract } from './fixtures/tiny-contract.ts'
import { tinyCore } from './fixtures/tiny-core.ts'

type Tiny = ContractRouterClient<typeof tinyContract>

const folder = mkdtempSync(join(tmpdir(), 'consultorio-http-'))
const built = tinyCore(folder)
let serving: HttpServing
let origin: string
let cookie: string

beforeAll(async () => {
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html><head><title>x</title></head><body></body></html>',
  )
  writeFileSync(join(folder, 'app.js'), 'void 0')
  writeFileSync(join(folder, 'secreto.txt'), 'no')
  serving = await serveHttp({
    core: built.core,
    logger: built.logger,
    config: {
      host: '127.0.0.1',
      port: 0,
      clave: 'una-clave',
      rendererDir: folder,
      origen: 'lan',
      names: ['localhost'],
    },
  })
  origin = `http://127.0.0.1:${serving.port}`
  const answer = await fetch(serving.address, { redirect: 'manual' })
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
})

afterAll(async () => {
  await serving.close()
  rmSync(folder, { recursive: true, force: true })
})

function client(headers: Record<string, string> = {}): Tiny {
  return createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers: { cookie, ...headers } }))
}

function raw(path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((done, fail) => {
    const outgoing = request({ host: '127.0.0.1', port: serving.port, path, headers }, (incoming) => {
      let body = ''
      incoming.on('data', (chunk) => {
        body += chunk
      })
      incoming.on('end', () => done({ status: incoming.statusCode ?? 0, body }))
    })
    outgoing.on('error', fail)
    outgoing.end()
  })
}

async function failure(call: Promise<unknown>): Promise<ORPCError<string, Record<string, unknown>>> {
  try {
    await call
  } catch (error) {
    if (error instanceof ORPCError) return error
    throw error
  }
  throw new Error('the call should have failed')
}

describe('procedures over HTTP', () => {
  it('passes the session token of the call and the origin of the host', async () => {
    const answer = await client({ authorization: 'Bearer abc' }).eco({ texto: 'hola' })
    expect(answer).toMatchObject({ texto: 'hola', token: 'abc', origen: 'lan' })
    expect((await client().eco({ texto: 'hola' })).token).toBeNull()
  })

  it('lets a typed error of the contract pass with its data', async () => {
    const error = await failure(client().negado())
    expect(error).toMatchObject({
      code: 'NUMERACION_AGOTADA',
      defined: true,
      message: 'La numeración se agotó.',
    })
    expect(error.data).toMatchObject({ datos: { quedan: 0 } })
  })

  it('dice qué dato corregir cuando la entrada no sirve', async () => {
    const error = await failure(client().eco({ texto: 'a', veces: 9 }))
    expect(error).toMatchObject({
      code: 'DATOS_INVALIDOS',
      defined: true,
      message: 'Hay 2 datos por corregir.',
    })
    expect(error.data).toMatchObject({
      campo: 'texto',
      remedio: 'Escriba dos letras o más',
      datos: {
        campos: [
          { campo: 'texto', mensaje: 'Escriba dos letras o más' },
          { campo: 'veces', mensaje: 'Es muy largo o muy grande: el máximo es 3.' },
        ],
      },
    })
    const missing = await failure(client().eco({} as { texto: string }))
    expect(missing.data).toMatchObject({ remedio: 'Falta este dato.' })
  })

  it('keeps a bug inside: incident outside, detail in the log only', async () => {
    for (const call of [client().averiado(), client().salidaMala()]) {
      built.logged.length = 0
      const error = await failure(call)
      expect(error.code).toBe('INTERNAL')
      expect(JSON.stringify(error)).not.toContain('María')
      const [event, fields] = built.logged[0] as [string, { incidentId: string }]
      expect(event).toBe('call.failed')
      expect(error.data).toEqual({ incidente: fields.incidentId })
      expect(error.message).toContain(fields.incidentId)
    }
  })

  it('streams events, masks a bug in the stream and ends the subscription with the reader', async () => {
    const seen: string[] = []
    for await (const { changed } of await client().contar({ hasta: 2 })) seen.push(...changed)
    expect(seen).toEqual(['n1', 'n2'])

    const broken = (async () => {
      for await (const _ of await client().contar({ hasta: -1 })) void _
    })()
    expect((await failure(broken)).code).toBe('INTERNAL')

    const controller = new AbortController()
    await client().contar({ hasta: 0 }, { signal: controller.signal })
    expect((await client().suscripciones()).abiertas).toBe(1)
    controller.abort()
    await expect.poll(async () => (await client().suscripciones()).abiertas).toBe(0)
  })

  it('carries files and refuses a body over the limit', async () => {
    expect(await client().archivo({ archivo: new Blob(['12345']) })).toEqual({ bytes: 5 })
    const big = await fetch(`${origin}/rpc/eco`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: 'x'.repeat(MAX_BODY_BYTES + 1),
    }).then(
      ({ status }) => status,
      () => 413,
    )
    expect(big).toBe(413)
  })

  it('refuses what is not a procedure, and reading methods', async () => {
    expect((await fetch(`${origin}/rpc/nada`, { method: 'POST', headers: { cookie } })).status).toBe(404)
    expect((await fetch(`${origin}/rpc/eco`, { headers: { cookie } })).status).toBe(405)
  })
})

describe('who may talk to the host', () => {
  it('asks for the printed address once, and then knows the browser', async () => {
    expect((await fetch(origin)).status).toBe(401)
    expect((await fetch(`${origin}/?clave=otra`)).status).toBe(401)
    expect((await fetch(`${origin}/rpc/eco`, { method: 'POST' })).status).toBe(401)
    expect((await fetch(origin, { headers: { cookie } })).status).toBe(200)
    const entry = await fetch(serving.address, { redirect: 'manual' })
    expect(entry.status).toBe(303)
    expect(entry.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    expect(entry.headers.get('location')).toBe('/')
  })

  it('refuses another name of this machine (DNS rebinding) and another page', async () => {
    const host = `127.0.0.1:${serving.port}`
    expect((await raw('/', { cookie, host: `malo.example:${serving.port}` })).status).toBe(421)
    expect((await raw('/', { cookie, host: `localhost:${serving.port}` })).status).toBe(200)
    expect((await raw('/', { cookie, host, origin: 'http://malo.example' })).status).toBe(403)
    expect((await raw('/', { cookie, host, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await raw('/', { cookie, host, origin: `http://${host}` })).status).toBe(200)
  })

  it('serves the program files and nothing else', async () => {
    expect((await fetch(`${origin}/app.js`, { headers: { cookie } })).headers.get('content-type')).toMatch(
      /javascript/,
    )
    for (const path of [
      '/secreto.txt',
      '/../package.json',
      '/%2e%2e/%2e%2e/etc/mime.json',
      '/..%2f..%2fpackage.json',
      '/%00.js',
      '/%E0%A4%A.js',
    ]) {
      const answer = await raw(path, { cookie, host: `127.0.0.1:${serving.port}` })
      expect([path, answer.status]).toEqual([path, 404])
    }
    expect(
      (await fetch(`${origin}/pacientes/1`, { headers: { cookie } })).headers.get('content-type'),
    ).toMatch(/html/)
  })

  it('gives every page its own style nonce and no unsafe source', async () => {
    const pages = await Promise.all([0, 1].map(() => fetch(origin, { headers: { cookie } })))
    const nonces = await Promise.all(
      pages.map(async (page) => {
        const policy = page.headers.get('content-security-policy') ?? ''
        expect(policy).not.toContain('unsafe')
        const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1]
        expect(await page.text()).toContain(`<meta name="csp-nonce" content="${nonce}">`)
        return nonce
      }),
    )
    expect(nonces[0]).not.toBe(nonces[1])
  })
})
