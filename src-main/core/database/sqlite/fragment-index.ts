import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { foldText } from '../../../../src-shared/kernel/text-folding.ts'

/** The index holds runs of three letters: a shorter word is not in it. */
const SHORTEST = 3

/**
 * SQL of an index of any part of a folded text, for a migration: `LIKE '%part%'` over every row becomes a look-up. `NAME` holds
 * the text and `NAME_filas` tells which row of the table it is; triggers keep both, whatever writes. Rows are numbered as they
 * come, so `NAME.rowid` is also their order in time.
 *
 * @param options.order column that sorts the rows already there
 */
export function fragmentIndexSql(
  name: string,
  options: { readonly table: string; readonly key: string; readonly column: string; readonly order: string },
): string {
  const { table, key, column, order } = options
  return `
    CREATE TABLE ${name}_filas (
      fila INTEGER PRIMARY KEY,
      ${key} TEXT NOT NULL UNIQUE REFERENCES ${table} (id)
    ) STRICT;
    CREATE VIRTUAL TABLE ${name} USING fts5(texto, content='', contentless_delete=1, tokenize='trigram');
    INSERT INTO ${name}_filas (${key}) SELECT id FROM ${table} ORDER BY ${order};
    INSERT INTO ${name} (rowid, texto)
      SELECT f.fila, t.${column} FROM ${name}_filas AS f JOIN ${table} AS t ON t.id = f.${key};
    CREATE TRIGGER ${name}_insert AFTER INSERT ON ${table} BEGIN
      INSERT INTO ${name}_filas (${key}) VALUES (NEW.id);
      INSERT INTO ${name} (rowid, texto)
        SELECT fila, NEW.${column} FROM ${name}_filas WHERE ${key} = NEW.id;
    END;
    CREATE TRIGGER ${name}_update AFTER UPDATE OF ${column} ON ${table} WHEN NEW.${column} <> OLD.${column} BEGIN
      DELETE FROM ${name} WHERE rowid = (SELECT fila FROM ${name}_filas WHERE ${key} = NEW.id);
      INSERT INTO ${name} (rowid, texto)
        SELECT fila, NEW.${column} FROM ${name}_filas WHERE ${key} = NEW.id;
    END;
  `
}

/** Words of a typed text, folded: those that the index can look for, and those too short for it. */
export function fragmentsOf(typed: string): { readonly indexed: string[]; readonly short: string[] } {
  const words = foldText(typed).split(' ').filter(Boolean)
  return {
    indexed: words.filter((word) => [...word].length >= SHORTEST),
    short: words.filter((word) => [...word].length < SHORTEST),
  }
}

/** True for the rows of the index that hold every one of these fragments, of three letters or more. */
export function holdsFragments(name: string, fragments: readonly string[]): RawBuilder<SqlBool> {
  const expression = fragments.map((fragment) => `"${fragment.replaceAll('"', '""')}"`).join(' AND ')
  return sql<SqlBool>`${sql.table(name)} match ${expression}`
}
