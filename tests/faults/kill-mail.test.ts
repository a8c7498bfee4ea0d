import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../src-main/core/clock/clock.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../src-main/core/logging/logger.ts'
import {
  type PracticeAuthorities,
  startPracticeAuthorities,
} from '../../src-main/practice/practice-authorities.ts'
import { hojas, leerMensaje } from '../fixtures/correo/leer-mensaje.ts'
import { type ServidorSmtp, startServidorSmtp } from '../fixtures/correo/servidor-smtp.ts'
import type { MailFact, MailOrder } from './child-mail.ts'

const PARA = 'ana@ejemplo.co'
const child = new URL('./child-mail.ts', import.meta.url).pathname

let dir: string
let autoridades: PracticeAuthorities
let smtp: ServidorSmtp
let facts: MailFact[]
const key = randomBytes(32).toString('hex')
const alive = new Set<ChildProcess>()

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'consultorio-kill-correo-'))
  facts = []
  autoridades = await startPracticeAuthorities({
    dataDir: dir,
    clock: systemClock,
    ids: createIds(systemClock),
    logger: silentLogger,
  })
  smtp = await startServidorSmtp({ modo: 'ninguna' })
})
afterEach(async () => {
  for (const one of alive) one.kill('SIGKILL')
  await autoridades.close()
  await smtp.close()
  rmSync(dir, { recursive: true, force: true })
})

function start(act: MailOrder['act'], facturaId?: string, notaId?: string): ChildProcess {
  const one = fork(child, [], {
    execPath: process.execPath,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  alive.add(one)
  one.once('exit', () => alive.delete(one))
  one.on('message', (fact: MailFact) => facts.push(fact))
  const order: MailOrder = {
    act,
    key,
    dataDir: dir,
    registro: autoridades.registro,
    autoridades: { dian: autoridades.dian.url, muv: autoridades.muv.url },
    smtp: smtp.puerto,
    para: PARA,
    ...(facturaId === undefined ? {} : { facturaId }),
    ...(notaId === undefined ? {} : { notaId }),
  }
  one.send(order)
  return one
}

const correos = () => smtp.recibidos.filter(({ para }) => para.includes(PARA))
const errors = () => facts.filter(({ fact }) => fact === 'error')

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    expect(errors()).toEqual([])
    await wait(5)
  }
}

/** A life that ends by itself. @returns how the e-mail stands after it */
async function whole(act: 'mirar' | 'reenviar', facturaId: string, notaId?: string) {
  const one = start(act, facturaId, notaId)
  await once(one, 'exit')
  expect(errors()).toEqual([])
  return facts.findLast((fact) => fact.fact === 'correo')
}

it('kill -9 cuando el servidor ya tiene el mensaje y no ha contestado: no se reenvía solo, y una persona reenvía el mismo', async () => {
  const one = start('facturar')
  await until(() => facts.some(({ fact }) => fact === 'cuenta'))
  smtp.fallas.calla = true
  one.send('sigue')
  await until(() => correos().length === 1 && facts.some(({ fact }) => fact === 'factura'))
  const gone = once(one, 'exit')
  one.kill('SIGKILL')
  await gone
  delete smtp.fallas.calla
  const facturaId = facts.flatMap((fact) => (fact.fact === 'factura' ? [fact.id] : []))[0] ?? ''

  expect(await whole('mirar', facturaId)).toMatchObject({ estado: 'incierto', envios: 1 })
  expect(await whole('mirar', facturaId)).toMatchObject({ estado: 'incierto', envios: 1 })
  expect(correos()).toHaveLength(1)

  expect(await whole('reenviar', facturaId)).toMatchObject({ estado: 'aceptado', envios: 1 })
  const [first, second] = correos()
  expect(correos()).toHaveLength(2)
  expect(second?.crudo.equals(first?.crudo ?? Buffer.alloc(0))).toBe(true)
  expect(hojas(leerMensaje(second?.crudo ?? Buffer.alloc(0))).at(-1)?.tipo).toBe('application/zip')
}, 120_000)

it('kill -9 mientras espera otro intento: al volver sigue en la cola y llega una sola vez', async () => {
  const one = start('facturar')
  await until(() => facts.some(({ fact }) => fact === 'cuenta'))
  smtp.fallas.destinatario = 450
  const before = smtp.conexiones()
  one.send('sigue')
  await until(() => smtp.conexiones() > before && facts.some(({ fact }) => fact === 'factura'))
  await wait(300)
  const gone = once(one, 'exit')
  one.kill('SIGKILL')
  await gone
  delete smtp.fallas.destinatario
  const facturaId = facts.flatMap((fact) => (fact.fact === 'factura' ? [fact.id] : []))[0] ?? ''

  expect(await whole('mirar', facturaId)).toMatchObject({ estado: 'pendiente', envios: 1 })
  expect(correos()).toHaveLength(0)
  expect(await whole('reenviar', facturaId)).toMatchObject({ estado: 'aceptado', envios: 1 })
  expect(correos()).toHaveLength(1)
}, 120_000)

it('kill -9 cuando el servidor ya tiene el correo de una nota: no se reenvía solo, y una persona reenvía el mismo', async () => {
  const first = start('facturar')
  await until(() => facts.some(({ fact }) => fact === 'cuenta'))
  first.send('sigue')
  await until(() => correos().length === 1 && facts.some(({ fact }) => fact === 'factura'))
  const idOf = (what: MailFact['fact']) =>
    facts.flatMap((fact) => (fact.fact === what && 'id' in fact ? [fact.id] : []))[0] ?? ''
  const facturaId = idOf('factura')
  const ended = once(first, 'exit')
  first.kill('SIGKILL')
  await ended

  smtp.fallas.calla = true
  const second = start('anular', facturaId)
  await until(() => correos().length === 2 && facts.some(({ fact }) => fact === 'nota'))
  const gone = once(second, 'exit')
  second.kill('SIGKILL')
  await gone
  delete smtp.fallas.calla
  const notaId = idOf('nota')

  expect(await whole('mirar', facturaId, notaId)).toMatchObject({ estado: 'incierto', envios: 1 })
  expect(correos()).toHaveLength(2)
  expect(await whole('reenviar', facturaId, notaId)).toMatchObject({ estado: 'aceptado', envios: 1 })
  const [, sent, again] = correos()
  expect(correos()).toHaveLength(3)
  expect(again?.crudo.equals(sent?.crudo ?? Buffer.alloc(0))).toBe(true)
}, 120_000)
