import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionOtroNumero } from '../../../src-main/domains/facturacion/migrations/0570-facturacion-otro-numero.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'
import { insertRow as insert } from './migrated-file.ts'

test('la migración 0570 conserva qué nota liberó cada servicio y qué recibos tiene cada factura', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0570-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < facturacionOtroNumero.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await insert(first.db, 'resoluciones', { id: 'r', tipo: 'factura', desde: 1, hasta: 10, siguiente: 4 })
    await insert(first.db, 'pacientes', { id: 'p' })
    await insert(first.db, 'profesionales', { id: 'd' })
    await insert(first.db, 'notas', {
      id: 'n',
      profesional_id: 'd',
      paciente_id: 'p',
      estado: 'firmada',
      contenido: '{}',
    })
    const comun = { resolucion_id: 'r', paciente_id: 'p', a_pagar: 5000 }
    const facturas = [
      { id: 'f', numero: 'A1', consecutivo: 1, cufe: 'a', estado: 'anulada' },
      { id: 'g', numero: 'A2', consecutivo: 2, cufe: 'b', estado: 'rechazada' },
      { id: 'h', numero: 'A3', consecutivo: 3, cufe: 'c', estado: 'firmada' },
    ]
    for (const factura of facturas) await insert(first.db, 'facturas', { ...comun, ...factura })
    for (const id of ['s', 't'])
      await insert(first.db, 'servicios_prestados', { id, clase: 'consulta', nota_id: 'n', paciente_id: 'p' })
    await insert(first.db, 'factura_notas', {
      id: 'nc',
      factura_id: 'f',
      clase: 'credito',
      estado: 'validada',
      refacturar: 1,
    })
    await insert(first.db, 'factura_servicios', { servicio_id: 's', factura_id: 'f' })
    await first.db.updateTable('factura_servicios').set({ liberado_por: 'nc' }).execute()
    await insert(first.db, 'factura_servicios', { servicio_id: 't', factura_id: 'g' })
    await insert(first.db, 'recibos', { id: 'rc', factura_id: 'g', paciente_id: 'p', valor: 2000 })
    await first.close()

    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, facturacionOtroNumero],
    })
    expect(migrated).toEqual([570])
    expect(await db.selectFrom('factura_servicios').selectAll().orderBy('servicio_id').execute()).toEqual([
      { servicio_id: 's', factura_id: 'f', liberado_por: 'nc' },
      { servicio_id: 't', factura_id: 'g', liberado_por: null },
    ])

    await expect(
      db.updateTable('facturas').set({ descartada_en: 'x' }).where('id', '=', 'h').execute(),
    ).rejects.toThrow('DESCARTADA_FINAL')
    await db.updateTable('facturas').set({ descartada_en: 'x' }).where('id', '=', 'g').execute()
    const liberar = (por: string) =>
      db.updateTable('factura_servicios').set({ liberado_por: por }).where('servicio_id', '=', 't').execute()
    await expect(liberar('nadie')).rejects.toThrow('APPEND_ONLY')
    await liberar('g')
    expect(await db.selectFrom('servicios_por_facturar').select('servicio_id').execute()).toContainEqual({
      servicio_id: 't',
    })

    const saldo = () =>
      db.selectFrom('facturas_saldo').select('saldo').where('factura_id', '=', 'h').executeTakeFirst()
    expect(await saldo()).toEqual({ saldo: 5000 })
    const trasladar = () => db.updateTable('recibos').set({ factura_id: 'h' }).execute()
    await expect(trasladar()).rejects.toThrow('APPEND_ONLY')
    await insert(db, 'recibo_traslados', { id: 'tr', recibo_id: 'rc', de_factura_id: 'g', a_factura_id: 'h' })
    await trasladar()
    expect(await saldo()).toEqual({ saldo: 3000 })
    await expect(db.deleteFrom('recibo_traslados').execute()).rejects.toThrow('APPEND_ONLY')
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
