import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WindowPort } from '../../../src-main/core/rpc/parent-channel.ts'
import type { StartConfig } from '../../../src-main/core/rpc/parent-protocol.ts'
import { type CorePhase, CoreProcess } from '../../../src-main/hosts/electron/core-process.ts'
import { forkNode } from '../../../src-main/hosts/electron/fork-node.ts'
import type { tinyContract } from './fixtures/tiny-contract.ts'

type Tiny = ContractRouterClient<typeof tinyContract>
const TINY_CORE = fileURLToPath(new URL('./fixtures/tiny-core.ts', import.meta.url))

let dataDir: string
let output: string
let phases: CorePhase[]
let core: CoreProcess
const ports = new Map<number, WindowPort>()

const config = (): StartConfig => ({
  modo: 'practica',
  dataDir,
  logDir: dataDir,
  resourcesDir: dataDir,
  version: '0.0.0',
  databaseKey: new Uint8Array(32),
})

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'consultorio-nucleo-'))
  output = ''
  phases = []
  ports.clear()
  core = new CoreProcess({
    fork: () =>
      forkNode(TINY_CORE, process.execPath, (text) => {
        output += text
      }),
    onPhase: (phase) => phases.push(phase),
    onMessage: ({ window, data }) => ports.get(window)?.deliver(data),
    backoffMs: [20, 20, 20],
    stopDeadlineMs: 6000,
  })
})

afterEach(async () => {
  await core.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const until = (fase: CorePhase['fase']) =>
  expect.poll(() => phases.at(-1)?.fase, { timeout: 15_000 }).toBe(fase)

function openWindow(window: number): Tiny {
  const port = new WindowPort((data) => void core.send({ type: 'rpc', window, data }))
  ports.set(window, port)
  return createORPCClient(new RPCLink({ port, headers: { authorization: `Bearer t${window}` } }))
}

describe('the core as a child process', () => {
  it('serves several windows, each with its own session', async () => {
    core.start(config())
    await until('listo')
    const [first, second] = [openWindow(1), openWindow(2)]
    const answers = await Promise.all([first.eco({ texto: 'uno' }), second.eco({ texto: 'dos' })])
    expect(answers.map(({ texto, token, origen }) => [texto, token, origen])).toEqual([
      ['uno', 't1', 'ventana'],
      ['dos', 't2', 'ventana'],
    ])
    expect(answers[0].pid).not.toBe(process.pid)
    expect(await first.archivo({ archivo: new Blob(['hola']) })).toEqual({ bytes: 4 })
    const refused = await second.negado().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ORPCError)
    expect(refused).toMatchObject({ code: 'NUMERACION_AGOTADA', defined: true })
  })

  it('pushes events, and ends them when the window goes', async () => {
    core.start(config())
    await until('listo')
    const [first, second] = [openWindow(1), openWindow(2)]
    const seen: string[] = []
    for await (const { changed } of await first.contar({ hasta: 3 })) seen.push(...changed)
    expect(seen).toEqual(['n1', 'n2', 'n3'])
    await first.contar({ hasta: 0 })
    expect((await second.suscripciones()).abiertas).toBe(1)
    core.send({ type: 'port-closed', window: 1 })
    await expect.poll(async () => (await second.suscripciones()).abiertas).toBe(0)
  })

  it('restarts after a kill, and the same command id does not act twice', async () => {
    core.start(config())
    await until('listo')
    const commandId = crypto.randomUUID()
    openWindow(1)
      .guardar({ commandId, morir: true })
      .catch(() => {})
    await expect.poll(() => phases.map(({ fase }) => fase)).toContain('reiniciando')
    expect(core.send({ type: 'port-closed', window: 1 })).toBe(false)
    await until('listo')
    expect(core.generation).toBe(2)
    expect(await openWindow(2).guardar({ commandId, morir: true })).toEqual({ veces: 1, repetido: true })
  })

  it('gives up after three restarts in a row, says so, and tries again when asked', async () => {
    writeFileSync(join(dataDir, 'muere-al-iniciar'), '')
    core.start(config())
    await until('detenido')
    expect(core.generation).toBe(4)
    expect(phases.at(-1)).toMatchObject({ mensaje: expect.stringContaining('Lo guardado está a salvo') })
    rmSync(join(dataDir, 'muere-al-iniciar'))
    core.retry()
    await until('listo')
  })

  it('does not restart a core that says why it cannot start', async () => {
    writeFileSync(join(dataDir, 'no-inicia'), '')
    core.start(config())
    await until('detenido')
    expect(core.generation).toBe(1)
    expect(phases.at(-1)).toMatchObject({ mensaje: expect.stringContaining('Código del incidente') })
    expect(output).toContain('no puede iniciar')
  })

  it('stops in order: the open call ends, the core closes', async () => {
    core.start(config())
    await until('listo')
    const call = openWindow(1).lento({ ms: 400 })
    await new Promise((done) => setTimeout(done, 100))
    const stopping = core.stop()
    expect(await call).toEqual({ ms: 400 })
    await stopping
    expect(existsSync(join(dataDir, 'cierres.txt'))).toBe(true)
    expect(readFileSync(join(dataDir, 'cierres.txt'), 'utf8')).toBe('cerrado\n')
  })

  it('cuts a call that outlasts the stop', async () => {
    core.start(config())
    await until('listo')
    const window = openWindow(1)
    let answered = false
    // Far longer than this test may take: a stop that waited for it would fail by the test's own limit.
    window.lento({ ms: 60_000 }).then(
      () => {
        answered = true
      },
      () => {},
    )
    // One channel, in order: whoever answers this has the slow call already.
    const { pid } = await window.eco({ texto: 'dentro' })
    await core.stop()
    expect(answered).toBe(false)
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
  }, 50_000)
})
