import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Issued invoices. The fact and every signed version of it are append-only; only the projection of where it stands with
 * DIAN moves. A service is billed once: the primary key of factura_servicios says so.
 */
export const facturacionFacturas: Migration = {
  number: 500,
  name: 'facturacion-facturas',
  sql: `
    CREATE TABLE facturas (
      id TEXT PRIMARY KEY,
      numero TEXT NOT NULL UNIQUE,
      resolucion_id TEXT NOT NULL REFERENCES resoluciones (id),
      consecutivo INTEGER NOT NULL,
      tipo TEXT NOT NULL,
      operacion TEXT NOT NULL,
      paciente_id TEXT REFERENCES pacientes (id),
      pagador_id TEXT REFERENCES pagadores (id),
      adquiriente TEXT NOT NULL,
      adquiriente_documento TEXT NOT NULL,
      -- Number, name and document folded: what the list searches.
      busqueda TEXT NOT NULL,
      -- Centavos.
      total INTEGER NOT NULL,
      a_pagar INTEGER NOT NULL,
      emitida_en TEXT NOT NULL,
      fecha_emision TEXT NOT NULL,
      emitida_por TEXT,
      estado TEXT NOT NULL CHECK (estado IN ('firmada', 'desconocida', 'validada', 'rechazada', 'contingencia', 'anulada')),
      version INTEGER NOT NULL,
      cufe TEXT NOT NULL,
      validada_en TEXT,
      UNIQUE (resolucion_id, consecutivo)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX facturas_recientes ON facturas (emitida_en DESC);
    CREATE INDEX facturas_por_estado ON facturas (estado, emitida_en DESC);
    CREATE INDEX facturas_por_paciente ON facturas (paciente_id, emitida_en DESC);
    CREATE UNIQUE INDEX facturas_por_cufe ON facturas (cufe);
    ${appendOnlyTriggers('facturas', [
      'id',
      'numero',
      'resolucion_id',
      'consecutivo',
      'tipo',
      'paciente_id',
      'pagador_id',
      'emitida_en',
      'emitida_por',
    ])}

    CREATE TABLE factura_versiones (
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      version INTEGER NOT NULL,
      motivo TEXT NOT NULL CHECK (motivo IN ('emision', 'correccion', 'fecha')),
      -- The document as handed to the builder, JSON.
      documento TEXT NOT NULL,
      -- The signed bytes: what is sent, every time.
      xml BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      cufe TEXT NOT NULL,
      qr TEXT NOT NULL,
      archivo TEXT NOT NULL,
      outbox_id TEXT NOT NULL REFERENCES outbox (id),
      creada_en TEXT NOT NULL,
      PRIMARY KEY (factura_id, version)
    ) STRICT;
    ${appendOnlyTriggers('factura_versiones')}

    CREATE TABLE factura_estados (
      id TEXT PRIMARY KEY,
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      version INTEGER NOT NULL,
      estado TEXT NOT NULL,
      en TEXT NOT NULL,
      detalle TEXT NOT NULL,
      hallazgos TEXT NOT NULL
    ) STRICT;
    CREATE INDEX factura_estados_por_factura ON factura_estados (factura_id, id);
    ${appendOnlyTriggers('factura_estados')}

    -- What DIAN answered, and the container made from it for the customer and the ministry.
    CREATE TABLE factura_respuestas (
      factura_id TEXT PRIMARY KEY REFERENCES facturas (id),
      application_response BLOB NOT NULL,
      attached_document BLOB NOT NULL,
      attached_sha256 TEXT NOT NULL,
      recibida_en TEXT NOT NULL
    ) STRICT;
    ${appendOnlyTriggers('factura_respuestas')}

    CREATE TABLE factura_servicios (
      servicio_id TEXT PRIMARY KEY REFERENCES servicios_prestados (id),
      factura_id TEXT NOT NULL REFERENCES facturas (id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX factura_servicios_por_factura ON factura_servicios (factura_id);
    ${appendOnlyTriggers('factura_servicios')}

    -- Counter of the file names DIAN asks for; restarts each year (annex 1.9, 6.5.7).
    CREATE TABLE factura_archivos (
      anio INTEGER PRIMARY KEY,
      siguiente INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE recibos (
      id TEXT PRIMARY KEY,
      numero INTEGER NOT NULL UNIQUE,
      factura_id TEXT REFERENCES facturas (id),
      paciente_id TEXT REFERENCES pacientes (id),
      concepto TEXT NOT NULL,
      -- Centavos.
      valor INTEGER NOT NULL CHECK (valor > 0),
      medio TEXT NOT NULL,
      referencia TEXT,
      recibido_por TEXT,
      en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX recibos_por_factura ON recibos (factura_id);
    CREATE INDEX recibos_por_paciente ON recibos (paciente_id, en DESC);
    CREATE INDEX recibos_recientes ON recibos (en DESC);
    ${appendOnlyTriggers('recibos')}
  `,
}
