import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseFailure } from '../failures.ts'
import type { SqliteHandle } from './open.ts'

/** One forward step of the file. `number` equals the number in its file name, and steps grow by tens. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/**
 * Brings the file to the newest version: each step and its version number in one transaction, after a dated encrypted copy
 * of what was there. A file newer than the program is refused untouched.
 *
 * @param copiesDir where the copy before migrating is left; not written for a new file
 * @param stamp text for its name, such as `20261121-101500`
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
  const newest = ordered.at(-1)?.number ?? 0
  const current = Number(handle.pragma('user_version', { simple: true }))
  if (current > newest)
    throw new DatabaseFailure(
      'futura',
      'Estos datos fueron guardados por una versión más nueva de Consultorio. Actualice el programa en este equipo; los datos no se tocaron.',
    )
  const pending = ordered.filter((m) => m.number > current)
  if (pending.length === 0) return []
  if (current > 0) {
    const copy = join(options.copiesDir, `antes-de-migrar-${current}-${options.stamp}.db`)
    mkdirSync(dirname(copy), { recursive: true })
    handle.prepare('VACUUM INTO ?').run(copy)
  }
  for (const step of pending) {
    // Table rebuilds need foreign keys off, and the pragma has no effect inside a transaction.
    handle.pragma('foreign_keys=OFF')
    try {
      handle.transaction(() => {
        handle.exec(step.sql)
        const broken = handle.pragma('foreign_key_check') as unknown[]
        if (broken.length > 0)
          throw new Error(`migration ${step.number} leaves ${broken.length} broken references`)
        handle.pragma(`user_version=${step.number}`)
      })()
    } finally {
      handle.pragma('foreign_keys=ON')
    }
  }
  return pending.map((m) => m.number)
}
