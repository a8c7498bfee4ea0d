import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * What an invoice is made of: services of the clinical note, the collection of a copago (SS-Recaudo), or a sale of anything else. It
 * decides how it is made again after a rejection.
 */
export const facturacionOrigen: Migration = {
  number: 585,
  name: 'facturacion-origen',
  sql: `
    ALTER TABLE facturas ADD COLUMN origen TEXT NOT NULL DEFAULT 'servicios'
      CHECK (origen IN ('servicios', 'recaudo', 'venta'));
    CREATE TRIGGER facturas_origen_no_update BEFORE UPDATE OF origen ON facturas
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY facturas'); END;
  `,
}
