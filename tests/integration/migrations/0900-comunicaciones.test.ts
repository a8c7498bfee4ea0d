import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { comunicacionesCorreo } from '../../../src-main/domains/comunicaciones/migrations/0900-comunicaciones-correo.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0900 crea las tablas del correo sobre una base anterior, y lo entregado no se cambia ni se borra', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0900-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < comunicacionesCorreo.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, comunicacionesCorreo],
    })
    expect(migrated).toEqual([900])
    const { rows } = await sql<{ name: string }>`select name from sqlite_schema
      where type = 'trigger' and tbl_name in ('correo_adjuntos', 'correo_envios') order by name`.execute(db)
    expect(rows.map(({ name }) => name)).toEqual([
      'correo_adjuntos_no_delete',
      'correo_adjuntos_no_update',
      'correo_envios_no_delete',
      'correo_envios_no_update',
    ])
    expect(await db.selectFrom('correo_cuenta').selectAll().execute()).toEqual([])
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
