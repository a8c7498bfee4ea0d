import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { agendaCitas } from '../../../src-main/domains/agenda/migrations/0300-agenda-citas.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0300 crea las tablas de la agenda sobre una base anterior', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0300-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < agendaCitas.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await first.close()
    const { db, migrated, close } = await openDatabase({ ...options, migrations: [...before, agendaCitas] })
    expect(migrated).toEqual([300])
    const { rows } = await sql<{ name: string }>`select name from sqlite_schema
      where type = 'table' and name in ('citas', 'citas_estados', 'disponibilidad', 'agenda_bloqueos', 'agenda_servicios')`.execute(
      db,
    )
    expect(rows).toHaveLength(5)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
