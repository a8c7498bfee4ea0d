import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Invoices of suppliers with the bytes they came in, the events with which each was answered to DIAN, and who received last. Of an
 * event only its fate changes; of an invoice, nothing.
 */
export const finanzasCompras: Migration = {
  number: 800,
  name: 'finanzas-compras',
  sql: `
    CREATE TABLE compras (
      id TEXT PRIMARY KEY,
      cufe TEXT NOT NULL UNIQUE,
      numero TEXT NOT NULL,
      proveedor TEXT NOT NULL,
      proveedor_nit TEXT NOT NULL,
      fecha TEXT NOT NULL,
      vence TEXT,
      total INTEGER NOT NULL,
      impuestos INTEGER NOT NULL,
      -- FacturaRecibida and its comprobaciones, JSON.
      factura TEXT NOT NULL,
      comprobaciones TEXT NOT NULL,
      archivo_nombre TEXT NOT NULL,
      archivo BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      busqueda TEXT NOT NULL,
      importada_en TEXT NOT NULL,
      importada_por TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX compras_recientes ON compras (importada_en DESC);
    ${appendOnlyTriggers('compras')}

    CREATE TABLE compra_eventos (
      id TEXT PRIMARY KEY,
      compra_id TEXT NOT NULL REFERENCES compras (id),
      codigo TEXT NOT NULL CHECK (codigo IN ('030', '031', '032', '033')),
      consecutivo INTEGER NOT NULL UNIQUE,
      cude TEXT NOT NULL UNIQUE,
      xml BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      outbox_id TEXT NOT NULL UNIQUE,
      creado_en TEXT NOT NULL,
      creado_por TEXT,
      estado TEXT NOT NULL CHECK (estado IN ('firmado', 'desconocido', 'registrado', 'rechazado')),
      detalle TEXT NOT NULL,
      hallazgos TEXT NOT NULL,
      application_response BLOB
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX compra_eventos_por_compra ON compra_eventos (compra_id, consecutivo);
    ${appendOnlyTriggers('compra_eventos', ['id', 'compra_id', 'codigo', 'consecutivo', 'cude', 'xml', 'sha256', 'outbox_id', 'creado_en', 'creado_por'])}

    CREATE TABLE compra_receptor (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      persona TEXT NOT NULL
    ) STRICT;
  `,
}
