import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { prepareTestRuntime } from './electron-test-runtime/prepare.mjs'
import { installed, node24 } from './root.mjs'
import { run } from './run.mjs'

/** Electron's own binary when it is there. */
function realElectron() {
  try {
    const path = join(
      installed('electron'),
      'dist',
      readFileSync(installed('electron', 'path.txt'), 'utf8').trim(),
    )
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/**
 * Electron to open the app with: its own binary if present or fetchable, else the test runtime.
 * @param {(line: string) => void} say one Spanish line for each fallback
 * @returns {Promise<{ executable: string, kind: 'real' | 'pruebas' } | undefined>}
 */
export async function findElectron(say) {
  const present = realElectron()
  if (present) return { executable: present, kind: 'real' }
  const fetched = await run(node24(), [installed('electron', 'install.js')])
  const executable = fetched.code === 0 ? realElectron() : undefined
  if (executable) return { executable, kind: 'real' }
  say(
    'Electron no se pudo descargar de su sitio; se usa el Electron de pruebas (antiguo, solo modo de práctica).',
  )
  const prepared = await prepareTestRuntime()
  if (prepared.ok) return { executable: prepared.executable, kind: 'pruebas' }
  say(`El Electron de pruebas no está disponible: ${prepared.reason}.`)
  return undefined
}
