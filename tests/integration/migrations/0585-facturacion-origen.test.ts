import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionOrigen } from '../../../src-main/domains/facturacion/migrations/0585-facturacion-origen.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

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
    await sql`insert into resoluciones (id, tipo, numero, prefijo, desde, hasta, vigencia_desde, vigencia_hasta, clave_tecnica, siguiente, activa, creada_en)
      values ('R', 'factura', '18760000001', 'SETP', 1, 9, '2026-01-01', '2027-01-01', '', 2, 1, '2026-11-21T00:00:00.000Z')`.execute(
      first.db,
    )
    await sql`insert into facturas values ('F', 'SETP1', 'R', 1, '01', 'SS-SinAporte', null, null, 'Ana', '1', 'setp1 ana 1', 1, 1,
      '2026-11-21T00:00:00.000Z', '2026-11-21', null, 'validada', 1, 'c', null)`.execute(first.db)
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
