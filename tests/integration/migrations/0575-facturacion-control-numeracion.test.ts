import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionControlNumeracion } from '../../../src-main/domains/facturacion/migrations/0575-facturacion-control-numeracion.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'
import { insertRow as insert } from './migrated-file.ts'

test('la migración 0575 cuenta los números de un rango por su índice', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0575-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  try {
    const first = await openDatabase({
      ...options,
      migrations: MIGRATIONS.filter(({ number }) => number !== facturacionControlNumeracion.number),
    })
    await insert(first.db, 'resoluciones', { id: 'r', tipo: 'factura', desde: 1, hasta: 10, siguiente: 2 })
    await insert(first.db, 'facturas', { id: 'f', numero: 'A1', resolucion_id: 'r', estado: 'validada' })
    await first.close()

    const { db, migrated, close } = await openDatabase({ ...options, migrations: MIGRATIONS })
    expect(migrated).toEqual([575])
    const { rows } = await sql<{ detail: string }>`EXPLAIN QUERY PLAN
      SELECT estado, count(*) FROM facturas WHERE resolucion_id = 'r' AND estado IN ('validada', 'anulada') GROUP BY estado`.execute(
      db,
    )
    expect(rows.map(({ detail }) => detail).join()).toContain('COVERING INDEX facturas_por_rango')
    expect(await db.selectFrom('facturas').select('id').execute()).toEqual([{ id: 'f' }])
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
