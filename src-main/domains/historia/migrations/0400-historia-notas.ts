import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * The historia clínica. A note is a draft until it is signed; from then on the row cannot change, and what must be said
 * later is a nota aclaratoria (Resolución 1995 de 1999, art. 4 and 18). No note is ever deleted, drafts included.
 */
export const historiaNotas: Migration = {
  number: 400,
  name: 'historia-notas',
  sql: `
    CREATE TABLE notas (
      id TEXT PRIMARY KEY,
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      profesional_id TEXT NOT NULL REFERENCES profesionales (id),
      cita_id TEXT,
      plantilla TEXT NOT NULL,
      estado TEXT NOT NULL CHECK (estado IN ('borrador', 'firmada')),
      contenido TEXT NOT NULL,
      -- Grows with each autosave: an older one that arrives late is not taken.
      revision INTEGER NOT NULL,
      iniciada_en TEXT NOT NULL,
      actualizada_en TEXT NOT NULL,
      firmada_en TEXT,
      firmada_por TEXT,
      hash TEXT
    ) STRICT;
    CREATE INDEX notas_por_paciente ON notas (paciente_id, iniciada_en DESC);
    CREATE INDEX notas_borradores ON notas (profesional_id, estado, actualizada_en DESC);
    CREATE INDEX notas_por_cita ON notas (cita_id);
    CREATE INDEX notas_firmadas ON notas (firmada_en) WHERE firmada_en IS NOT NULL;
    CREATE TRIGGER notas_firmada_no_update BEFORE UPDATE ON notas WHEN OLD.estado = 'firmada'
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY notas'); END;
    CREATE TRIGGER notas_no_delete BEFORE DELETE ON notas
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY notas'); END;

    CREATE TABLE notas_aclaratorias (
      id TEXT PRIMARY KEY,
      nota_id TEXT NOT NULL REFERENCES notas (id),
      motivo TEXT NOT NULL,
      texto TEXT NOT NULL,
      autor_id TEXT NOT NULL,
      autor TEXT NOT NULL,
      en TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX notas_aclaratorias_por_nota ON notas_aclaratorias (nota_id, id);
    ${appendOnlyTriggers('notas_aclaratorias')}

    CREATE TABLE servicios_prestados (
      id TEXT PRIMARY KEY,
      nota_id TEXT NOT NULL REFERENCES notas (id),
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      profesional_id TEXT NOT NULL,
      clase TEXT NOT NULL CHECK (clase IN ('consulta', 'procedimiento')),
      inicio TEXT NOT NULL,
      cups TEXT NOT NULL,
      descripcion TEXT NOT NULL,
      cantidad INTEGER NOT NULL CHECK (cantidad > 0),
      -- Centavos.
      valor_unitario INTEGER NOT NULL CHECK (valor_unitario >= 0),
      -- Codes of RIPS and diagnoses, JSON.
      datos TEXT NOT NULL,
      -- Why it will not be billed (cortesía, incluido en otro), or null.
      sin_cobro TEXT
    ) STRICT;
    CREATE INDEX servicios_por_nota ON servicios_prestados (nota_id);
    CREATE INDEX servicios_por_paciente ON servicios_prestados (paciente_id, inicio DESC);
    CREATE INDEX servicios_recientes ON servicios_prestados (inicio DESC);
    ${appendOnlyTriggers('servicios_prestados')}

    CREATE TABLE formulas (
      id TEXT PRIMARY KEY,
      folio INTEGER NOT NULL UNIQUE,
      nota_id TEXT NOT NULL REFERENCES notas (id),
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      profesional_id TEXT NOT NULL,
      vigencia_dias INTEGER NOT NULL,
      contenido TEXT NOT NULL,
      en TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX formulas_por_nota ON formulas (nota_id);
    CREATE INDEX formulas_por_paciente ON formulas (paciente_id, en DESC);
    ${appendOnlyTriggers('formulas')}
  `,
}
