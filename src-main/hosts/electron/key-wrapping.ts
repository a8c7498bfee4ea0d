import { safeStorage } from 'electron'
import type { KeyFile, SystemWrapping } from '../key-file.ts'

interface AsyncSafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(text: string): Promise<Buffer>
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
}

/** The asynchronous functions exist from Electron 45 on; older ones only have the others. */
function asyncStorage(): AsyncSafeStorage | undefined {
  return 'encryptStringAsync' in safeStorage ? (safeStorage as AsyncSafeStorage) : undefined
}

/** True when the system really protects what it is given. On a bare Linux desktop it does not (`basic_text`), and that is refused. */
export async function systemProtects(): Promise<boolean> {
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false
  const storage = asyncStorage()
  return storage ? storage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
}

/** The database key under the system's store. Call only when `systemProtects`. */
export async function wrapWithSystem(key: Uint8Array): Promise<SystemWrapping> {
  const text = Buffer.from(key).toString('base64')
  const storage = asyncStorage()
  const encrypted = storage ? await storage.encryptStringAsync(text) : safeStorage.encryptString(text)
  return { tipo: 'sistema', datos: encrypted.toString('base64') }
}

/**
 * The database key from the system's store; undefined when there is no such wrapping or the system no longer opens it.
 * `renew` asks for a new wrapping: the system changed the key it protects with.
 */
export async function unwrapWithSystem(
  file: KeyFile,
): Promise<{ key: Uint8Array; renew: boolean } | undefined> {
  const wrapping = file.envolturas.find((one): one is SystemWrapping => one.tipo === 'sistema')
  if (!wrapping || !(await systemProtects())) return undefined
  const encrypted = Buffer.from(wrapping.datos, 'base64')
  const storage = asyncStorage()
  try {
    const opened = storage
      ? await storage.decryptStringAsync(encrypted)
      : { result: safeStorage.decryptString(encrypted), shouldReEncrypt: false }
    return { key: new Uint8Array(Buffer.from(opened.result, 'base64')), renew: opened.shouldReEncrypt }
  } catch {
    // Another user of the system, or a new installation of it: the passphrase or the recovery code remains.
    return undefined
  }
}
