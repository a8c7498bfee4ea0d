import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionPdf } from '../../../src-main/domains/facturacion/migrations/0565-facturacion-pdf.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'
import { insertRow as insert } from './migrated-file.ts'

test('la migración 0565 guarda un PDF por documento, que no se cambia ni se borra', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0565-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  try {
    const first = await openDatabase({
      ...options,
      migrations: MIGRATIONS.filter(({ number }) => number !== facturacionPdf.number),
    })
    await insert(first.db, 'resoluciones', { id: 'r', tipo: 'factura', desde: 1, hasta: 10, siguiente: 2 })
    await insert(first.db, 'facturas', { id: 'f', numero: 'A1', resolucion_id: 'r', estado: 'validada' })
    await first.close()

    const { db, migrated, close } = await openDatabase({ ...options, migrations: MIGRATIONS })
    expect(migrated).toEqual([565])
    const fila = {
      documento_id: 'f',
      factura_id: 'f',
      pdf: Buffer.from('%PDF-'),
      sha256: 'x',
      creado_en: 'x',
    }
    await db.insertInto('factura_pdf').values(fila).execute()
    await expect(db.insertInto('factura_pdf').values(fila).execute()).rejects.toThrow('UNIQUE')
    await expect(db.updateTable('factura_pdf').set({ sha256: 'y' }).execute()).rejects.toThrow('APPEND_ONLY')
    await expect(db.deleteFrom('factura_pdf').execute()).rejects.toThrow('APPEND_ONLY')
    await expect(
      insert(db, 'factura_pdf', { documento_id: 'otra', factura_id: 'no-existe' }),
    ).rejects.toThrow('FOREIGN KEY')
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
