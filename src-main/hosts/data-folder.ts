import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Modo } from '../core/rpc/parent-protocol.ts'

/** Folder of the program's data for hosts without Electron: `$CONSULTORIO_DATOS`, else the place of each system. */
export function nodeDataRoot(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (env.CONSULTORIO_DATOS) return resolve(env.CONSULTORIO_DATOS)
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Consultorio')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Consultorio')
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'consultorio')
}

export interface DataFolders {
  /** Database and keys of the mode. */
  readonly dataDir: string
  readonly logDir: string
}

/** Folders of one mode, made when missing and closed to other users of the machine. */
export function openDataFolders(root: string, modo: Modo): DataFolders {
  const folders = { dataDir: join(root, modo), logDir: join(root, 'registros') }
  for (const folder of [root, folders.dataDir, folders.logDir])
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folders
}
