import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { hashOf } from '../../../src-main/core/audit/audit.ts'
import { createAdjuntos } from '../../../src-main/domains/comunicaciones/adjunto.ts'
import { comunicacionesCorreoNotas } from '../../../src-main/domains/comunicaciones/migrations/0920-comunicaciones-correo-notas.ts'
import { listEnvios } from '../../../src-main/domains/comunicaciones/repository.ts'
import { insertRow, withMigratedFile } from './migrated-file.ts'

test('la migración 0920 conserva los .zip entregados y los correos en camino como de su factura, y siguen sin poder cambiarse', async () => {
  const zip = Buffer.from('PK: lo que ya se entregó')
  await withMigratedFile(
    comunicacionesCorreoNotas,
    async (db) => {
      await insertRow(db, 'resoluciones', { id: 'r', tipo: 'factura', desde: 1, hasta: 10, siguiente: 2 })
      await insertRow(db, 'pacientes', { id: 'p' })
      await insertRow(db, 'facturas', { id: 'f', resolucion_id: 'r', paciente_id: 'p', estado: 'validada' })
      await insertRow(db, 'correo_adjuntos', {
        factura_id: 'f',
        nombre: 'z1.zip',
        zip: zip as unknown as string,
        sha256: hashOf(zip),
      })
      await insertRow(db, 'outbox', { id: 'i', kind: 'correo.factura', subject_id: 'f', meta: '{}' })
      await insertRow(db, 'outbox_status', { item_id: 'i', state: 'pendiente' })
      await insertRow(db, 'correo_envios', { outbox_id: 'i', factura_id: 'f', para: 'ana@correo.com' })
    },
    async (db) => {
      const adjuntos = createAdjuntos({
        db,
        clock: { now: () => new Date(0) },
        pdf: () => Promise.reject(new Error('the kept file is the one that goes')),
      })
      const adjunto = await adjuntos.de({ facturaId: 'f' })
      expect(adjunto.nombre).toBe('z1.zip')
      expect(Buffer.from(adjunto.bytes).equals(zip)).toBe(true)
      expect(await listEnvios(db, { facturaId: 'f' })).toMatchObject([
        { outbox_id: 'i', para: 'ana@correo.com', state: 'pendiente' },
      ])
      expect(await listEnvios(db, { facturaId: 'f', notaId: 'n' })).toEqual([])
      await expect(sql`update correo_adjuntos set nombre = 'otro'`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
      await expect(sql`delete from correo_adjuntos`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
      await expect(sql`update correo_envios set nota_id = 'n'`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
    },
  )
})
