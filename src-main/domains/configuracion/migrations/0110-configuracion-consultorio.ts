import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * What the practice is: provider, sites, professionals, numbering, certificate, DIAN software, payers, tariffs, settings.
 * A numbering range that already gave numbers is history: its identity never changes, it is not deleted and its counter
 * never goes back.
 */
export const configuracionConsultorio: Migration = {
  number: 110,
  name: 'configuracion-consultorio',
  sql: `
    CREATE TABLE prestador (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      tipo_persona TEXT NOT NULL CHECK (tipo_persona IN ('1', '2')),
      nit TEXT NOT NULL,
      dv TEXT NOT NULL,
      razon_social TEXT NOT NULL,
      nombre_comercial TEXT,
      -- JSON list of codes.
      responsabilidades TEXT NOT NULL,
      tributo TEXT NOT NULL,
      codigo_habilitacion TEXT NOT NULL,
      telefono TEXT NOT NULL,
      correo TEXT NOT NULL,
      obligado_facturar INTEGER NOT NULL CHECK (obligado_facturar IN (0, 1)),
      actualizado_en TEXT NOT NULL
    ) STRICT;

    CREATE TABLE sedes (
      id TEXT PRIMARY KEY,
      codigo_sede TEXT NOT NULL UNIQUE,
      nombre TEXT NOT NULL,
      direccion TEXT NOT NULL,
      municipio TEXT NOT NULL,
      telefono TEXT,
      actualizada_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE servicios_habilitados (
      sede_id TEXT NOT NULL REFERENCES sedes (id),
      codigo INTEGER NOT NULL,
      nombre TEXT NOT NULL,
      PRIMARY KEY (sede_id, codigo)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE profesionales (
      id TEXT PRIMARY KEY,
      tipo_documento TEXT NOT NULL,
      numero_documento TEXT NOT NULL,
      nombres TEXT NOT NULL,
      apellidos TEXT NOT NULL,
      profesion TEXT NOT NULL,
      especialidad TEXT,
      registro TEXT NOT NULL,
      servicio_reps INTEGER NOT NULL,
      minutos_cita INTEGER NOT NULL,
      activo INTEGER NOT NULL CHECK (activo IN (0, 1)),
      actualizado_en TEXT NOT NULL,
      UNIQUE (tipo_documento, numero_documento)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE resoluciones (
      id TEXT PRIMARY KEY,
      tipo TEXT NOT NULL CHECK (tipo IN ('factura', 'contingencia')),
      numero TEXT NOT NULL,
      prefijo TEXT NOT NULL,
      desde INTEGER NOT NULL CHECK (desde >= 1),
      hasta INTEGER NOT NULL,
      vigencia_desde TEXT NOT NULL,
      vigencia_hasta TEXT NOT NULL,
      clave_tecnica TEXT NOT NULL,
      -- Next number to give. It starts after desde when another program used the first ones.
      siguiente INTEGER NOT NULL,
      -- Numbers given by this program.
      consumidos INTEGER NOT NULL DEFAULT 0,
      activa INTEGER NOT NULL CHECK (activa IN (0, 1)),
      creada_en TEXT NOT NULL,
      CHECK (hasta >= desde),
      CHECK (siguiente >= desde AND siguiente <= hasta + 1),
      CHECK (vigencia_hasta >= vigencia_desde)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX resoluciones_vigentes ON resoluciones (tipo, activa, vigencia_desde);
    CREATE TRIGGER resoluciones_identidad
      BEFORE UPDATE OF id, tipo, numero, prefijo, desde, creada_en ON resoluciones
      WHEN OLD.consumidos > 0 AND (
        NEW.id <> OLD.id OR NEW.tipo <> OLD.tipo OR NEW.numero <> OLD.numero OR NEW.prefijo <> OLD.prefijo
        OR NEW.desde <> OLD.desde OR NEW.creada_en <> OLD.creada_en)
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY resoluciones'); END;
    CREATE TRIGGER resoluciones_contador
      BEFORE UPDATE OF siguiente, consumidos ON resoluciones
      WHEN OLD.consumidos > 0 AND (NEW.siguiente < OLD.siguiente OR NEW.consumidos < OLD.consumidos)
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY resoluciones'); END;
    CREATE TRIGGER resoluciones_no_delete BEFORE DELETE ON resoluciones WHEN OLD.consumidos > 0
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY resoluciones'); END;

    CREATE TABLE certificados (
      id TEXT PRIMARY KEY,
      p12 BLOB NOT NULL,
      clave TEXT NOT NULL,
      nit TEXT,
      nombre TEXT NOT NULL,
      emisor TEXT NOT NULL,
      serie TEXT NOT NULL,
      -- Instants.
      desde TEXT NOT NULL,
      hasta TEXT NOT NULL,
      activo INTEGER NOT NULL CHECK (activo IN (0, 1)),
      importado_en TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX certificados_activo ON certificados (activo) WHERE activo = 1;

    CREATE TABLE software_dian (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      software_id TEXT NOT NULL,
      pin TEXT NOT NULL,
      ambiente TEXT NOT NULL CHECK (ambiente IN ('1', '2')),
      test_set_id TEXT,
      url TEXT NOT NULL,
      actualizado_en TEXT NOT NULL
    ) STRICT;

    CREATE TABLE pagadores (
      id TEXT PRIMARY KEY,
      tipo TEXT NOT NULL,
      nit TEXT NOT NULL,
      dv TEXT NOT NULL,
      nombre TEXT NOT NULL,
      codigo TEXT,
      cobertura_plan TEXT NOT NULL,
      modalidad_pago TEXT NOT NULL,
      numero_contrato TEXT,
      contrato_desde TEXT,
      contrato_hasta TEXT,
      direccion TEXT,
      municipio TEXT,
      correo TEXT,
      activo INTEGER NOT NULL CHECK (activo IN (0, 1)),
      actualizado_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX pagadores_por_nombre ON pagadores (nombre);
    -- One payer may hold several contracts or plans; the same one twice is a mistake.
    CREATE UNIQUE INDEX pagadores_por_contrato
      ON pagadores (nit, cobertura_plan, modalidad_pago, ifnull(numero_contrato, ''));

    CREATE TABLE tarifas (
      id TEXT PRIMARY KEY,
      cups TEXT NOT NULL,
      descripcion TEXT NOT NULL,
      -- Centavos for one unit.
      valor INTEGER NOT NULL CHECK (valor >= 0),
      -- NULL: particular.
      pagador_id TEXT REFERENCES pagadores (id),
      impuesto_clase TEXT NOT NULL,
      impuesto_tributo TEXT NOT NULL,
      -- Hundredths of a percent.
      impuesto_tarifa INTEGER NOT NULL,
      actualizada_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX tarifas_particulares ON tarifas (cups) WHERE pagador_id IS NULL;
    CREATE UNIQUE INDEX tarifas_contratadas ON tarifas (pagador_id, cups) WHERE pagador_id IS NOT NULL;

    -- Every text that patients were asked to sign stays as it was.
    CREATE TABLE consentimiento_textos (
      version INTEGER PRIMARY KEY,
      texto TEXT NOT NULL,
      desde TEXT NOT NULL
    ) STRICT;
    ${appendOnlyTriggers('consentimiento_textos')}

    CREATE TABLE ajustes (
      clave TEXT PRIMARY KEY,
      -- JSON.
      valor TEXT NOT NULL,
      actualizado_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
