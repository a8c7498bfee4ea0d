import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** What was noticed of a certificate when it was imported: its chain and what it says it is for. */
export const configuracionObservacionesCertificado: Migration = {
  number: 140,
  name: 'configuracion-observaciones-certificado',
  sql: `
    -- JSON list of sentences for the screen.
    ALTER TABLE certificados ADD COLUMN observaciones TEXT NOT NULL DEFAULT '[]';
  `,
}
