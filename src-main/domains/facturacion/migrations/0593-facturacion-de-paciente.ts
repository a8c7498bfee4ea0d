import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Which invoices concern each patient, newest first: his own, and those of several patients where a service of his is. Kept by
 * triggers, so that the record of a patient does not sort ten years of invoices.
 */
export const facturacionDePaciente: Migration = {
  number: 593,
  name: 'facturacion-de-paciente',
  sql: `
    CREATE TABLE factura_pacientes (
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      emitida_en TEXT NOT NULL,
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      PRIMARY KEY (paciente_id, emitida_en DESC, factura_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO factura_pacientes (paciente_id, emitida_en, factura_id)
      SELECT paciente_id, emitida_en, id FROM facturas WHERE paciente_id IS NOT NULL;
    CREATE TRIGGER factura_pacientes_factura AFTER INSERT ON facturas WHEN NEW.paciente_id IS NOT NULL
    BEGIN
      INSERT INTO factura_pacientes (paciente_id, emitida_en, factura_id)
        VALUES (NEW.paciente_id, NEW.emitida_en, NEW.id);
    END;
    CREATE TRIGGER factura_pacientes_servicio AFTER INSERT ON factura_servicios
    BEGIN
      INSERT OR IGNORE INTO factura_pacientes (paciente_id, emitida_en, factura_id)
        SELECT s.paciente_id, f.emitida_en, f.id FROM servicios_prestados AS s, facturas AS f
        WHERE s.id = NEW.servicio_id AND f.id = NEW.factura_id;
    END;
  `,
}
