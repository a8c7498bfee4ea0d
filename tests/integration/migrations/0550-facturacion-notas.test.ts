import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionNotas } from '../../../src-main/domains/facturacion/migrations/0550-facturacion-notas.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'
import { insertRow as insert } from './migrated-file.ts'

test('la migración 0550 conserva qué servicio tiene qué factura y lo que se debe de cada una', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0550-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < facturacionNotas.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await insert(first.db, 'resoluciones', { id: 'r', tipo: 'factura', desde: 1, hasta: 10, siguiente: 3 })
    await insert(first.db, 'pacientes', { id: 'p' })
    await insert(first.db, 'profesionales', { id: 'd' })
    await insert(first.db, 'notas', {
      profesional_id: 'd',
      id: 'n',
      paciente_id: 'p',
      estado: 'firmada',
      contenido: '{}',
    })
    await insert(first.db, 'servicios_prestados', {
      id: 's',
      clase: 'consulta',
      nota_id: 'n',
      paciente_id: 'p',
    })
    await insert(first.db, 'facturas', {
      id: 'f',
      numero: 'A2',
      resolucion_id: 'r',
      paciente_id: 'p',
      estado: 'validada',
      a_pagar: 5000,
    })
    await insert(first.db, 'factura_servicios', { servicio_id: 's', factura_id: 'f' })
    await first.close()

    const { db, migrated, close } = await openDatabase({ ...options, migrations: MIGRATIONS })
    expect(migrated).toContain(550)
    expect(await db.selectFrom('factura_servicios').selectAll().execute()).toEqual([
      { servicio_id: 's', factura_id: 'f', liberado_por: null },
    ])
    expect(await db.selectFrom('servicios_por_facturar').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('facturas_saldo').select(['factura_id', 'saldo']).execute()).toEqual([
      { factura_id: 'f', saldo: 5000 },
    ])
    await insert(db, 'facturas', {
      id: 'g',
      numero: 'A3',
      resolucion_id: 'r',
      consecutivo: 3,
      cufe: 'y',
      estado: 'validada',
    })
    await expect(
      db
        .insertInto('factura_servicios')
        .values({ servicio_id: 's', factura_id: 'g', liberado_por: null })
        .execute(),
    ).rejects.toThrow('UNIQUE')
    await expect(db.deleteFrom('factura_servicios').execute()).rejects.toThrow('APPEND_ONLY')

    await insert(db, 'factura_notas', {
      id: 'nc',
      factura_id: 'f',
      clase: 'credito',
      total: 2000,
      refacturar: 1,
      estado: 'firmada',
    })
    await db.updateTable('factura_notas').set({ estado: 'validada' }).execute()
    expect(await db.selectFrom('facturas_saldo').select('saldo').execute()).toEqual([{ saldo: 3000 }])
    await db.updateTable('factura_servicios').set({ liberado_por: 'nc' }).execute()
    expect(await db.selectFrom('servicios_por_facturar').select('servicio_id').execute()).toEqual([
      { servicio_id: 's' },
    ])
    await db
      .insertInto('factura_servicios')
      .values({ servicio_id: 's', factura_id: 'g', liberado_por: null })
      .execute()
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
