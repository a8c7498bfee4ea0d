import { Kysely, SqliteDialect } from 'kysely'
import type { Db, Schema } from './schema.ts'
import { type Migration, migrate, readStepsTaken } from './sqlite/migrate.ts'
import { openSqlite, openSqliteReadOnly, type SqliteHandle } from './sqlite/open.ts'
import { withStatementCache } from './sqlite/statement-cache.ts'

export interface OpenedDatabase {
  readonly db: Db
  /** Numbers of the migrations that ran at this start. */
  readonly migrated: readonly number[]
  /** Checkpoints the WAL and frees the file. (`db.destroy()` alone does nothing before the first query.) */
  close(): Promise<void>
}

/**
 * Opens the practice's file, migrated and ready.
 * @param key 32 bytes, raw
 * @throws DatabaseFailure with a message for the start screen
 */
export async function openDatabase(options: {
  readonly path: string
  readonly key: Uint8Array
  readonly migrations: readonly Migration[]
  readonly copiesDir: string
  readonly stamp: string
}): Promise<OpenedDatabase> {
  const handle = openSqlite(options.path, options.key)
  try {
    const migrated = migrate(handle, options.migrations, options)
    return { ...queriesOn(handle), migrated }
  } catch (error) {
    handle.close()
    throw error
  }
}

/**
 * Opens the practice's file as it is, to look at it: no migration, no write, whatever its version.
 * @param key 32 bytes, raw
 * @returns `taken` numbers of the migrations that the file went through
 * @throws DatabaseFailure
 */
export function openDatabaseReadOnly(
  path: string,
  key: Uint8Array,
): Pick<OpenedDatabase, 'db' | 'close'> & { readonly taken: readonly number[] } {
  const handle = openSqliteReadOnly(path, key)
  return { ...queriesOn(handle), taken: readStepsTaken(handle) }
}

function queriesOn(handle: SqliteHandle): Pick<OpenedDatabase, 'db' | 'close'> {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(handle) }) })
  return {
    db,
    async close() {
      await db.destroy()
      if (handle.open) handle.close()
    },
  }
}
