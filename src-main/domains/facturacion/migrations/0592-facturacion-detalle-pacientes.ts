import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * What each patient has in that version of an invoice, JSON, as its annex prints it for ever: name, document, services and what was
 * paid. Null in the versions signed before, which are of one patient.
 */
export const facturacionDetallePacientes: Migration = {
  number: 592,
  name: 'facturacion-detalle-pacientes',
  sql: 'ALTER TABLE factura_versiones ADD COLUMN detalle TEXT;',
}
