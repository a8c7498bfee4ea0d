import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** How many invoices of a range stand in each state in some days, without walking through all of it. */
export const facturacionControlNumeracion: Migration = {
  number: 575,
  name: 'facturacion-control-numeracion',
  sql: `
    CREATE INDEX facturas_por_rango ON facturas (resolucion_id, estado, fecha_emision, descartada_en);
  `,
}
