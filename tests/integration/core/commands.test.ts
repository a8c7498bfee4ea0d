import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallContext } from '../../../src-main/core/calls/call-context.ts'
import { createRunCommand, type RunCommand } from '../../../src-main/core/calls/run-command.ts'
import { storageRefusal } from '../../../src-main/core/calls/storage-failure.ts'
import { createChanges } from '../../../src-main/core/events/changes.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { testClock } from '../../fixtures/core.ts'
import { openQueue } from './outbox-harness.ts'

const call: CallContext = { origen: 'cli', token: undefined, usuario: undefined, bloqueada: false }
const command = (commandId: string, input: unknown = { a: 1 }, name = 'prueba.hacer') => ({
  name,
  commandId,
  input,
})

let q: Awaited<ReturnType<typeof openQueue>>
let run: RunCommand
let announced: string[][]
let changes: ReturnType<typeof createChanges>

beforeEach(async () => {
  q = await openQueue()
  changes = createChanges()
  announced = []
  changes.subscribe((keys) => announced.push([...keys]))
  run = createRunCommand({ db: q.db, clock: q.clock, changes })
  await sql`CREATE TABLE hechos (n INTEGER) STRICT`.execute(q.db)
})
afterEach(() => q.close())

const facts = async () =>
  (await sql<{ n: number }>`SELECT n FROM hechos`.execute(q.db)).rows.map(({ n }) => n)

describe('órdenes', () => {
  it('the same id answers what was answered and acts no more, at once or later', async () => {
    let acts = 0
    const act = () =>
      run(call, command('c1'), async ({ trx, changed }) => {
        acts += 1
        await sql`INSERT INTO hechos VALUES (${acts})`.execute(trx)
        changed('hechos')
        return { numero: `N${acts}` }
      })
    const answers = await Promise.all([act(), act(), act()])
    q.clock.advance(86_400)
    answers.push(await act())
    expect(answers).toEqual(Array(4).fill({ numero: 'N1' }))
    expect(await facts()).toEqual([1])
    expect(announced).toEqual([['hechos']])
  })

  it('the same id with other data, or for another act, is refused', async () => {
    await run(call, command('c1'), async () => 1)
    for (const other of [command('c1', { a: 2 }), command('c1', { a: 1 }, 'prueba.otra')])
      await expect(run(call, other, async () => 2)).rejects.toMatchObject({ code: 'COMANDO_REPETIDO' })
  })

  it('one that fails leaves nothing: neither fact nor audit nor record nor announcement, and can be tried again', async () => {
    const after: string[] = []
    const attempt = (fails: boolean) =>
      run(call, command('c1'), async ({ trx, audit, changed, afterCommit }) => {
        await sql`INSERT INTO hechos VALUES (1)`.execute(trx)
        await audit({ action: 'prueba', subjectKind: 'x', subjectId: '1' })
        changed('hechos')
        afterCommit(() => after.push('despierta'))
        if (fails) throw new Error('no')
      })
    await expect(attempt(true)).rejects.toThrow('no')
    const count = async (table: 'audit' | 'commands') =>
      (await q.db.selectFrom(table).selectAll().execute()).length
    expect([await facts(), await count('audit'), await count('commands'), announced, after]).toEqual([
      [],
      0,
      0,
      [],
      [],
    ])
    await attempt(false)
    expect([await facts(), await count('audit'), await count('commands'), announced, after]).toEqual([
      [1],
      1,
      1,
      [['hechos']],
      ['despierta'],
    ])
  })

  it('what happens after the commit sees it committed', async () => {
    let seen: Promise<number[]> | undefined
    await run(call, command('c1'), async ({ trx, afterCommit }) => {
      await sql`INSERT INTO hechos VALUES (7)`.execute(trx)
      afterCommit(() => {
        seen = facts()
      })
    })
    expect(await seen).toEqual([7])
  })
})

describe('anuncios', () => {
  it('one listener that fails, or that leaves meanwhile, does not silence the others', () => {
    const failures: unknown[] = []
    const told: string[] = []
    const { announce, subscribe } = createChanges((error) => failures.push(error))
    const leave = subscribe(() => {
      leave()
      told.push('a')
    })
    subscribe(() => {
      throw new Error('roto')
    })
    subscribe(() => told.push('c'))
    announce(['x'])
    announce(['x'])
    announce([])
    expect(told).toEqual(['a', 'c', 'c'])
    expect(failures.length).toBe(2)
  })
})

describe('identificadores', () => {
  it('they are UUIDv7, never repeat and never go down, even when the clock goes back or thousands fall in one instant', () => {
    const clock = testClock()
    const ids = createIds(clock)
    const made: string[] = []
    for (let n = 0; n < 20_000; n++) {
      if (n === 9_000) clock.advance(-3600)
      if (n === 15_000) clock.advance(7200)
      made.push(ids.next())
    }
    expect(
      made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true)
    expect(new Set(made).size).toBe(made.length)
    expect([...made].sort()).toEqual(made)
  })
})

describe('el disco', () => {
  const sqlite = (code: string) => Object.assign(new Error('x'), { name: 'SqliteError', code })
  it.each([
    ['SQLITE_FULL', 'DISCO_LLENO'],
    ['SQLITE_IOERR_WRITE', 'DISCO_NO_RESPONDE'],
    ['SQLITE_READONLY', 'DISCO_NO_RESPONDE'],
    ['SQLITE_CORRUPT', 'DATOS_DANADOS'],
    ['SQLITE_NOTADB', 'DATOS_DANADOS'],
    ['SQLITE_CONSTRAINT_UNIQUE', undefined],
  ])('%s → %s', (code, refusal) => {
    expect(storageRefusal(sqlite(code))?.code).toBe(refusal)
  })
})
