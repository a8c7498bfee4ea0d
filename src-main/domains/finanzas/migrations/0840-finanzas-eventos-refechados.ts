import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * An event that waited too long is dated and signed anew with its same number: the new one is another row, the old one stays as
 * `reemplazado`. `peticion` (JSON) is what a person wrote in it, to sign it again; null in events of before.
 */
export const finanzasEventosRefechados: Migration = {
  number: 840,
  name: 'finanzas-eventos-refechados',
  sql: `
    CREATE TABLE compra_eventos_version (
      id TEXT PRIMARY KEY,
      compra_id TEXT NOT NULL REFERENCES compras (id),
      codigo TEXT NOT NULL CHECK (codigo IN ('030', '031', '032', '033')),
      consecutivo INTEGER NOT NULL,
      cude TEXT NOT NULL UNIQUE,
      xml BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      outbox_id TEXT NOT NULL UNIQUE,
      creado_en TEXT NOT NULL,
      creado_por TEXT,
      peticion TEXT,
      reemplaza_id TEXT,
      estado TEXT NOT NULL CHECK (estado IN ('firmado', 'desconocido', 'registrado', 'rechazado', 'reemplazado')),
      detalle TEXT NOT NULL,
      hallazgos TEXT NOT NULL,
      application_response BLOB
    ) STRICT, WITHOUT ROWID;
    INSERT INTO compra_eventos_version
      SELECT id, compra_id, codigo, consecutivo, cude, xml, sha256, outbox_id, creado_en, creado_por, NULL, NULL, estado, detalle,
        hallazgos, application_response
      FROM compra_eventos;
    DROP TABLE compra_eventos;
    ALTER TABLE compra_eventos_version RENAME TO compra_eventos;
    CREATE UNIQUE INDEX compra_eventos_numero ON compra_eventos (consecutivo) WHERE estado <> 'reemplazado';
    CREATE INDEX compra_eventos_por_compra ON compra_eventos (compra_id, consecutivo);
    ${appendOnlyTriggers('compra_eventos', ['id', 'compra_id', 'codigo', 'consecutivo', 'cude', 'xml', 'sha256', 'outbox_id', 'creado_en', 'creado_por', 'peticion', 'reemplaza_id'])}
    CREATE TRIGGER compra_eventos_registrado_es_final BEFORE UPDATE OF estado ON compra_eventos
    WHEN OLD.estado IN ('registrado', 'reemplazado') AND NEW.estado <> OLD.estado
    BEGIN SELECT RAISE(ABORT, 'EVENTO_FINAL'); END;
  `,
}
