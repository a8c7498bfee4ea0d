import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Tacit acceptances (034) of own invoices: of one only its fate changes, and each invoice has at most one that stands. What DIAN said of
 * the events of an invoice each time it was asked. And the invoices that may be declared accepted, from which day: worked out from both.
 */
export const facturacionEventos: Migration = {
  number: 590,
  name: 'facturacion-eventos',
  sql: `
    CREATE TABLE factura_eventos (
      id TEXT PRIMARY KEY,
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      codigo TEXT NOT NULL CHECK (codigo = '034'),
      consecutivo INTEGER NOT NULL,
      cude TEXT NOT NULL UNIQUE,
      xml BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      outbox_id TEXT NOT NULL UNIQUE,
      creado_en TEXT NOT NULL,
      creado_por TEXT,
      reemplaza_id TEXT,
      estado TEXT NOT NULL CHECK (estado IN ('firmado', 'desconocido', 'registrado', 'rechazado', 'reemplazado')),
      detalle TEXT NOT NULL,
      hallazgos TEXT NOT NULL,
      application_response BLOB
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX factura_eventos_numero ON factura_eventos (consecutivo) WHERE estado <> 'reemplazado';
    CREATE UNIQUE INDEX factura_eventos_vigente ON factura_eventos (factura_id, codigo)
      WHERE estado NOT IN ('rechazado', 'reemplazado');
    CREATE INDEX factura_eventos_por_factura ON factura_eventos (factura_id, consecutivo);
    ${appendOnlyTriggers('factura_eventos', ['id', 'factura_id', 'codigo', 'consecutivo', 'cude', 'xml', 'sha256', 'outbox_id', 'creado_en', 'creado_por', 'reemplaza_id'])}
    CREATE TRIGGER factura_eventos_registrado_es_final BEFORE UPDATE OF estado ON factura_eventos
    WHEN OLD.estado IN ('registrado', 'reemplazado') AND NEW.estado <> OLD.estado
    BEGIN SELECT RAISE(ABORT, 'EVENTO_FINAL'); END;

    CREATE TABLE factura_evento_respuestas (
      id TEXT PRIMARY KEY,
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      en TEXT NOT NULL,
      codigo TEXT NOT NULL,
      mensaje TEXT NOT NULL,
      application_response BLOB,
      -- What was read in it, JSON; and whether it told all that was known before.
      eventos TEXT NOT NULL,
      entendida INTEGER NOT NULL CHECK (entendida IN (0, 1))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX factura_evento_respuestas_por_factura ON factura_evento_respuestas (factura_id, en);
    ${appendOnlyTriggers('factura_evento_respuestas')}

    CREATE TABLE facturas_por_aceptar (
      factura_id TEXT PRIMARY KEY REFERENCES facturas (id),
      desde TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX facturas_por_aceptar_desde ON facturas_por_aceptar (desde);
  `,
}
