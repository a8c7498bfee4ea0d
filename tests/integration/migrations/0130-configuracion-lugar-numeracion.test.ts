import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { configuracionLugarNumeracion } from '../../../src-main/domains/configuracion/migrations/0130-configuracion-lugar-numeracion.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0130 conserva las numeraciones, para cualquier lugar, y anota los números que ya se habían saltado', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0130-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < configuracionLugarNumeracion.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    const insert = (id: string, siguiente: number, consumidos: number) =>
      sql`insert into resoluciones values (${id}, 'factura', '18760000001', ${id}, 1, 100, '2026-01-01', '2027-01-01',
        ${'a'.repeat(40)}, ${siguiente}, ${consumidos}, 1, '2026-01-02T00:00:00.000Z')`.execute(first.db)
    await insert('A', 31, 5)
    await insert('B', 6, 5)
    await insert('C', 1, 0)
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, configuracionLugarNumeracion],
    })
    expect(migrated).toEqual([130])
    const resoluciones = await db.selectFrom('resoluciones').select(['id', 'sede_id', 'equipo']).execute()
    expect(resoluciones).toEqual(['A', 'B', 'C'].map((id) => ({ id, sede_id: null, equipo: null })))
    expect(await db.selectFrom('resoluciones_saltos').selectAll().execute()).toEqual([
      { resolucion_id: 'A', desde: 1, hasta: 25, saltados_en: '2026-01-02T00:00:00.000Z' },
    ])
    await expect(db.deleteFrom('resoluciones_saltos').execute()).rejects.toThrow(/APPEND_ONLY/)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
