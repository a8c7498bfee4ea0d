import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Which services wait for their invoice: those with a charge and without a row in factura_servicios. Kept by triggers, so that
 * the list of what is pending does not walk through every service ever given.
 */
export const facturacionPorFacturar: Migration = {
  number: 520,
  name: 'facturacion-por-facturar',
  sql: `
    CREATE TABLE servicios_por_facturar (
      servicio_id TEXT PRIMARY KEY REFERENCES servicios_prestados (id),
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      inicio TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX servicios_por_facturar_recientes ON servicios_por_facturar (inicio DESC);
    CREATE INDEX servicios_por_facturar_por_paciente ON servicios_por_facturar (paciente_id, inicio DESC);
    INSERT INTO servicios_por_facturar (servicio_id, paciente_id, inicio)
      SELECT id, paciente_id, inicio FROM servicios_prestados AS s
      WHERE sin_cobro IS NULL AND NOT EXISTS (SELECT 1 FROM factura_servicios AS f WHERE f.servicio_id = s.id);
    CREATE TRIGGER servicios_por_facturar_insert AFTER INSERT ON servicios_prestados WHEN NEW.sin_cobro IS NULL
    BEGIN
      INSERT INTO servicios_por_facturar (servicio_id, paciente_id, inicio) VALUES (NEW.id, NEW.paciente_id, NEW.inicio);
    END;
    CREATE TRIGGER servicios_por_facturar_facturado AFTER INSERT ON factura_servicios
    BEGIN
      DELETE FROM servicios_por_facturar WHERE servicio_id = NEW.servicio_id;
    END;
  `,
}
