import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Name and document of the patient as they were when that version was signed, JSON `{nombre, documento}`: the document names only
 * who pays. Null in the versions signed before.
 */
export const facturacionPaciente: Migration = {
  number: 540,
  name: 'facturacion-paciente',
  sql: 'ALTER TABLE factura_versiones ADD COLUMN paciente TEXT;',
}
