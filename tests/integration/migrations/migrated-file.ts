import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import type { Db } from '../../../src-main/core/database/schema.ts'
import type { Migration } from '../../../src-main/core/database/sqlite/migrate.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly dflt_value: string | null
  readonly pk: number
}

/** A row with what is given and something of the right type in the rest, as an earlier version would have written. */
export async function insertRow(db: Db, table: string, given: Readonly<Record<string, string | number>>) {
  const { rows } = await sql<Column>`select * from pragma_table_info(${table})`.execute(db)
  const needed = rows.filter(
    ({ name, notnull, dflt_value, pk }) => name in given || (dflt_value === null && (notnull || pk)),
  )
  const value = ({ name, type }: Column) =>
    given[name] ?? (type === 'INTEGER' ? 1 : type === 'BLOB' ? Buffer.of() : 'x')
  await sql`insert into ${sql.table(table)} (${sql.join(needed.map(({ name }) => sql.ref(name)))})
    values (${sql.join(needed.map(value))})`.execute(db)
}

/** A file as the migrations before one left it, with what `before` writes, and then taken to that one, where `after` looks. */
export async function withMigratedFile(
  migration: Migration,
  before: (db: Db) => Promise<void>,
  after: (db: Db) => Promise<void>,
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), `consultorio-${migration.number}-`))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const earlier = MIGRATIONS.filter(({ number }) => number < migration.number)
  try {
    const first = await openDatabase({ ...options, migrations: earlier })
    await before(first.db)
    await first.close()
    const { db, migrated, close } = await openDatabase({ ...options, migrations: [...earlier, migration] })
    expect(migrated).toEqual([migration.number])
    await after(db)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
