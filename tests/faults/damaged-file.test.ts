import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../src-main/core/audit/audit.ts'
import { storageRefusal } from '../../src-main/core/calls/storage-failure.ts'
import { DatabaseFailure } from '../../src-main/core/database/failures.ts'
import { openDatabase } from '../../src-main/core/database/open-database.ts'
import type { Db } from '../../src-main/core/database/schema.ts'
import { MIGRATIONS } from '../../src-main/migrations.ts'
import { seeded } from '../../src-main/practice/demo-patients.ts'
import { times } from './long-run.ts'
import { openPractice, type Practice } from './practice.ts'

let p: Practice
let dir: string
const random = seeded(1971)

beforeAll(async () => {
  p = await openPractice()
  dir = mkdtempSync(join(tmpdir(), 'consultorio-danado-'))
}, 60_000)
afterAll(async () => {
  await p.close()
  rmSync(dir, { recursive: true, force: true })
})

const file = (name: string) => join(dir, name)

/** Copies what a power cut would leave: the file and its journal, as they are on the disk at this moment. */
function snapshot(): void {
  for (const name of ['consultorio.db', 'consultorio.db-wal']) {
    rmSync(file(name), { force: true })
    const from = join(p.ports.dataDir, name)
    if (existsSync(from)) copyFileSync(from, file(name))
  }
}

const open = () =>
  openDatabase({
    path: file('consultorio.db'),
    key: p.ports.databaseKey,
    migrations: MIGRATIONS,
    copiesDir: dir,
    stamp: 'x',
  })

async function count(db: Db, table: 'facturas' | 'outbox' | 'paquetes_rips' | 'notas'): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

describe('corte de luz', () => {
  it(
    'el diario cortado en cualquier byte abre con los actos enteros de antes del corte, y con ninguno a medias',
    async () => {
      p.network.down = true
      for (let n = 0; n < 5; n++) await p.attend()
      snapshot()
      const whole = readFileSync(file('consultorio.db-wal')).length
      expect(whole).toBeGreaterThan(100_000)
      const cuts = [0, whole, ...Array.from({ length: times(40, 1000) }, () => Math.floor(random() * whole))]
      let previous = 0
      for (const at of cuts.sort((a, b) => a - b)) {
        snapshot()
        truncateSync(file('consultorio.db-wal'), at)
        const { db, close } = await open()
        try {
          const facturas = await count(db, 'facturas')
          expect(facturas).toBeGreaterThanOrEqual(previous)
          expect(await count(db, 'outbox')).toBe(2 * facturas)
          expect(await count(db, 'paquetes_rips')).toBe(facturas)
          expect((await verifyAudit(db)).firstBreak).toBe(null)
          previous = facturas
        } finally {
          await close()
        }
      }
      expect(previous).toBe(5)
    },
    times(60_000, 900_000),
  )
})

describe('archivo dañado', () => {
  it(
    'un byte cambiado en cualquier parte se nota y se dice; nunca se lee como dato',
    async () => {
      await p.restart()
      await p.core.close()
      snapshot()
      const good = readFileSync(file('consultorio.db'))
      for (let n = 0; n < times(30, 500); n++) {
        const bad = Buffer.from(good)
        const at = Math.floor(random() * bad.length)
        bad.writeUInt8(bad.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at)
        writeFileSync(file('consultorio.db'), bad)
        rmSync(file('consultorio.db-wal'), { force: true })
        const failure = await readEverything().then(
          () => undefined,
          (error: unknown) => error,
        )
        expect(failure, `byte ${at}`).toBeDefined()
        if (failure instanceof DatabaseFailure) expect(['danada', 'clave']).toContain(failure.kind)
        else
          expect([at, storageRefusal(failure)?.code, String(failure)]).toEqual([
            at,
            'DATOS_DANADOS',
            String(failure),
          ])
      }
      writeFileSync(file('consultorio.db'), good)
      await readEverything()
      await p.restart()
    },
    times(60_000, 600_000),
  )

  async function readEverything(): Promise<void> {
    const { db, close } = await open()
    try {
      // A damaged page of an index is told in the answer, not thrown.
      const told = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(db)
      const text = told.rows.map((row) => row.integrity_check).join()
      if (text !== 'ok') throw Object.assign(new Error(text), { code: 'SQLITE_CORRUPT' })
      const { rows } = await sql<{
        name: string
      }>`SELECT name FROM sqlite_master WHERE type = 'table'`.execute(db)
      for (const { name } of rows) await sql`SELECT * FROM ${sql.table(name)}`.execute(db)
    } finally {
      await close()
    }
  }
})
