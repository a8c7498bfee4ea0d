import { fragmentIndexSql } from '../../../core/database/sqlite/fragment-index.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'
import { BUSQUEDA_CLIENTES } from '../ventas/busqueda.ts'

/** Who buys what is no health service: a directory that is mended at will, since every invoice keeps who it was issued to. */
export const facturacionClientes: Migration = {
  number: 594,
  name: 'facturacion-clientes',
  sql: `
    CREATE TABLE clientes (
      id TEXT PRIMARY KEY,
      tipo_persona TEXT NOT NULL CHECK (tipo_persona IN ('1', '2')),
      tipo_documento TEXT NOT NULL,
      -- Without the check digit of a NIT.
      numero TEXT NOT NULL,
      dv TEXT,
      nombre TEXT NOT NULL,
      -- Name and document folded: what is searched.
      busqueda TEXT NOT NULL,
      -- Codes joined by semicolons.
      responsabilidades TEXT NOT NULL,
      tributo TEXT NOT NULL,
      pais TEXT NOT NULL,
      nombre_pais TEXT NOT NULL,
      municipio TEXT,
      ciudad TEXT,
      region TEXT,
      direccion TEXT,
      codigo_postal TEXT,
      telefono TEXT,
      correo TEXT,
      plazo_dias INTEGER,
      actualizado_en TEXT NOT NULL,
      UNIQUE (tipo_documento, numero)
    ) STRICT;
    CREATE INDEX clientes_recientes ON clientes (actualizado_en DESC);
    ${fragmentIndexSql(BUSQUEDA_CLIENTES, {
      table: 'clientes',
      key: 'cliente_id',
      column: 'busqueda',
      order: 'actualizado_en',
    })}
  `,
}
