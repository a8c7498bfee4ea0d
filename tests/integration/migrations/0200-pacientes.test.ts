import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { pacientesTablas } from '../../../src-main/domains/pacientes/migrations/0200-pacientes.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0200 crea las tablas de pacientes sobre una base anterior y deja copia', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0200-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < pacientesTablas.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await sql`select 1`.execute(first.db)
    await first.db.destroy()
    const { db, migrated } = await openDatabase({ ...options, migrations: [...before, pacientesTablas] })
    expect(migrated).toEqual([200])
    const { rows } = await sql<{ name: string }>`select name from sqlite_schema
      where type = 'table' and (name like 'pacientes%' or name in ('consentimientos_datos', 'borradores'))`.execute(
      db,
    )
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'pacientes',
        'pacientes_versiones',
        'pacientes_busqueda',
        'pacientes_busqueda_words',
        'pacientes_busqueda_neighbours',
        'consentimientos_datos',
        'borradores',
      ]),
    )
    await db.destroy()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
