import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { historiaSoportesServicio } from '../../../src-main/domains/historia/migrations/0430-historia-soportes-servicio.ts'
import { insertRow, withMigratedFile } from './migrated-file.ts'

test('la migración 0430 guarda lo que pide el pagador de un servicio sin tocar la nota, y no se borra', async () => {
  await withMigratedFile(
    historiaSoportesServicio,
    async (db) => {
      await insertRow(db, 'pacientes', { id: 'p' })
      await insertRow(db, 'profesionales', { id: 'd' })
      await insertRow(db, 'notas', {
        id: 'n',
        paciente_id: 'p',
        profesional_id: 'd',
        estado: 'firmada',
        contenido: '{}',
      })
      await insertRow(db, 'servicios_prestados', {
        id: 's',
        clase: 'consulta',
        nota_id: 'n',
        paciente_id: 'p',
      })
    },
    async (db) => {
      await insertRow(db, 'servicio_soportes', { id: '1', servicio_id: 's', autorizacion: 'A-1' })
      await expect(sql`update servicio_soportes set autorizacion = 'x'`.execute(db)).rejects.toThrow(
        /APPEND_ONLY/,
      )
      await expect(sql`delete from servicio_soportes`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
    },
  )
})
