import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionHabilitacion } from '../../../src-main/domains/facturacion/migrations/0580-facturacion-habilitacion.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0580 guarda los documentos de prueba: sus bytes no cambian ni se borran, y hay un solo set abierto', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0580-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < facturacionHabilitacion.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, facturacionHabilitacion],
    })
    expect(migrated).toEqual([580])
    const set = (id: string) =>
      sql`insert into habilitacion_sets values (${id}, 'T', 1, 0, 0, '2026-11-21T00:00:00.000Z', null)`.execute(
        db,
      )
    await set('A')
    await expect(set('B')).rejects.toThrow(/UNIQUE/)
    await sql`insert into habilitacion_documentos values ('D', 'A', 'factura', 'SETP1', 1, 'c', '2026-11-21', 'f.xml',
      ${new Uint8Array([1])}, 'firmado', null, null, null, '[]', '2026-11-21T00:00:00.000Z')`.execute(db)
    await expect(sql`update habilitacion_documentos set xml = x'02'`.execute(db)).rejects.toThrow(
      /APPEND_ONLY/,
    )
    await expect(sql`delete from habilitacion_documentos`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
    await sql`update habilitacion_documentos set estado = 'enviado'`.execute(db)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
