import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'
import { recomputeSaldo } from './0550-facturacion-notas.ts'

/**
 * A rejected invoice whose number no longer serves is left aside for good: its services wait again to be billed, so what releases
 * a service may now be a note or the invoice itself; and what was received for it goes to the invoice that bills them, with the
 * trail of where it was.
 */
export const facturacionOtroNumero: Migration = {
  number: 570,
  name: 'facturacion-otro-numero',
  sql: `
    -- When its number was left aside; only of a rejected one, once, and nothing of it moves afterwards.
    ALTER TABLE facturas ADD COLUMN descartada_en TEXT;
    CREATE INDEX facturas_descartadas ON facturas (emitida_en DESC) WHERE descartada_en IS NOT NULL;
    CREATE TRIGGER facturas_descarte BEFORE UPDATE OF descartada_en ON facturas
    WHEN OLD.descartada_en IS NOT NULL OR NEW.descartada_en IS NULL OR OLD.estado <> 'rechazada'
    BEGIN SELECT RAISE(ABORT, 'DESCARTADA_FINAL'); END;
    CREATE TRIGGER facturas_descartada_final BEFORE UPDATE OF estado, version, cufe, a_pagar, total ON facturas
    WHEN OLD.descartada_en IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'DESCARTADA_FINAL'); END;

    CREATE TABLE factura_servicios_versiones (
      servicio_id TEXT NOT NULL REFERENCES servicios_prestados (id),
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      -- The note that annulled the invoice, or the invoice itself when its number was left aside.
      liberado_por TEXT,
      PRIMARY KEY (servicio_id, factura_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO factura_servicios_versiones (servicio_id, factura_id, liberado_por)
      SELECT servicio_id, factura_id, liberado_por FROM factura_servicios;
    DROP TABLE factura_servicios;
    ALTER TABLE factura_servicios_versiones RENAME TO factura_servicios;
    CREATE UNIQUE INDEX factura_servicios_una ON factura_servicios (servicio_id) WHERE liberado_por IS NULL;
    CREATE INDEX factura_servicios_por_factura ON factura_servicios (factura_id);
    ${appendOnlyTriggers('factura_servicios', ['servicio_id', 'factura_id'])}
    CREATE TRIGGER factura_servicios_liberador BEFORE UPDATE OF liberado_por ON factura_servicios
    WHEN OLD.liberado_por IS NOT NULL
      OR (NEW.liberado_por <> NEW.factura_id AND NOT EXISTS (SELECT 1 FROM factura_notas WHERE id = NEW.liberado_por))
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY factura_servicios'); END;
    CREATE TRIGGER servicios_por_facturar_facturado AFTER INSERT ON factura_servicios
    BEGIN
      DELETE FROM servicios_por_facturar WHERE servicio_id = NEW.servicio_id;
    END;
    CREATE TRIGGER servicios_por_facturar_liberado AFTER UPDATE OF liberado_por ON factura_servicios
    WHEN OLD.liberado_por IS NULL AND NEW.liberado_por IS NOT NULL
    BEGIN
      INSERT INTO servicios_por_facturar (servicio_id, paciente_id, inicio)
        SELECT id, paciente_id, inicio FROM servicios_prestados WHERE id = NEW.servicio_id AND sin_cobro IS NULL;
    END;

    -- Every invoice that a receipt was of before the one it is of.
    CREATE TABLE recibo_traslados (
      id TEXT PRIMARY KEY,
      recibo_id TEXT NOT NULL REFERENCES recibos (id),
      de_factura_id TEXT NOT NULL REFERENCES facturas (id),
      a_factura_id TEXT NOT NULL REFERENCES facturas (id),
      en TEXT NOT NULL,
      trasladado_por TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX recibo_traslados_uno ON recibo_traslados (recibo_id, de_factura_id);
    CREATE INDEX recibo_traslados_por_destino ON recibo_traslados (a_factura_id);
    ${appendOnlyTriggers('recibo_traslados')}
    DROP TRIGGER recibos_no_update;
    DROP TRIGGER recibos_no_delete;
    ${appendOnlyTriggers('recibos', [
      'id',
      'numero',
      'paciente_id',
      'concepto',
      'valor',
      'medio',
      'referencia',
      'recibido_por',
      'en',
    ])}
    CREATE TRIGGER recibos_traslado BEFORE UPDATE OF factura_id ON recibos
    WHEN NOT EXISTS (
      SELECT 1 FROM recibo_traslados
      WHERE recibo_id = OLD.id AND de_factura_id = OLD.factura_id AND a_factura_id = NEW.factura_id
    )
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY recibos'); END;
    CREATE TRIGGER facturas_saldo_traslado AFTER UPDATE OF factura_id ON recibos
    BEGIN ${recomputeSaldo('OLD.factura_id')} ${recomputeSaldo('NEW.factura_id')} END;
  `,
}
