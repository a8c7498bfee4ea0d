import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../src-main/core/clock/clock.ts'
import { openDatabase } from '../../src-main/core/database/open-database.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../src-main/core/logging/logger.ts'
import { MIGRATIONS } from '../../src-main/migrations.ts'
import { seeded } from '../../src-main/practice/demo-patients.ts'
import {
  type PracticeAuthorities,
  startPracticeAuthorities,
} from '../../src-main/practice/practice-authorities.ts'
import type { ChildFact, ChildOrder } from './child-protocol.ts'
import { brokenPromises } from './ledger.ts'
import { times } from './long-run.ts'

const KILLS = times(30, 500)
const SEED = 20261121
const child = new URL('./child-main-job.ts', import.meta.url).pathname

let dir: string
let autoridades: PracticeAuthorities
const key = randomBytes(32)
const facts: ChildFact[] = []
const alive = new Set<ChildProcess>()

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'consultorio-kill-'))
  autoridades = await startPracticeAuthorities({
    dataDir: dir,
    clock: systemClock,
    ids: createIds(systemClock),
    logger: silentLogger,
  })
})
afterAll(async () => {
  for (const one of alive) one.kill('SIGKILL')
  await autoridades.close()
  rmSync(dir, { recursive: true, force: true })
})

function start(act: ChildOrder['act'], seed: number): ChildProcess {
  const one = fork(child, [], {
    execPath: process.execPath,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  alive.add(one)
  one.once('exit', () => alive.delete(one))
  one.on('message', (fact: ChildFact) => facts.push(fact))
  const order: ChildOrder = {
    act,
    seed,
    key: key.toString('hex'),
    dataDir: dir,
    logDir: join(dir, 'registros'),
    resourcesDir: new URL('../../resources', import.meta.url).pathname,
    registro: autoridades.registro,
    autoridades: { dian: autoridades.dian.url, muv: autoridades.muv.url },
  }
  one.send(order)
  return one
}

/** Resolves when the child says so, or ends. */
async function said(one: ChildProcess, what: ChildFact['fact']): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    one.on('message', (fact: ChildFact) => {
      if (fact.fact === what) resolve()
    })
  })
  await Promise.race([heard, once(one, 'exit')])
}

async function kill(one: ChildProcess): Promise<void> {
  if (!alive.has(one)) throw new Error('the child ended by itself')
  const gone = once(one, 'exit')
  one.kill('SIGKILL')
  await gone
}

const errors = () => facts.filter((fact) => fact.fact === 'error')
const invoices = () => facts.filter((fact) => fact.fact === 'factura')
const annulments = () => facts.filter((fact) => fact.fact === 'anulacion')

/** Facts after which a death is drawn, and within how many milliseconds: typing, closing, with a request on its way, between two. */
const MOMENTS: readonly (readonly [ChildFact['fact'], number])[] = [
  ['listo', 120],
  ['paciente', 40],
  ['nota', 60],
  ['nota', 250],
  ['factura', 30],
  ['envio', 0],
  ['envio', 15],
  ['anulacion', 0],
  ['anulacion', 60],
  ['factura', 120],
  ['factura', 400],
]

/** One folder goes through every death, so each start also recovers what the one before left. */
it(
  `kill -9 en ${KILLS} momentos al azar del trabajo principal: nada se pierde, ningún número de factura ni de nota se repite ni se salta, nada se acepta ni se anula dos veces`,
  async () => {
    const random = seeded(SEED)
    for (let n = 0; n < KILLS; n++) {
      const one = start('work', n)
      // Every tenth dies while it opens, recovers the queue and begins to deliver.
      if (n % 10 === 9) await wait(300 + random() * 900)
      else {
        // Counted without those that die opening, so that every moment has its turn whatever the machine.
        const [after, within] = MOMENTS[(n - Math.floor(n / 10)) % MOMENTS.length] ?? ['listo', 100]
        await said(one, after)
        await wait(random() * within)
      }
      await kill(one)
      expect(errors()).toEqual([])
    }
    const last = start('deliver', KILLS)
    await once(last, 'exit')
    expect(errors()).toEqual([])
    expect(facts.at(-1)).toMatchObject({ fact: 'entregado', auditBreak: null })

    const { db, close } = await openDatabase({
      path: join(dir, 'consultorio.db'),
      key,
      migrations: MIGRATIONS,
      copiesDir: dir,
      stamp: 'x',
    })
    try {
      expect(await brokenPromises(db, autoridades)).toEqual([])
      // The work was worth killing.
      expect(invoices().length).toBeGreaterThan(KILLS / 3)
      expect(annulments().length).toBeGreaterThan(KILLS / 10)
      const cut = await db
        .selectFrom('outbox_events')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('detail', 'like', 'El programa se cerró durante el envío%')
        .executeTakeFirstOrThrow()
      expect(Number(cut.n)).toBeGreaterThan(0)
      for (const fact of facts) {
        if (fact.fact === 'paciente') {
          const row = await db
            .selectFrom('pacientes')
            .select('numero_documento')
            .where('id', '=', fact.id)
            .executeTakeFirst()
          expect(row?.numero_documento).toBe(fact.documento)
        } else if (fact.fact === 'nota') {
          const row = await db
            .selectFrom('notas')
            .select(['revision', 'contenido'])
            .where('id', '=', fact.id)
            .executeTakeFirst()
          expect(row?.revision).toBeGreaterThanOrEqual(fact.revision)
          if (row?.revision === fact.revision)
            expect((JSON.parse(row.contenido) as { motivo: string }).motivo).toBe(fact.motivo)
        } else if (fact.fact === 'factura') {
          const row = await db
            .selectFrom('facturas')
            .select('numero')
            .where('id', '=', fact.id)
            .executeTakeFirst()
          expect(row?.numero).toBe(fact.numero)
          const nota = await db
            .selectFrom('notas')
            .select('estado')
            .where('id', '=', fact.notaId)
            .executeTakeFirst()
          expect(nota?.estado).toBe('firmada')
        } else if (fact.fact === 'anulacion') {
          const nota = await db
            .selectFrom('factura_notas')
            .select(['prefijo', 'consecutivo', 'factura_id'])
            .where('id', '=', fact.id)
            .executeTakeFirst()
          expect(`${nota?.prefijo}${nota?.consecutivo}`).toBe(fact.numero)
          expect(nota?.factura_id).toBe(fact.facturaId)
        }
      }
    } finally {
      await close()
    }
    console.info(
      `${KILLS} muertes: ${invoices().length} facturas y ${annulments().length} anulaciones confirmadas, ${autoridades.dian.documentos().length} en la DIAN`,
    )
  },
  times(400_000, 3_600_000),
)
