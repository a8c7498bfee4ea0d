import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { comunicacionesBuzon } from '../../../src-main/domains/comunicaciones/migrations/0910-comunicaciones-buzon.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0910 crea el buzón sobre una base anterior: un mensaje se anota una vez, y lo que salió de él no se cambia', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0910-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < comunicacionesBuzon.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, comunicacionesBuzon],
    })
    expect(migrated).toEqual([910])
    const mensaje = (id: string) => ({
      id,
      lugar: 'l',
      uid_validity: '1',
      uid: 7,
      message_id: '<a@b>',
      tamano: 10,
      de: 'a@b.co',
      asunto: '',
      recibido_en: '2026-11-21T00:00:00.000Z',
      leido_en: '2026-11-21T00:00:00.000Z',
    })
    await db.insertInto('buzon_mensajes').values(mensaje('m1')).execute()
    await expect(db.insertInto('buzon_mensajes').values(mensaje('m2')).execute()).rejects.toThrow(/UNIQUE/)
    const archivo = {
      id: 'a1',
      mensaje_id: 'm1',
      archivo: 'x.zip',
      resultado: 'no-leido',
      compra_id: null,
      motivo: 'dañado',
      remedio: '',
      descartado_en: null,
    }
    await db.insertInto('buzon_archivos').values(archivo).execute()
    await db.updateTable('buzon_archivos').set({ descartado_en: '2026-11-22' }).execute()
    await expect(db.updateTable('buzon_archivos').set({ motivo: 'otro' }).execute()).rejects.toThrow(
      /APPEND_ONLY buzon_archivos/,
    )
    await expect(db.deleteFrom('buzon_mensajes').execute()).rejects.toThrow(/APPEND_ONLY/)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
