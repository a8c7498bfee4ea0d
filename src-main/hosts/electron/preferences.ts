import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Modo } from '../../core/rpc/parent-protocol.ts'

/** Mode chosen the last time; undefined at the first start or when the file cannot be read. */
export function readChosenMode(root: string): Modo | undefined {
  try {
    const { modo } = JSON.parse(readFileSync(join(root, 'preferencias.json'), 'utf8')) as { modo?: unknown }
    return modo === 'practica' || modo === 'real' ? modo : undefined
  } catch {
    return undefined
  }
}

export function writeChosenMode(root: string, modo: Modo): void {
  const path = join(root, 'preferencias.json')
  writeFileSync(`${path}.nueva`, `${JSON.stringify({ modo })}\n`, { mode: 0o600 })
  renameSync(`${path}.nueva`, path)
}
