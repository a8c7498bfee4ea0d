import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the program's own files lie, found upwards from this module: built (`out/main/…`) or as source. */
export function programFolders(): {
  readonly resourcesDir: string
  readonly rendererDir: string
  readonly version: string
} {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return { resourcesDir: join(folder, 'resources'), rendererDir: join(folder, 'out', 'renderer'), version }
}
