import { expect, test } from 'vitest'
import { facturacionDePaciente } from '../../../src-main/domains/facturacion/migrations/0593-facturacion-de-paciente.ts'
import { insertRow, withMigratedFile } from './migrated-file.ts'

test('la migración 0593 da a cada paciente sus facturas, también las de varios donde tiene un servicio', async () => {
  await withMigratedFile(
    facturacionDePaciente,
    async (db) => {
      await insertRow(db, 'resoluciones', { id: 'R', tipo: 'factura', desde: 1, hasta: 9, siguiente: 3 })
      for (const [fila, id] of ['p', 'q'].entries()) await insertRow(db, 'pacientes', { id, fila })
      await insertRow(db, 'facturas', {
        id: 'f',
        numero: 'A1',
        resolucion_id: 'R',
        estado: 'validada',
        paciente_id: 'p',
        cufe: 'a',
        emitida_en: '2026-11-01',
      })
      await insertRow(db, 'profesionales', { id: 'd' })
      await insertRow(db, 'notas', {
        profesional_id: 'd',
        id: 'n',
        paciente_id: 'q',
        estado: 'firmada',
        contenido: '{}',
      })
      await insertRow(db, 'servicios_prestados', {
        id: 's',
        clase: 'consulta',
        nota_id: 'n',
        paciente_id: 'q',
      })
    },
    async (db) => {
      await insertRow(db, 'facturas', {
        id: 'g',
        numero: 'A2',
        resolucion_id: 'R',
        consecutivo: 2,
        estado: 'validada',
        cufe: 'b',
        emitida_en: '2026-11-02',
      })
      await insertRow(db, 'factura_servicios', { servicio_id: 's', factura_id: 'g' })
      expect(await db.selectFrom('factura_pacientes').selectAll().orderBy('paciente_id').execute()).toEqual([
        { paciente_id: 'p', emitida_en: '2026-11-01', factura_id: 'f' },
        { paciente_id: 'q', emitida_en: '2026-11-02', factura_id: 'g' },
      ])
    },
  )
})
