import type { SqliteDatabase, SqliteStatement } from 'kysely'
import type { SqliteHandle } from './open.ts'

const MAX_STATEMENTS = 400

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
