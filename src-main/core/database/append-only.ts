/**
 * SQL of the triggers that make a table append-only: no row is deleted, and the frozen columns never change.
 * With no `mutable` column the whole row is frozen. Written once here so that every protected table refuses alike.
 */
export function appendOnlyTriggers(table: string, frozenColumns?: readonly string[]): string {
  const of = frozenColumns ? ` OF ${frozenColumns.join(', ')}` : ''
  return `
    CREATE TRIGGER ${table}_no_update BEFORE UPDATE${of} ON ${table}
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY ${table}'); END;
    CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY ${table}'); END;
  `
}
