import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * What users paid towards services that somebody else pays, and in which invoice to the payer each was taken: in one that stands at
 * most. An invoice that stops standing (annulled, left aside) releases what it took, whoever takes it out.
 */
export const facturacionRecaudos: Migration = {
  number: 591,
  name: 'facturacion-recaudos',
  sql: `
    CREATE TABLE recaudos (
      id TEXT PRIMARY KEY,
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      -- The payer that the money belongs to; none only in an advance of a private patient.
      pagador_id TEXT REFERENCES pagadores (id),
      -- Tabla conceptoRecaudo of Res. 948 de 2026.
      concepto TEXT NOT NULL CHECK (concepto IN ('01', '02', '03', '04')),
      -- Centavos.
      valor INTEGER NOT NULL CHECK (valor > 0),
      -- Day it was received, Bogotá.
      fecha TEXT NOT NULL,
      medio TEXT NOT NULL,
      soporte TEXT NOT NULL CHECK (soporte IN
        ('factura-electronica', 'factura-contingencia', 'pos', 'talonario', 'solo-informar', 'recibo')),
      soporte_numero TEXT,
      -- The SS-Recaudo invoice, when it is ours.
      factura_id TEXT UNIQUE REFERENCES facturas (id),
      recibo_id TEXT REFERENCES recibos (id),
      -- Who handed over the money when it was not the patient, JSON.
      quien_paga TEXT,
      registrado_por TEXT,
      en TEXT NOT NULL,
      -- Given back by a person; that of an invoice of ours is given back when its nota crédito is validated.
      anulado_en TEXT,
      anulado_por TEXT,
      motivo_anulacion TEXT,
      CHECK (pagador_id IS NOT NULL OR concepto = '04'),
      CHECK ((anulado_en IS NULL) = (motivo_anulacion IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX recaudos_por_paciente ON recaudos (paciente_id, en DESC);
    ${appendOnlyTriggers('recaudos', [
      'id',
      'paciente_id',
      'pagador_id',
      'concepto',
      'valor',
      'fecha',
      'medio',
      'soporte',
      'soporte_numero',
      'factura_id',
      'recibo_id',
      'quien_paga',
      'registrado_por',
      'en',
    ])}
    CREATE TRIGGER recaudos_anulado_final BEFORE UPDATE OF anulado_en ON recaudos WHEN OLD.anulado_en IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY recaudos'); END;

    CREATE TABLE recaudo_aplicaciones (
      recaudo_id TEXT NOT NULL REFERENCES recaudos (id),
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      liberado INTEGER NOT NULL DEFAULT 0 CHECK (liberado IN (0, 1)),
      PRIMARY KEY (recaudo_id, factura_id)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX recaudo_aplicaciones_una ON recaudo_aplicaciones (recaudo_id) WHERE liberado = 0;
    CREATE INDEX recaudo_aplicaciones_por_factura ON recaudo_aplicaciones (factura_id);
    ${appendOnlyTriggers('recaudo_aplicaciones', ['recaudo_id', 'factura_id'])}
    CREATE TRIGGER recaudo_aplicaciones_final BEFORE UPDATE OF liberado ON recaudo_aplicaciones
    WHEN OLD.liberado = 1 AND NEW.liberado = 0
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY recaudo_aplicaciones'); END;
    CREATE TRIGGER recaudo_aplicaciones_liberar AFTER UPDATE OF estado, descartada_en ON facturas
    WHEN NEW.descartada_en IS NOT NULL
      OR NEW.estado NOT IN ('firmada', 'desconocida', 'validada', 'rechazada', 'contingencia')
    BEGIN
      UPDATE recaudo_aplicaciones SET liberado = 1 WHERE factura_id = NEW.id AND liberado = 0;
    END;
  `,
}
