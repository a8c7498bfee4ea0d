import { type EstadoNucleo, FRASE_MINIMA } from '../../../src-shared/window-protocol.ts'
import {
  ClaveIncorrecta,
  type KeyFile,
  newDatabaseKey,
  newRecoveryCode,
  readKeyFile,
  requireNoDatabase,
  unwrapWithSecret,
  wrapWithSecret,
  writeKeyFile,
} from '../key-file.ts'
import { systemProtects, unwrapWithSystem, wrapWithSystem } from './key-wrapping.ts'

/** Whether the real database can be opened now, and what is missing if not. */
export type RealKey =
  | { readonly estado: 'lista'; readonly key: Uint8Array }
  | ({ readonly estado: 'falta' } & Required<Pick<EstadoNucleo, 'clave' | 'frase'>>)

/** Opens the key by the system alone, as on every ordinary start. @throws ClaveIncorrecta when there are data without their key file */
export async function openRealKey(dataDir: string): Promise<RealKey> {
  const file = readKeyFile(dataDir)
  if (!file) {
    requireNoDatabase(dataDir, 'clave.json')
    return { estado: 'falta', clave: 'nueva', frase: (await systemProtects()) ? 'opcional' : 'necesaria' }
  }
  const opened = await unwrapWithSystem(file)
  if (!opened) {
    const hasPhrase = file.envolturas.some(({ tipo }) => tipo === 'frase')
    return { estado: 'falta', clave: 'frase', frase: hasPhrase ? 'opcional' : 'ninguna' }
  }
  if (opened.renew) await keepSystemWrapping(dataDir, file, opened.key)
  return { estado: 'lista', key: opened.key }
}

/**
 * First start: makes the key and wraps it by the system, or by a passphrase where the system does not protect, and by a
 * recovery code that is shown this one time.
 * @throws ClaveIncorrecta when there is a key already, or data whose key file is missing, or a passphrase is needed and was not given or is short.
 */
export async function createRealKey(
  dataDir: string,
  frase: string | undefined,
): Promise<{ key: Uint8Array; codigoRecuperacion: string }> {
  if (readKeyFile(dataDir))
    throw new ClaveIncorrecta('Este equipo ya tiene una base de datos real. Ábrala con su clave.')
  requireNoDatabase(dataDir, 'clave.json')
  const bySystem = await systemProtects()
  const length = frase?.trim().length ?? 0
  if (!bySystem && length < FRASE_MINIMA) {
    throw new ClaveIncorrecta(
      `Este equipo no tiene un almacén seguro de claves. Escriba una frase de ${FRASE_MINIMA} letras o más; se pedirá al abrir el programa.`,
    )
  }
  if (length > 0 && length < FRASE_MINIMA)
    throw new ClaveIncorrecta(`La frase es muy corta. Escriba ${FRASE_MINIMA} letras o más, o déjela vacía.`)
  const key = newDatabaseKey()
  const codigoRecuperacion = newRecoveryCode()
  const recovery = await wrapWithSecret('recuperacion', key, codigoRecuperacion)
  const own = [
    ...(bySystem ? [await wrapWithSystem(key)] : []),
    ...(frase === undefined || length === 0 ? [] : [await wrapWithSecret('frase', key, frase)]),
  ]
  writeKeyFile(dataDir, { version: 1, envolturas: [...own, recovery] })
  return { key, codigoRecuperacion }
}

/** Opens the key by passphrase or recovery code, and gives it back to the system's store when that protects. @throws ClaveIncorrecta */
export async function unlockRealKey(
  dataDir: string,
  secret: { readonly frase?: string; readonly codigo?: string },
): Promise<Uint8Array> {
  const file = readKeyFile(dataDir)
  if (!file) throw new ClaveIncorrecta('Este equipo no tiene todavía una base de datos real.')
  const key = secret.codigo
    ? await unwrapWithSecret(file, 'recuperacion', secret.codigo)
    : await unwrapWithSecret(file, 'frase', secret.frase ?? '')
  if (await systemProtects()) await keepSystemWrapping(dataDir, file, key)
  return key
}

async function keepSystemWrapping(dataDir: string, file: KeyFile, key: Uint8Array): Promise<void> {
  const others = file.envolturas.filter((one) => one.tipo !== 'sistema')
  writeKeyFile(dataDir, { version: 1, envolturas: [await wrapWithSystem(key), ...others] })
}
