import { Kysely, SqliteDialect } from 'kysely'
import type { Db, Schema } from './schema.ts'
import { type Migration, migrate } from './sqlite/migrate.ts'
import { openSqlite } from './sqlite/open.ts'
import { withStatementCache } from './sqlite/statement-cache.ts'

/**
 * Opens the practice's file, migrated and ready. Closing is `db.destroy()`.
 * @param key 32 bytes, raw
 * @throws DatabaseFailure with a message for the start screen
 */
export async function openDatabase(options: {
  readonly path: string
  readonly key: Uint8Array
  readonly migrations: readonly Migration[]
  readonly copiesDir: string
  readonly stamp: string
}): Promise<{ db: Db; migrated: readonly number[] }> {
  const handle = openSqlite(options.path, options.key)
  try {
    const migrated = migrate(handle, options.migrations, options)
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(handle) }) })
    return { db, migrated }
  } catch (error) {
    handle.close()
    throw error
  }
}
