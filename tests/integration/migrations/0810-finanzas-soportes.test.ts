import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Db } from '../../../src-main/core/database/schema.ts'
import { finanzasSoportes } from '../../../src-main/domains/finanzas/migrations/0810-finanzas-soportes.ts'
import { insertRow, withMigratedFile } from './migrated-file.ts'

const soporte = {
  id: 's1',
  clase: 'soporte',
  resolucion_id: 'r1',
  numero: 'SEDS1',
  estado: 'firmada',
  cuds: 'c1',
}
const ajuste = { id: 'n1', clase: 'ajuste', soporte_id: 's1', numero: 'NA1', estado: 'firmada', cuds: 'c2' }

test('la migración 0810 no deja cambiar ni borrar lo que se firmó, ni repetir el número de un documento soporte o de su nota', async () => {
  await withMigratedFile(
    finanzasSoportes,
    async (db) => {
      await insertRow(db, 'resoluciones', { id: 'r1', tipo: 'soporte', prefijo: 'SEDS' })
      await insertRow(db, 'outbox', { id: 'o1' })
    },
    async (db) => {
      await insertRow(db, 'soportes', soporte)
      await insertRow(db, 'soportes', ajuste)
      await insertRow(db, 'soportes', { ...ajuste, id: 'n2', numero: 'SEDS1', cuds: 'c3' })
      const repeated = [
        { ...soporte, id: 's2', cuds: 'c4' },
        { ...soporte, id: 's2', numero: 'SEDS2' },
        { ...ajuste, id: 'n3', cuds: 'c4' },
      ]
      for (const row of repeated) await expect(insertRow(db, 'soportes', row)).rejects.toThrow('UNIQUE')
      const { resolucion_id: _, ...sinRango } = soporte
      const halves = [
        { ...sinRango, id: 's2', numero: 'SEDS2', cuds: 'c4' },
        { ...ajuste, id: 'n3', numero: 'NA2', cuds: 'c4', clase: 'soporte', resolucion_id: 'r1' },
      ]
      for (const row of halves) await expect(insertRow(db, 'soportes', row)).rejects.toThrow('CHECK')

      const xml = Buffer.from('<Invoice/>')
      const version = { soporte_id: 's1', version: 1, motivo: 'emision', outbox_id: 'o1' }
      await insertRow(db, 'soporte_versiones', version)
      await insertRow(db, 'soporte_estados', { soporte_id: 's1' })
      await insertRow(db, 'soporte_respuestas', { soporte_id: 's1' })
      await expect(insertRow(db, 'soporte_versiones', version)).rejects.toThrow('UNIQUE')
      await expect(insertRow(db, 'soporte_respuestas', { soporte_id: 's1' })).rejects.toThrow('UNIQUE')
      const signed: readonly (readonly [string, string, unknown])[] = [
        ['soporte_versiones', 'xml', xml],
        ['soporte_versiones', 'cuds', 'otro'],
        ['soporte_respuestas', 'application_response', xml],
        ['soporte_estados', 'detalle', 'otro'],
        ['soportes', 'numero', 'SEDS9'],
        ['soportes', 'resolucion_id', null],
        ['soportes', 'emitido_en', '2026-01-01T00:00:00.000Z'],
      ]
      for (const [table, column, value] of signed) {
        await expect(change(db, table, column, value)).rejects.toThrow('APPEND_ONLY')
        await expect(sql`delete from ${sql.table(table)}`.execute(db)).rejects.toThrow('APPEND_ONLY')
      }
      await db.updateTable('soportes').set({ estado: 'validada' }).where('id', '=', 's1').execute()
      const kept = await db
        .selectFrom('soportes')
        .select(['estado', 'numero'])
        .where('id', '=', 's1')
        .executeTakeFirst()
      expect(kept).toEqual({ estado: 'validada', numero: 'SEDS1' })
    },
  )
})

function change(db: Db, table: string, column: string, value: unknown): Promise<unknown> {
  return sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value}`.execute(db)
}
