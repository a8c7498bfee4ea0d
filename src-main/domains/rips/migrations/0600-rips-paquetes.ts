import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** RIPS packages: the exact bytes that were validated, and the CUV the ministry gave for them. */
export const ripsPaquetes: Migration = {
  number: 600,
  name: 'rips-paquetes',
  sql: `
    CREATE TABLE paquetes_rips (
      id TEXT PRIMARY KEY,
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      version INTEGER NOT NULL,
      numero TEXT NOT NULL,
      json BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      creado_en TEXT NOT NULL,
      outbox_id TEXT REFERENCES outbox (id),
      -- Findings of our own validation when it was made.
      hallazgos TEXT NOT NULL,
      estado TEXT NOT NULL CHECK (estado IN ('observaciones', 'listo', 'cuv', 'rechazado', 'reemplazado')),
      cuv TEXT,
      respuesta BLOB,
      hallazgos_muv TEXT NOT NULL DEFAULT '[]',
      validado_en TEXT,
      UNIQUE (factura_id, version)
    ) STRICT;
    CREATE INDEX paquetes_rips_recientes ON paquetes_rips (creado_en DESC);
    CREATE INDEX paquetes_rips_por_estado ON paquetes_rips (estado, creado_en DESC);
    CREATE INDEX paquetes_rips_por_cuv ON paquetes_rips (cuv);
    ${appendOnlyTriggers('paquetes_rips', ['id', 'factura_id', 'version', 'numero', 'json', 'sha256', 'creado_en', 'outbox_id', 'hallazgos'])}
    -- A CUV is final.
    CREATE TRIGGER paquetes_rips_cuv_final BEFORE UPDATE OF cuv ON paquetes_rips
    WHEN OLD.cuv IS NOT NULL AND NEW.cuv IS NOT OLD.cuv
    BEGIN SELECT RAISE(ABORT, 'CUV_FINAL'); END;
  `,
}
