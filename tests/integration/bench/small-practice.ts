import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { Db, Schema } from '../../../src-main/core/database/schema.ts'
import { openSqlite, type SqliteHandle } from '../../../src-main/core/database/sqlite/open.ts'
import { withStatementCache } from '../../../src-main/core/database/sqlite/statement-cache.ts'
import { generatePractice } from '../../bench/generate-practice.ts'
import { BENCH_KEY, type PracticeSize } from '../../bench/practice-cache.ts'

export const PEQUENO: PracticeSize = { pacientes: 80, consultas: 240, firmadas: 4, conBytes: 20 }

export interface SmallPractice {
  readonly db: Db
  readonly handle: SqliteHandle
  /** Statements run since the last time it was asked. */
  statements(): string[]
  close(): Promise<void>
}

/** The generator of the bench at a small size, open, with an ear on what is asked of the file. */
export async function smallPractice(): Promise<SmallPractice> {
  const root = mkdtempSync(join(tmpdir(), 'consultorio-pequeno-'))
  const database = join(root, 'practica', 'consultorio.db')
  await generatePractice({ root, dataDir: join(root, 'practica'), database }, PEQUENO)
  const handle = openSqlite(database, BENCH_KEY)
  const cached = withStatementCache(handle)
  let seen: string[] = []
  const db: Db = new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: {
        close: () => cached.close(),
        prepare(sql) {
          seen.push(sql)
          return cached.prepare(sql)
        },
      },
    }),
  })
  return {
    db,
    handle,
    statements() {
      const given = seen
      seen = []
      return given
    },
    async close() {
      await db.destroy()
      if (handle.open) handle.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
