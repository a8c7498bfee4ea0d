import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { RunningCore } from '../../core/rpc/core-lifecycle.ts'
import type { HttpServingConfig, Modo } from '../../core/rpc/parent-protocol.ts'
import { startCore } from '../../core-entry.ts'
import { nodeDataRoot, openDataFolders } from '../data-folder.ts'
import { practiceKey } from '../key-file.ts'
import { lanCertificate } from './lan-certificate.ts'
import { passphraseKey } from './passphrase-key.ts'
import { programFolders } from './program-folders.ts'

export const LAN_PORT = 7443

interface HostOptions {
  readonly modo: Modo
  /** Only this machine: plain HTTP on loopback, a port chosen by the system unless given. */
  readonly soloLocal: boolean
  readonly puerto: number | undefined
  /** File with the passphrase of a real database; else it is asked for. */
  readonly claveArchivo: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  tell(text: string): void
}

export interface RunningHost {
  readonly address: string
  readonly running: RunningCore
}

/** Starts the core and serves it to this machine or to the local network. @throws StartFailure, ClaveIncorrecta */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { modo } = options
  const folders = openDataFolders(nodeDataRoot(options.env, process.platform), modo)
  const program = programFolders()
  const databaseKey =
    modo === 'practica'
      ? practiceKey(folders.dataDir)
      : await passphraseKey({
          dataDir: folders.dataDir,
          claveArchivo: options.claveArchivo,
          tell: options.tell,
        })
  const http = options.soloLocal
    ? loopback(options.puerto, program.rendererDir)
    : lan(options.puerto, program.rendererDir, folders.dataDir, options.tell)
  const running = await startCore({
    modo,
    ...folders,
    resourcesDir: program.resourcesDir,
    version: program.version,
    databaseKey,
    http,
  })
  databaseKey.fill(0)
  return { address: running.http?.address ?? '', running }
}

function loopback(puerto: number | undefined, rendererDir: string): HttpServingConfig {
  const clave = randomBytes(32).toString('base64url')
  return { host: '127.0.0.1', port: puerto ?? 0, clave, rendererDir, origen: 'ventana', names: ['localhost'] }
}

function lan(
  puerto: number | undefined,
  rendererDir: string,
  dataDir: string,
  tell: (text: string) => void,
): HttpServingConfig {
  const name = hostname().toLowerCase()
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => one.family === 'IPv4' && !one.internal)
    .map((one) => one.address)
  const names = [...new Set([...addresses, name, `${name}.local`, 'localhost', '127.0.0.1'])]
  const { key, cert, huella } = lanCertificate(dataDir, names, new Date())
  tell(`La primera vez, cada equipo muestra un aviso de certificado. Acéptelo solo si la huella es ${huella}`)
  return {
    host: '0.0.0.0',
    port: puerto ?? LAN_PORT,
    clave: lastingSecret(dataDir),
    rendererDir,
    origen: 'lan',
    names,
    tls: { key, cert },
  }
}

/** Secret of the address for the local network: kept, so that devices do not need a new address after every start. */
function lastingSecret(dataDir: string): string {
  const path = join(dataDir, 'anfitrion-acceso')
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    const secret = randomBytes(32).toString('base64url')
    writeFileSync(path, `${secret}\n`, { mode: 0o600 })
    return secret
  }
}
