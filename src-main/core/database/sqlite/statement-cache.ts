import type { SqliteDatabase, SqliteStatement } from 'kysely'
import type { SqliteHandle } from './open.ts'

const MAX_STATEMENTS = 400

/** What a rollback does when there is nothing left to undo. */
const NOTHING: SqliteStatement = {
  reader: true,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
}

/**
 * The handle Kysely sees, remembering compiled statements by their text: compiling the same SELECT again costs more than
 * running it. The least recently used is dropped so that memory stays bounded.
 */
export function withStatementCache(handle: SqliteHandle): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => {
      statements.clear()
      handle.close()
    },
    prepare(sql) {
      // A disk without room makes SQLite undo the transaction by itself. Undoing it again would fail, and that failure would
      // hide the one the person must hear of.
      if (sql === 'rollback' && !handle.inTransaction) return NOTHING
      const known = statements.get(sql)
      if (known) {
        statements.delete(sql)
        statements.set(sql, known)
        return known
      }
      const statement = handle.prepare(sql) as unknown as SqliteStatement
      statements.set(sql, statement)
      if (statements.size > MAX_STATEMENTS) {
        const oldest = statements.keys().next().value
        if (oldest !== undefined) statements.delete(oldest)
      }
      return statement
    },
  }
}
