import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { finanzasCompras } from '../../../src-main/domains/finanzas/migrations/0800-finanzas-compras.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0800 crea las tablas de compras sobre una base anterior, y lo importado no se cambia ni se borra', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0800-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < finanzasCompras.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, finanzasCompras],
    })
    expect(migrated).toEqual([800])
    const { rows } = await sql<{ name: string }>`select name from sqlite_schema
      where type = 'trigger' and tbl_name in ('compras', 'compra_eventos') order by name`.execute(db)
    expect(rows.map(({ name }) => name)).toEqual([
      'compra_eventos_no_delete',
      'compra_eventos_no_update',
      'compras_no_delete',
      'compras_no_update',
    ])
    expect(await db.selectFrom('compra_receptor').selectAll().execute()).toEqual([])
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
