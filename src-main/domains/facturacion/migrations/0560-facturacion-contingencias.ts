import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Contingencies that a person declared, one open at a time, and the invoices issued in each. `recuperada_en` is when DIAN was first
 * seen to answer again; `terminada_en` is the act of the user. The 48 hours count from the first of the two.
 */
export const facturacionContingencias: Migration = {
  number: 560,
  name: 'facturacion-contingencias',
  sql: `
    CREATE TABLE contingencias (
      id TEXT PRIMARY KEY,
      causa TEXT NOT NULL CHECK (causa IN ('dian', 'propia')),
      razon TEXT NOT NULL,
      -- When the failure began, as declared.
      desde TEXT NOT NULL,
      declarada_en TEXT NOT NULL,
      declarada_por TEXT,
      recuperada_en TEXT,
      terminada_en TEXT,
      terminada_por TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX contingencias_abierta ON contingencias (terminada_en IS NULL) WHERE terminada_en IS NULL;
    CREATE INDEX contingencias_recientes ON contingencias (declarada_en DESC);
    ${appendOnlyTriggers('contingencias', ['id', 'causa', 'razon', 'desde', 'declarada_en', 'declarada_por'])}

    CREATE TABLE contingencia_facturas (
      factura_id TEXT PRIMARY KEY REFERENCES facturas (id),
      contingencia_id TEXT NOT NULL REFERENCES contingencias (id),
      -- Type 04 alone: what the customer takes before DIAN validates it.
      attached_document BLOB,
      attached_sha256 TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX contingencia_facturas_por_contingencia ON contingencia_facturas (contingencia_id);
    ${appendOnlyTriggers('contingencia_facturas')}
  `,
}
