import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** What each version of the invoice of a sale was made of, as the person wrote it: what is mended after a rejection. */
export const facturacionVentas: Migration = {
  number: 596,
  name: 'facturacion-ventas',
  sql: `
    CREATE TABLE factura_ventas (
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      version INTEGER NOT NULL,
      -- The sale, JSON.
      venta TEXT NOT NULL,
      escrita_en TEXT NOT NULL,
      PRIMARY KEY (factura_id, version)
    ) STRICT, WITHOUT ROWID;
    ${appendOnlyTriggers('factura_ventas')}
  `,
}
