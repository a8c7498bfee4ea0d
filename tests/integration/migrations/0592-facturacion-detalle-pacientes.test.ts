import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { facturacionDetallePacientes } from '../../../src-main/domains/facturacion/migrations/0592-facturacion-detalle-pacientes.ts'
import { insertRow, withMigratedFile } from './migrated-file.ts'

test('la migración 0592 deja sin detalle las versiones firmadas antes', async () => {
  await withMigratedFile(
    facturacionDetallePacientes,
    async (db) => {
      await insertRow(db, 'resoluciones', { id: 'R', tipo: 'factura', desde: 1, hasta: 9, siguiente: 2 })
      await insertRow(db, 'facturas', { id: 'F', resolucion_id: 'R', estado: 'validada' })
      await insertRow(db, 'outbox', { id: 'o' })
      await insertRow(db, 'factura_versiones', { factura_id: 'F', motivo: 'emision', outbox_id: 'o' })
    },
    async (db) => {
      expect((await sql`select detalle from factura_versiones`.execute(db)).rows).toEqual([{ detalle: null }])
    },
  )
})
