import type { Insertable } from 'kysely'
import type { Db, Schema } from '../../src-main/core/database/schema.ts'
import type { SqliteHandle } from '../../src-main/core/database/sqlite/open.ts'

/**
 * Inserts row after row of one table: Kysely writes the statement once, from the first row, and it is run again with the values
 * of the others. Millions of rows go in at the speed of SQLite; every constraint and trigger still acts.
 */
export function bulkInsert<T extends keyof Schema & string>(
  db: Db,
  handle: SqliteHandle,
  table: T,
): (row: Insertable<Schema[T]>) => void {
  let run: ((row: Insertable<Schema[T]>) => void) | undefined
  return (row) => {
    if (!run) {
      const columns = Object.keys(row)
      const statement = handle.prepare(
        db
          .insertInto(table)
          .values(row as never)
          .compile().sql,
      )
      run = (values) => {
        const given = values as Record<string, unknown>
        statement.run(columns.map((column) => given[column]))
      }
    }
    run(row)
  }
}
