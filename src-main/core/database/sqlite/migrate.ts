import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseFailure } from '../failures.ts'
import type { SqliteHandle } from './open.ts'

/** One forward step of the file. `number` equals the number in its file name and lies in the block of its owner. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/**
 * Brings the file to what this program knows: every step that the file has not taken, in order of number, each in one
 * transaction with its own line of the register. Numbers are blocks by owner, so a later step may have a lower number than
 * one already taken; the register, not a watermark, says what is missing. A dated encrypted copy is left first. A file with a
 * step this program does not know is of a newer one and is refused untouched.
 *
 * @param copiesDir where the copy before migrating is left; not written for a new file
 * @param stamp text for its name and the register, such as `2026-11-21T15-00-00-000Z`
 * @returns numbers of the steps taken
 */
export function migrate(
  handle: SqliteHandle,
  migrations: readonly Migration[],
  options: { readonly copiesDir: string; readonly stamp: string },
): number[] {
  const ordered = [...migrations].sort((a, b) => a.number - b.number)
  for (let i = 1; i < ordered.length; i++)
    if (ordered[i]?.number === ordered[i - 1]?.number)
      throw new Error(`two migrations share the number ${ordered[i]?.number}`)
  const taken = stepsTaken(handle)
  const known = new Set(ordered.map(({ number }) => number))
  if (taken.some((number) => !known.has(number)))
    throw new DatabaseFailure(
      'futura',
      'Estos datos fueron guardados por una versión más nueva de Consultorio. Actualice el programa en este equipo; los datos no se tocaron.',
    )
  const pending = ordered.filter(({ number }) => !taken.includes(number))
  if (pending.length === 0) return []
  if (taken.length > 0) {
    const copy = join(options.copiesDir, `antes-de-migrar-${Math.max(...taken)}-${options.stamp}.db`)
    mkdirSync(dirname(copy), { recursive: true })
    handle.prepare('VACUUM INTO ?').run(copy)
  }
  for (const step of pending) take(handle, step, options.stamp)
  return pending.map(({ number }) => number)
}

/** Numbers in the register of the file, which is made when it is not there yet. */
function stepsTaken(handle: SqliteHandle): number[] {
  handle.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL) STRICT',
  )
  return handle.prepare('SELECT number FROM migrations ORDER BY number').pluck().all() as number[]
}

/** Numbers of the steps that a file has taken, without making the register in a file that has none. */
export function readStepsTaken(handle: SqliteHandle): readonly number[] {
  const register = handle
    .prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`)
    .get()
  return register
    ? (handle.prepare('SELECT number FROM migrations ORDER BY number').pluck().all() as number[])
    : []
}

function take(handle: SqliteHandle, step: Migration, stamp: string): void {
  // Table rebuilds need foreign keys off, and the pragma has no effect inside a transaction.
  handle.pragma('foreign_keys=OFF')
  try {
    handle.transaction(() => {
      handle.exec(step.sql)
      const broken = handle.pragma('foreign_key_check') as unknown[]
      if (broken.length > 0)
        throw new Error(`migration ${step.number} leaves ${broken.length} broken references`)
      handle
        .prepare('INSERT INTO migrations (number, name, at) VALUES (?, ?, ?)')
        .run(step.number, step.name, stamp)
    })()
  } finally {
    handle.pragma('foreign_keys=ON')
  }
}
