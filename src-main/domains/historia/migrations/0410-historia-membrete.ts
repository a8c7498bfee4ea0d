import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * Who prescribed, to whom and where, kept with the fórmula when it is signed (JSON): a later change of name, of address or of
 * registration does not change a paper already given. Null in those signed before.
 */
export const historiaMembrete: Migration = {
  number: 410,
  name: 'historia-membrete',
  sql: 'ALTER TABLE formulas ADD COLUMN membrete TEXT;',
}
