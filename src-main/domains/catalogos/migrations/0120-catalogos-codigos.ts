import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** Installed packs of official tables, and their rows. A code keeps the rows of every pack that brought it. */
export const catalogosCodigos: Migration = {
  number: 120,
  name: 'catalogos-codigos',
  sql: `
    CREATE TABLE catalogo_paquetes (
      id TEXT NOT NULL,
      version TEXT NOT NULL,
      nombre TEXT NOT NULL,
      manifiesto TEXT NOT NULL,
      instalado_en TEXT NOT NULL,
      PRIMARY KEY (id, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE catalogo_filas (
      tabla TEXT NOT NULL,
      clave TEXT NOT NULL,
      paquete_id TEXT NOT NULL,
      paquete_version TEXT NOT NULL,
      datos TEXT NOT NULL,
      PRIMARY KEY (tabla, clave, paquete_id, paquete_version),
      FOREIGN KEY (paquete_id, paquete_version) REFERENCES catalogo_paquetes (id, version)
    ) STRICT, WITHOUT ROWID;
  `,
}
