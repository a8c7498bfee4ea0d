import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Where a numbering range is used (a site, the main machine or the others of the network; NULL: anywhere), and the numbers of
 * each range that this program never gave. Those are history once the range gave one.
 */
export const configuracionLugarNumeracion: Migration = {
  number: 130,
  name: 'configuracion-lugar-numeracion',
  sql: `
    ALTER TABLE resoluciones ADD COLUMN sede_id TEXT REFERENCES sedes (id);
    ALTER TABLE resoluciones ADD COLUMN equipo TEXT CHECK (equipo IN ('principal', 'red'));

    CREATE TABLE resoluciones_saltos (
      resolucion_id TEXT NOT NULL REFERENCES resoluciones (id) ON DELETE CASCADE,
      desde INTEGER NOT NULL,
      hasta INTEGER NOT NULL,
      saltados_en TEXT NOT NULL,
      PRIMARY KEY (resolucion_id, desde),
      CHECK (hasta >= desde)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER resoluciones_saltos_no_update BEFORE UPDATE ON resoluciones_saltos
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY resoluciones_saltos'); END;
    CREATE TRIGGER resoluciones_saltos_no_delete BEFORE DELETE ON resoluciones_saltos
      WHEN EXISTS (SELECT 1 FROM resoluciones WHERE id = OLD.resolucion_id AND consumidos > 0)
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY resoluciones_saltos'); END;

    -- Until now only how many were skipped is known; another program used the first ones.
    INSERT INTO resoluciones_saltos (resolucion_id, desde, hasta, saltados_en)
    SELECT id, desde, siguiente - consumidos - 1, creada_en FROM resoluciones WHERE siguiente - consumidos > desde;
  `,
}
