import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * The printed form of a validated invoice or note as it was first shown, printed or delivered: from then on it is those bytes, whatever
 * a later version of the program would draw.
 */
export const facturacionPdf: Migration = {
  number: 565,
  name: 'facturacion-pdf',
  sql: `
    CREATE TABLE factura_pdf (
      -- Invoice or note.
      documento_id TEXT PRIMARY KEY,
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      pdf BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      creado_en TEXT NOT NULL
    ) STRICT;
    CREATE INDEX factura_pdf_por_factura ON factura_pdf (factura_id);
    ${appendOnlyTriggers('factura_pdf')}
  `,
}
