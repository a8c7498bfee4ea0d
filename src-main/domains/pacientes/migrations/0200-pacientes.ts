import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'
import { searchIndexSql } from '../../../core/database/sqlite/search-index.ts'
import { BUSQUEDA } from '../search.ts'

/** Patients, every version of their data, their consents, the search index, and half-filled forms. */
export const pacientesTablas: Migration = {
  number: 200,
  name: 'pacientes',
  sql: `
    CREATE TABLE pacientes (
      -- Key of the search index; a declared one, because VACUUM renumbers the hidden one.
      fila INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      tipo_documento TEXT,
      numero_documento TEXT,
      primer_nombre TEXT NOT NULL,
      segundo_nombre TEXT,
      primer_apellido TEXT,
      segundo_apellido TEXT,
      nombre_identitario TEXT,
      -- Folded surnames and names, for the alphabetical list.
      orden_alfabetico TEXT NOT NULL,
      fecha_nacimiento TEXT,
      nacimiento_estimado INTEGER NOT NULL CHECK (nacimiento_estimado IN (0, 1)),
      sexo TEXT CHECK (sexo IN ('M', 'F', 'I')),
      identidad_genero TEXT,
      estado_civil TEXT,
      ocupacion TEXT,
      escolaridad TEXT,
      etnia TEXT,
      poblacion_especial TEXT,
      pais_residencia TEXT NOT NULL,
      pais_origen TEXT NOT NULL,
      municipio TEXT,
      zona TEXT CHECK (zona IN ('01', '02')),
      direccion TEXT,
      telefono TEXT,
      telefono_alterno TEXT,
      correo TEXT,
      acompanante TEXT,
      responsable TEXT,
      pagador_id TEXT,
      tipo_usuario TEXT,
      plan TEXT,
      poliza TEXT,
      canal_preferido TEXT,
      acepta_mensajes INTEGER NOT NULL CHECK (acepta_mensajes IN (0, 1)),
      numero_historia TEXT,
      alergias TEXT NOT NULL,
      por_completar INTEGER NOT NULL CHECK (por_completar IN (0, 1)),
      ultima_visita TEXT,
      datos_confirmados_en TEXT NOT NULL,
      fusionado_en TEXT REFERENCES pacientes (id),
      creado_en TEXT NOT NULL,
      actualizado_en TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX pacientes_documento ON pacientes (tipo_documento, numero_documento)
      WHERE fusionado_en IS NULL;
    CREATE INDEX pacientes_por_numero ON pacientes (numero_documento);
    CREATE INDEX pacientes_por_historia ON pacientes (numero_historia);
    CREATE INDEX pacientes_por_nacimiento ON pacientes (fecha_nacimiento);
    CREATE INDEX pacientes_por_telefono ON pacientes (telefono);
    CREATE INDEX pacientes_por_telefono_alterno ON pacientes (telefono_alterno);
    CREATE INDEX pacientes_alfabetico ON pacientes (orden_alfabetico, fila) WHERE fusionado_en IS NULL;
    CREATE INDEX pacientes_por_completar ON pacientes (por_completar, orden_alfabetico, fila)
      WHERE fusionado_en IS NULL;
    CREATE INDEX pacientes_recientes ON pacientes (ultima_visita, fila) WHERE fusionado_en IS NULL;
    CREATE INDEX pacientes_fusionados ON pacientes (fusionado_en);
    CREATE TRIGGER pacientes_no_delete BEFORE DELETE ON pacientes
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY pacientes'); END;

    CREATE TABLE pacientes_versiones (
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      version INTEGER NOT NULL,
      datos TEXT NOT NULL,
      usuario_id TEXT,
      guardado_en TEXT NOT NULL,
      PRIMARY KEY (paciente_id, version)
    ) STRICT, WITHOUT ROWID;
    ${appendOnlyTriggers('pacientes_versiones')}

    -- Ley 1581 de 2012: the authorisation, and its withdrawal, with its proof.
    CREATE TABLE consentimientos_datos (
      id TEXT PRIMARY KEY,
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      decision TEXT NOT NULL CHECK (decision IN ('autoriza', 'revoca')),
      version TEXT NOT NULL,
      fecha TEXT NOT NULL,
      medio TEXT NOT NULL CHECK (medio IN ('pantalla', 'papel', 'telefono', 'digital')),
      usuario_id TEXT,
      registrado_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX consentimientos_datos_por_paciente ON consentimientos_datos (paciente_id, id);
    ${appendOnlyTriggers('consentimientos_datos')}

    CREATE TABLE borradores (
      usuario_id TEXT NOT NULL,
      clave TEXT NOT NULL,
      json TEXT NOT NULL,
      actualizado_en TEXT NOT NULL,
      PRIMARY KEY (usuario_id, clave)
    ) STRICT, WITHOUT ROWID;

    ${searchIndexSql(BUSQUEDA)}
  `,
}
