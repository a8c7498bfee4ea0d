import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * The mail account of the practice, the ZIP of each invoice as it was first delivered, and to whom each was sent. What was
 * delivered and to whom is append-only; how each message stands is in the queue.
 */
export const comunicacionesCorreo: Migration = {
  number: 900,
  name: 'comunicaciones-correo',
  sql: `
    CREATE TABLE correo_cuenta (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      servidor TEXT NOT NULL,
      puerto INTEGER NOT NULL,
      seguridad TEXT NOT NULL CHECK (seguridad IN ('tls', 'starttls', 'ninguna')),
      usuario TEXT NOT NULL,
      clave TEXT NOT NULL,
      nombre TEXT NOT NULL,
      correo TEXT NOT NULL,
      automatico INTEGER NOT NULL CHECK (automatico IN (0, 1)),
      probada_en TEXT,
      guardada_en TEXT NOT NULL
    ) STRICT;

    CREATE TABLE correo_adjuntos (
      factura_id TEXT PRIMARY KEY REFERENCES facturas (id),
      nombre TEXT NOT NULL,
      zip BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      creado_en TEXT NOT NULL
    ) STRICT;
    ${appendOnlyTriggers('correo_adjuntos')}

    CREATE TABLE correo_envios (
      outbox_id TEXT PRIMARY KEY REFERENCES outbox (id),
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      para TEXT NOT NULL,
      -- Who asked for it; null when it went by itself at validation.
      pedido_por TEXT,
      creado_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX correo_envios_por_factura ON correo_envios (factura_id, outbox_id);
    ${appendOnlyTriggers('correo_envios')}
  `,
}
