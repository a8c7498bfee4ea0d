import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { finanzasEventosRefechados } from '../../../src-main/domains/finanzas/migrations/0840-finanzas-eventos-refechados.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0840 conserva los eventos de antes y deja firmar de nuevo con el mismo número, sin borrar el anterior', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0840-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < finanzasEventosRefechados.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await sql`insert into compras values ('c1', 'cufe', 'F1', 'P', '900', '2026-11-21', null, 1, 0, '{}', '[]', 'a.zip', x'00', 's', 'f1',
      '2026-11-21T00:00:00.000Z', null)`.execute(first.db)
    await sql`insert into compra_eventos values ('e1', 'c1', '030', 1, 'cude1', x'01', 's1', 'o1', '2026-11-21T00:00:00.000Z', null,
      'firmado', 'Firmado', '[]', null)`.execute(first.db)
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, finanzasEventosRefechados],
    })
    expect(migrated).toEqual([840])
    const evento = await db.selectFrom('compra_eventos').selectAll().executeTakeFirstOrThrow()
    expect(evento).toMatchObject({
      id: 'e1',
      consecutivo: 1,
      cude: 'cude1',
      peticion: null,
      estado: 'firmado',
    })
    const otro = { ...evento, id: 'e2', cude: 'cude2', outbox_id: 'o2', reemplaza_id: 'e1' }
    await expect(db.insertInto('compra_eventos').values(otro).execute()).rejects.toThrow(/UNIQUE/)
    await db.updateTable('compra_eventos').set({ estado: 'reemplazado' }).where('id', '=', 'e1').execute()
    await db.insertInto('compra_eventos').values(otro).execute()
    const volver = db
      .updateTable('compra_eventos')
      .set({ estado: 'firmado' })
      .where('id', '=', 'e1')
      .execute()
    await expect(volver).rejects.toThrow(/EVENTO_FINAL/)
    const cambiar = db.updateTable('compra_eventos').set({ sha256: 'x' }).where('id', '=', 'e1').execute()
    await expect(cambiar).rejects.toThrow(/APPEND_ONLY/)
    await expect(db.deleteFrom('compra_eventos').execute()).rejects.toThrow(/APPEND_ONLY/)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
