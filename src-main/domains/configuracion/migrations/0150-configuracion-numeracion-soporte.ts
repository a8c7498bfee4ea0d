import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * A range may be for the documento soporte of purchases (Resolución DIAN 000167 de 2021), apart from those of invoices. SQLite does not
 * change a CHECK, so the table is made again with everything it had; the trigger of another table that reads it steps aside meanwhile.
 */
export const configuracionNumeracionSoporte: Migration = {
  number: 150,
  name: 'configuracion-numeracion-soporte',
  sql: `
    DROP TRIGGER resoluciones_saltos_no_delete;
    CREATE TABLE resoluciones_numeracion (
      id TEXT PRIMARY KEY,
      tipo TEXT NOT NULL CHECK (tipo IN ('factura', 'contingencia', 'soporte')),
      numero TEXT NOT NULL,
      prefijo TEXT NOT NULL,
      desde INTEGER NOT NULL CHECK (desde >= 1),
      hasta INTEGER NOT NULL,
      vigencia_desde TEXT NOT NULL,
      vigencia_hasta TEXT NOT NULL,
      clave_tecnica TEXT NOT NULL,
      siguiente INTEGER NOT NULL,
      consumidos INTEGER NOT NULL DEFAULT 0,
      activa INTEGER NOT NULL CHECK (activa IN (0, 1)),
      creada_en TEXT NOT NULL,
      sede_id TEXT REFERENCES sedes (id),
      equipo TEXT CHECK (equipo IN ('principal', 'red')),
      CHECK (hasta >= desde),
      CHECK (siguiente >= desde AND siguiente <= hasta + 1),
      CHECK (vigencia_hasta >= vigencia_desde)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO resoluciones_numeracion
      (id, tipo, numero, prefijo, desde, hasta, vigencia_desde, vigencia_hasta, clave_tecnica, siguiente, consumidos, activa, creada_en,
       sede_id, equipo)
      SELECT id, tipo, numero, prefijo, desde, hasta, vigencia_desde, vigencia_hasta, clave_tecnica, siguiente, consumidos, activa, creada_en,
       sede_id, equipo FROM resoluciones;
    DROP TABLE resoluciones;
    ALTER TABLE resoluciones_numeracion RENAME TO resoluciones;
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
    CREATE TRIGGER resoluciones_saltos_no_delete BEFORE DELETE ON resoluciones_saltos
      WHEN EXISTS (SELECT 1 FROM resoluciones WHERE id = OLD.resolucion_id AND consumidos > 0)
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY resoluciones_saltos'); END;
  `,
}
