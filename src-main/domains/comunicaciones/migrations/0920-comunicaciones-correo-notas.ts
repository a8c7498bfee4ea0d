import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Notes are delivered like invoices: the kept ZIP is of a document, an invoice or one of its notes, and a sending may be of a note.
 * What was sent and kept before is of its invoice.
 */
export const comunicacionesCorreoNotas: Migration = {
  number: 920,
  name: 'comunicaciones-correo-notas',
  sql: `
    CREATE TABLE correo_adjuntos_documentos (
      -- Of the invoice or the note.
      documento_id TEXT PRIMARY KEY,
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      nombre TEXT NOT NULL,
      zip BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      creado_en TEXT NOT NULL
    ) STRICT;
    INSERT INTO correo_adjuntos_documentos (documento_id, factura_id, nombre, zip, sha256, creado_en)
      SELECT factura_id, factura_id, nombre, zip, sha256, creado_en FROM correo_adjuntos;
    DROP TABLE correo_adjuntos;
    ALTER TABLE correo_adjuntos_documentos RENAME TO correo_adjuntos;
    ${appendOnlyTriggers('correo_adjuntos')}

    -- Null when the invoice itself was sent.
    ALTER TABLE correo_envios ADD COLUMN nota_id TEXT REFERENCES factura_notas (id);
  `,
}
