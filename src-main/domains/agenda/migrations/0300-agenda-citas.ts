import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

const LIBERAN = `('cancelada-paciente', 'cancelada-consultorio', 'no-asistio', 'reprogramada')`

/** Longest appointment: it bounds how far back an overlap is looked for, so that the look-up stays a short range of an index. */
const MAXIMO = '12 hours'

const overlapsOf = (owner: string) => `
  SELECT 1 FROM citas AS otra
  WHERE ${owner} AND otra.id <> NEW.id
    AND otra.inicio < NEW.fin AND otra.inicio > strftime('%Y-%m-%dT%H:%M:%fZ', NEW.inicio, '-${MAXIMO}')
    AND otra.fin > NEW.inicio AND otra.estado NOT IN ${LIBERAN}`

const refuseOverlaps = `
  SELECT RAISE(ABORT, 'CITA_TRASLAPADA profesional')
  WHERE EXISTS (${overlapsOf('otra.profesional_id = NEW.profesional_id')});
  SELECT RAISE(ABORT, 'CITA_TRASLAPADA paciente')
  WHERE EXISTS (${overlapsOf(`otra.paciente_id IN (
      SELECT p.id FROM pacientes AS p WHERE p.id = NEW.paciente_id
      UNION ALL SELECT p.id FROM pacientes AS p WHERE p.fusionado_en = NEW.paciente_id
    )`)});`

/**
 * Appointments, their history, hours, blocks and services. Invariant kept by the triggers, whatever writes: of two appointments
 * of the same professional, or of the same patient, that take the same time, at least one says why (`sobrecupo_motivo`).
 */
export const agendaCitas: Migration = {
  number: 300,
  name: 'agenda-citas',
  sql: `
    CREATE TABLE citas (
      id TEXT PRIMARY KEY,
      version INTEGER NOT NULL CHECK (version >= 1),
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      profesional_id TEXT NOT NULL REFERENCES profesionales (id),
      cups TEXT,
      servicio TEXT NOT NULL,
      modalidad TEXT NOT NULL,
      -- Whole minutes, one shape: text order is order in time.
      inicio TEXT NOT NULL CHECK (inicio GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:00.000Z'),
      fin TEXT NOT NULL CHECK (fin GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:00.000Z'),
      estado TEXT NOT NULL CHECK (estado IN (
        'agendada', 'confirmada', 'en-sala', 'en-consulta', 'atendida',
        'cancelada-paciente', 'cancelada-consultorio', 'no-asistio', 'reprogramada'
      )),
      fecha_solicitud TEXT NOT NULL,
      fecha_deseada TEXT NOT NULL,
      sobrecupo_motivo TEXT CHECK (length(trim(sobrecupo_motivo)) >= 3),
      nota TEXT,
      motivo_cancelacion TEXT,
      llego_en TEXT,
      creada_en TEXT NOT NULL,
      CHECK (fin > inicio AND fin <= strftime('%Y-%m-%dT%H:%M:%fZ', inicio, '+${MAXIMO}')),
      CHECK (estado NOT IN ('cancelada-paciente', 'cancelada-consultorio') OR motivo_cancelacion IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX citas_por_profesional ON citas (profesional_id, inicio);
    CREATE INDEX citas_por_paciente ON citas (paciente_id, inicio);
    CREATE INDEX citas_por_inicio ON citas (inicio);
    CREATE INDEX citas_en_curso ON citas (estado, llego_en) WHERE estado IN ('en-sala', 'en-consulta');
    ${appendOnlyTriggers('citas', ['id', 'fecha_solicitud', 'creada_en'])}

    CREATE TRIGGER citas_traslape_insert BEFORE INSERT ON citas
    WHEN NEW.sobrecupo_motivo IS NULL AND NEW.estado NOT IN ${LIBERAN}
    BEGIN ${refuseOverlaps} END;

    CREATE TRIGGER citas_traslape_update
    BEFORE UPDATE OF inicio, fin, profesional_id, paciente_id, estado, sobrecupo_motivo ON citas
    WHEN NEW.sobrecupo_motivo IS NULL AND NEW.estado NOT IN ${LIBERAN} AND (
      NEW.inicio <> OLD.inicio OR NEW.fin <> OLD.fin
      OR NEW.profesional_id <> OLD.profesional_id OR NEW.paciente_id <> OLD.paciente_id
      OR OLD.sobrecupo_motivo IS NOT NULL OR OLD.estado IN ${LIBERAN}
    )
    BEGIN ${refuseOverlaps} END;

    CREATE TABLE citas_estados (
      cita_id TEXT NOT NULL REFERENCES citas (id),
      -- The version of the appointment that this step made.
      paso INTEGER NOT NULL,
      acto TEXT NOT NULL CHECK (acto IN ('creada', 'movida', 'editada', 'estado')),
      estado TEXT NOT NULL,
      inicio TEXT NOT NULL,
      fin TEXT NOT NULL,
      profesional_id TEXT NOT NULL,
      motivo TEXT,
      detalle TEXT,
      usuario_id TEXT,
      en TEXT NOT NULL,
      PRIMARY KEY (cita_id, paso)
    ) STRICT, WITHOUT ROWID;
    ${appendOnlyTriggers('citas_estados')}

    CREATE TABLE disponibilidad (
      profesional_id TEXT NOT NULL REFERENCES profesionales (id),
      -- 1 Monday … 7 Sunday; hours of Bogotá.
      dia INTEGER NOT NULL CHECK (dia BETWEEN 1 AND 7),
      desde TEXT NOT NULL,
      hasta TEXT NOT NULL CHECK (hasta > desde),
      PRIMARY KEY (profesional_id, dia, desde)
    ) STRICT, WITHOUT ROWID;
    -- Tells «nobody set the hours» from «this professional gives no consultation».
    CREATE TABLE horarios_definidos (
      profesional_id TEXT PRIMARY KEY REFERENCES profesionales (id),
      actualizado_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE agenda_bloqueos (
      id TEXT PRIMARY KEY,
      profesional_id TEXT REFERENCES profesionales (id),
      desde TEXT NOT NULL,
      hasta TEXT NOT NULL CHECK (hasta > desde),
      motivo TEXT NOT NULL,
      creado_en TEXT NOT NULL,
      quitado_en TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX agenda_bloqueos_por_fin ON agenda_bloqueos (hasta) WHERE quitado_en IS NULL;

    CREATE TABLE agenda_servicios (
      id TEXT PRIMARY KEY,
      nombre TEXT NOT NULL UNIQUE,
      cups TEXT,
      modalidad TEXT NOT NULL,
      minutos INTEGER CHECK (minutos BETWEEN 5 AND 720),
      activo INTEGER NOT NULL CHECK (activo IN (0, 1)),
      actualizado_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE agenda_servicios_profesionales (
      servicio_id TEXT NOT NULL REFERENCES agenda_servicios (id),
      profesional_id TEXT NOT NULL REFERENCES profesionales (id),
      minutos INTEGER NOT NULL CHECK (minutos BETWEEN 5 AND 720),
      PRIMARY KEY (servicio_id, profesional_id)
    ) STRICT, WITHOUT ROWID;
  `,
}
