import { join } from 'node:path'
import type { Migration } from '../../src-main/core/database/sqlite/migrate.ts'
import { filesUnder, ROOT } from './sources.ts'

export interface MigrationFile extends Migration {
  /** Path from the root of the repository. */
  readonly file: string
  /** Folder of the domain, or `core`. */
  readonly owner: string
}

const isMigration = (value: unknown): value is Migration =>
  typeof value === 'object' && value !== null && 'number' in value && 'sql' in value

async function load(file: string): Promise<MigrationFile[]> {
  const module = (await import(join(ROOT, file))) as Record<string, unknown>
  const parts = file.split('/')
  const owner = (parts[1] === 'core' ? 'core' : parts[2]) ?? ''
  return Object.values(module)
    .filter(isMigration)
    .map((migration) => ({ ...migration, file, owner }))
}

/** Migrations as they stand in the folders, wired or not. */
export async function allMigrations(): Promise<MigrationFile[]> {
  const files = filesUnder('src-main', ['.ts']).filter((file) => file.includes('/migrations/'))
  return (await Promise.all(files.map(load))).flat()
}

export async function domainMigrations(): Promise<MigrationFile[]> {
  return (await allMigrations()).filter(({ owner }) => owner !== 'core')
}

/** Tables, views and search indexes that a migration makes. */
export function tablesOf(sql: string): string[] {
  return [
    ...sql.matchAll(/CREATE\s+(?:VIRTUAL\s+)?(?:TABLE|VIEW)\s+(?:IF NOT EXISTS\s+)?"?([A-Za-z_0-9]+)"?/gi),
  ].map(([, name]) => name ?? '')
}
