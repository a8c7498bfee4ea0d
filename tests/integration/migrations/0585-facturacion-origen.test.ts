import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionOrigen } from '../../../src-main/domains/facturacion/migrations/0585-facturacion-origen.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'
import { insertRow } from './migrated-file.ts'

test('la migración 0585 deja las facturas de antes como de servicios, y el origen de una factura no cambia', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0585-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < facturacionOrigen.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await insertRow(first.db, 'resoluciones', { id: 'R', tipo: 'factura' })
    await insertRow(first.db, 'facturas', {
      id: 'F',
      numero: 'SETP1',
      resolucion_id: 'R',
      estado: 'validada',
    })
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, facturacionOrigen],
    })
    expect(migrated).toEqual([585])
    expect((await sql`select origen from facturas`.execute(db)).rows).toEqual([{ origen: 'servicios' }])
    await expect(sql`update facturas set origen = 'venta'`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
