import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * What a payer asks of a service that was given, written before it is billed: the signed note does not change, the latest row stands.
 */
export const historiaSoportesServicio: Migration = {
  number: 430,
  name: 'historia-soportes-servicio',
  sql: `
    CREATE TABLE servicio_soportes (
      id TEXT PRIMARY KEY,
      servicio_id TEXT NOT NULL REFERENCES servicios_prestados (id),
      autorizacion TEXT,
      mipres TEXT,
      entrega TEXT,
      poliza TEXT,
      anotado_por TEXT,
      en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX servicio_soportes_por_servicio ON servicio_soportes (servicio_id, id DESC);
    ${appendOnlyTriggers('servicio_soportes')}
  `,
}
