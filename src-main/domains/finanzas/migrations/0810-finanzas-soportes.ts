import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Documento soporte of purchases and its nota de ajuste: as with invoices, what was issued and every signed version stay for ever and only
 * where it stands with DIAN moves. Beside them who was bought from, and what is still being typed.
 */
export const finanzasSoportes: Migration = {
  number: 810,
  name: 'finanzas-soportes',
  sql: `
    CREATE TABLE soporte_proveedores (
      tipo_documento TEXT NOT NULL,
      numero TEXT NOT NULL,
      -- Proveedor as it was last typed, JSON.
      datos TEXT NOT NULL,
      busqueda TEXT NOT NULL,
      usado_en TEXT NOT NULL,
      PRIMARY KEY (tipo_documento, numero)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE soporte_borradores (
      id TEXT PRIMARY KEY,
      titulo TEXT NOT NULL,
      contenido TEXT NOT NULL,
      actualizado_en TEXT NOT NULL,
      actualizado_por TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE soportes (
      id TEXT PRIMARY KEY,
      clase TEXT NOT NULL CHECK (clase IN ('soporte', 'ajuste')),
      -- Of a nota de ajuste: the document that it adjusts.
      soporte_id TEXT REFERENCES soportes (id),
      -- Of a documento soporte: the range of its number; a note has none.
      resolucion_id TEXT REFERENCES resoluciones (id),
      numero TEXT NOT NULL,
      prefijo TEXT NOT NULL,
      consecutivo INTEGER NOT NULL,
      proveedor TEXT NOT NULL,
      proveedor_documento TEXT NOT NULL,
      busqueda TEXT NOT NULL,
      fecha_emision TEXT NOT NULL,
      -- Centavos, IVA included; always above zero, the class says which way.
      total INTEGER NOT NULL CHECK (total > 0),
      retenido INTEGER NOT NULL,
      concepto TEXT,
      razon TEXT,
      emitido_en TEXT NOT NULL,
      emitido_por TEXT,
      estado TEXT NOT NULL CHECK (estado IN ('firmada', 'desconocida', 'validada', 'rechazada', 'anulada')),
      version INTEGER NOT NULL,
      cuds TEXT NOT NULL UNIQUE,
      validado_en TEXT,
      UNIQUE (clase, numero),
      CHECK ((clase = 'ajuste') = (soporte_id IS NOT NULL)),
      CHECK ((clase = 'soporte') = (resolucion_id IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX soportes_recientes ON soportes (emitido_en DESC);
    CREATE INDEX soportes_ajustes ON soportes (soporte_id, emitido_en);
    ${appendOnlyTriggers('soportes', [
      'id',
      'clase',
      'soporte_id',
      'resolucion_id',
      'numero',
      'prefijo',
      'consecutivo',
      'concepto',
      'razon',
      'emitido_en',
      'emitido_por',
    ])}

    CREATE TABLE soporte_versiones (
      soporte_id TEXT NOT NULL REFERENCES soportes (id),
      version INTEGER NOT NULL,
      motivo TEXT NOT NULL CHECK (motivo IN ('emision', 'correccion', 'fecha')),
      -- What was typed, and the document that was made of it, JSON.
      peticion TEXT NOT NULL,
      documento TEXT NOT NULL,
      xml BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      cuds TEXT NOT NULL,
      qr TEXT NOT NULL,
      archivo TEXT NOT NULL,
      outbox_id TEXT NOT NULL REFERENCES outbox (id),
      creada_en TEXT NOT NULL,
      PRIMARY KEY (soporte_id, version)
    ) STRICT;
    ${appendOnlyTriggers('soporte_versiones')}

    CREATE TABLE soporte_estados (
      id TEXT PRIMARY KEY,
      soporte_id TEXT NOT NULL REFERENCES soportes (id),
      version INTEGER NOT NULL,
      estado TEXT NOT NULL,
      en TEXT NOT NULL,
      detalle TEXT NOT NULL,
      hallazgos TEXT NOT NULL
    ) STRICT;
    CREATE INDEX soporte_estados_por_soporte ON soporte_estados (soporte_id, id);
    ${appendOnlyTriggers('soporte_estados')}

    CREATE TABLE soporte_respuestas (
      soporte_id TEXT PRIMARY KEY REFERENCES soportes (id),
      application_response BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      recibida_en TEXT NOT NULL
    ) STRICT;
    ${appendOnlyTriggers('soporte_respuestas')}

    -- Own consecutive of the notas de ajuste: they need no range of DIAN.
    CREATE TABLE soporte_numeracion (
      prefijo TEXT PRIMARY KEY,
      siguiente INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
