import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Goods and services that a practice sells besides those of health, each with its usual price and tax. Apart from the tariffs of
 * configuracion, which are CUPS by payer; what there is in stock is no matter of theirs.
 */
export const facturacionArticulos: Migration = {
  number: 595,
  name: 'facturacion-articulos',
  sql: `
    CREATE TABLE articulos (
      id TEXT PRIMARY KEY,
      codigo TEXT NOT NULL UNIQUE,
      estandar TEXT NOT NULL CHECK (estandar IN ('999', '001', '010', '020')),
      nombre TEXT NOT NULL,
      -- Code and name folded: what is searched.
      busqueda TEXT NOT NULL,
      unidad TEXT NOT NULL,
      -- Centavos for one unit.
      precio INTEGER NOT NULL CHECK (precio >= 0),
      incluye_impuesto INTEGER NOT NULL CHECK (incluye_impuesto IN (0, 1)),
      clase_impuesto TEXT NOT NULL CHECK (clase_impuesto IN ('excluido', 'exento', 'gravado')),
      tributo TEXT NOT NULL CHECK (tributo IN ('01', '04')),
      -- Hundredths of a percent.
      tarifa INTEGER NOT NULL,
      activo INTEGER NOT NULL CHECK (activo IN (0, 1)),
      actualizado_en TEXT NOT NULL
    ) STRICT;
    CREATE INDEX articulos_recientes ON articulos (activo, actualizado_en DESC);
  `,
}
