import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import type { Db } from '../../../src-main/core/database/schema.ts'
import { configuracionNumeracionSoporte } from '../../../src-main/domains/configuracion/migrations/0150-configuracion-numeracion-soporte.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

const rango = (id: string, tipo: string, prefijo: string) => ({
  id,
  tipo,
  numero: '18760000001',
  prefijo,
  desde: 1,
  hasta: 100,
  vigencia_desde: '2026-01-01',
  vigencia_hasta: '2027-12-31',
  clave_tecnica: 'k',
  siguiente: 5,
  consumidos: 2,
  activa: 1,
  creada_en: '2026-01-01T00:00:00.000Z',
})

test('la migración 0150 deja rangos de documento soporte y conserva los que había, su cuenta y lo que los protege', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0150-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number !== configuracionNumeracionSoporte.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    const insert = (db: Db, values: Record<string, unknown>) =>
      sql`insert into resoluciones (${sql.join(Object.keys(values).map((name) => sql.ref(name)))})
        values (${sql.join(Object.values(values))})`.execute(db)
    await insert(first.db, rango('a', 'factura', 'SETP'))
    await insert(first.db, rango('b', 'contingencia', 'CONT'))
    await expect(insert(first.db, rango('c', 'soporte', 'SEDS'))).rejects.toThrow('CHECK')
    await sql`insert into resoluciones_saltos values ('a', 1, 2, '2026-01-01')`.execute(first.db)
    await first.close()

    const { db, migrated, close } = await openDatabase({ ...options, migrations: MIGRATIONS })
    expect(migrated).toEqual([150])
    const kept = await db.selectFrom('resoluciones').selectAll().orderBy('id').execute()
    expect(kept).toEqual([
      { ...rango('a', 'factura', 'SETP'), sede_id: null, equipo: null },
      { ...rango('b', 'contingencia', 'CONT'), sede_id: null, equipo: null },
    ])
    await insert(db, rango('c', 'soporte', 'SEDS'))
    await expect(db.deleteFrom('resoluciones').where('id', '=', 'a').execute()).rejects.toThrow('APPEND_ONLY')
    await expect(db.updateTable('resoluciones').set({ siguiente: 1 }).execute()).rejects.toThrow(
      'APPEND_ONLY',
    )
    await expect(
      db.updateTable('resoluciones').set({ tipo: 'soporte' }).where('id', '=', 'a').execute(),
    ).rejects.toThrow('APPEND_ONLY')
    await expect(db.deleteFrom('resoluciones_saltos').execute()).rejects.toThrow('APPEND_ONLY')
    const { rows } = await sql<{
      sql: string
    }>`select sql from sqlite_schema where name = 'facturas'`.execute(db)
    expect(rows[0]?.sql).toContain('REFERENCES resoluciones (id)')
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
