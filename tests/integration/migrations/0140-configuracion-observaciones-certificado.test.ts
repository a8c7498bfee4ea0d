import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { getCertificado } from '../../../src-main/domains/configuracion/api.ts'
import { configuracionObservacionesCertificado } from '../../../src-main/domains/configuracion/migrations/0140-configuracion-observaciones-certificado.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0140 deja sin observaciones los certificados que ya estaban', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0140-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < configuracionObservacionesCertificado.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await sql`insert into certificados values ('C', ${new Uint8Array([1])}, 'clave', null, 'Ana', 'CA', '1',
      '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', 1, '2026-01-02T00:00:00.000Z')`.execute(
      first.db,
    )
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, configuracionObservacionesCertificado],
    })
    expect(migrated).toEqual([140])
    expect((await getCertificado(db))?.info).toMatchObject({ nombre: 'Ana', observaciones: [] })
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
