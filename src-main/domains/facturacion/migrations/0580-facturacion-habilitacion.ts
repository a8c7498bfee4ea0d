import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * The test set of habilitación: what the portal asks, and each document with its signed bytes, kept before they leave. The
 * bytes and what names them never change; nothing is deleted.
 */
export const facturacionHabilitacion: Migration = {
  number: 580,
  name: 'facturacion-habilitacion',
  sql: `
    CREATE TABLE habilitacion_sets (
      id TEXT PRIMARY KEY,
      test_set_id TEXT NOT NULL,
      facturas INTEGER NOT NULL CHECK (facturas >= 0),
      notas_credito INTEGER NOT NULL CHECK (notas_credito >= 0),
      notas_debito INTEGER NOT NULL CHECK (notas_debito >= 0),
      iniciado_en TEXT NOT NULL,
      -- NULL while it goes on.
      cerrado_en TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX habilitacion_sets_abierto ON habilitacion_sets ((cerrado_en IS NULL)) WHERE cerrado_en IS NULL;
    CREATE TRIGGER habilitacion_sets_no_delete BEFORE DELETE ON habilitacion_sets
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY habilitacion_sets'); END;

    CREATE TABLE habilitacion_documentos (
      id TEXT PRIMARY KEY,
      set_id TEXT NOT NULL REFERENCES habilitacion_sets (id),
      clase TEXT NOT NULL CHECK (clase IN ('factura', 'nota-credito', 'nota-debito')),
      numero TEXT NOT NULL,
      consecutivo INTEGER NOT NULL,
      cufe TEXT NOT NULL UNIQUE,
      fecha TEXT NOT NULL,
      archivo TEXT NOT NULL UNIQUE,
      xml BLOB NOT NULL,
      estado TEXT NOT NULL
        CHECK (estado IN ('firmado', 'enviando', 'enviado', 'incierto', 'aceptado', 'rechazado')),
      -- What DIAN gave on receiving it, to ask with.
      zip_key TEXT,
      enviado_en TEXT,
      -- What it said last, in words, and its findings (JSON).
      detalle TEXT,
      hallazgos TEXT NOT NULL DEFAULT '[]',
      creado_en TEXT NOT NULL,
      UNIQUE (clase, numero)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX habilitacion_documentos_por_set ON habilitacion_documentos (set_id, id);
    CREATE TRIGGER habilitacion_documentos_no_update
      BEFORE UPDATE OF id, set_id, clase, numero, consecutivo, cufe, fecha, archivo, xml, creado_en ON habilitacion_documentos
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY habilitacion_documentos'); END;
    CREATE TRIGGER habilitacion_documentos_no_delete BEFORE DELETE ON habilitacion_documentos
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY habilitacion_documentos'); END;
  `,
}
