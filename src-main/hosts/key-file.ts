import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { hashRaw } from '@node-rs/argon2'

/** The database key under one secret. Binary values are base64. */
interface SecretWrapping {
  readonly tipo: 'frase' | 'recuperacion'
  readonly sal: string
  readonly memoriaKiB: number
  readonly pasadas: number
  readonly hilos: number
  readonly iv: string
  readonly cifrado: string
  readonly etiqueta: string
}

/** The database key under the operating system's own store. */
export interface SystemWrapping {
  readonly tipo: 'sistema'
  readonly datos: string
}

export interface KeyFile {
  readonly version: 1
  readonly envolturas: readonly (SecretWrapping | SystemWrapping)[]
}

/** The passphrase or recovery code does not open the key. Both texts are Spanish, for the screen. */
export class ClaveIncorrecta extends Error {
  readonly mensaje: string

  constructor(mensaje: string) {
    super(mensaje)
    this.name = 'ClaveIncorrecta'
    this.mensaje = mensaje
  }
}

const KEY_BYTES = 32
const ARGON2 = { memoriaKiB: 65_536, pasadas: 3, hilos: 4 }
/** The library's own number for it; its enum cannot be imported with isolated modules. */
const ARGON2ID = 2
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 25

export function newDatabaseKey(): Uint8Array {
  return new Uint8Array(randomBytes(KEY_BYTES))
}

/** 125 random bits in groups of five, in an alphabet without letters that look like digits (Crockford's base 32). */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(CODE_LENGTH)].map((byte) => CODE_ALPHABET.charAt(byte & 31)).join('')
  return (letters.match(/.{5}/g) ?? []).join('-')
}

/** The code as it was made, however it was typed: lower case, spaces, O for 0, I or L for 1. */
export function normalizeRecoveryCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}

async function derive(
  secret: string,
  wrapping: Pick<SecretWrapping, 'sal' | 'memoriaKiB' | 'pasadas' | 'hilos'>,
): Promise<Buffer> {
  return hashRaw(secret, {
    algorithm: ARGON2ID,
    memoryCost: wrapping.memoriaKiB,
    timeCost: wrapping.pasadas,
    parallelism: wrapping.hilos,
    outputLen: KEY_BYTES,
    salt: Buffer.from(wrapping.sal, 'base64'),
  })
}

function secretText(tipo: SecretWrapping['tipo'], secret: string): string {
  return tipo === 'recuperacion' ? normalizeRecoveryCode(secret) : secret.normalize('NFC')
}

/** Wraps a database key under a secret: Argon2id (64 MiB, 3 passes, 4 lanes), then AES-256-GCM bound to the kind of secret. */
export async function wrapWithSecret(
  tipo: SecretWrapping['tipo'],
  key: Uint8Array,
  secret: string,
): Promise<SecretWrapping> {
  const sal = randomBytes(16).toString('base64')
  const wrappingKey = await derive(secretText(tipo, secret), { sal, ...ARGON2 })
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, iv).setAAD(
    Buffer.from(`consultorio-clave-1-${tipo}`),
  )
  const cifrado = Buffer.concat([cipher.update(key), cipher.final()])
  wrappingKey.fill(0)
  return {
    tipo,
    sal,
    ...ARGON2,
    iv: iv.toString('base64'),
    cifrado: cifrado.toString('base64'),
    etiqueta: cipher.getAuthTag().toString('base64'),
  }
}

/**
 * The database key from a passphrase or a recovery code.
 * @throws ClaveIncorrecta when the secret is not the one, or the file has no wrapping of that kind.
 */
export async function unwrapWithSecret(
  file: KeyFile,
  tipo: SecretWrapping['tipo'],
  secret: string,
): Promise<Uint8Array> {
  const wrapping = file.envolturas.find((one): one is SecretWrapping => one.tipo === tipo)
  const wrong =
    tipo === 'frase'
      ? 'La frase no abre los datos. Revise mayúsculas y espacios, o use el código de recuperación impreso.'
      : 'El código de recuperación no abre los datos. Cópielo de la hoja impresa, letra por letra.'
  if (!wrapping) throw new ClaveIncorrecta(wrong)
  const wrappingKey = await derive(secretText(tipo, secret), wrapping)
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey, Buffer.from(wrapping.iv, 'base64'))
      .setAAD(Buffer.from(`consultorio-clave-1-${tipo}`))
      .setAuthTag(Buffer.from(wrapping.etiqueta, 'base64'))
    return new Uint8Array(
      Buffer.concat([decipher.update(Buffer.from(wrapping.cifrado, 'base64')), decipher.final()]),
    )
  } catch {
    throw new ClaveIncorrecta(wrong)
  } finally {
    wrappingKey.fill(0)
  }
}

/**
 * A new key opens nothing that was written under another: it is made only where there is no database yet.
 * @throws ClaveIncorrecta when the database is there and the file with its key is not
 */
export function requireNoDatabase(dataDir: string, keyFileName: 'clave.json' | 'clave-practica'): void {
  if (!existsSync(join(dataDir, 'consultorio.db'))) return
  const remedio =
    keyFileName === 'clave.json'
      ? 'Sin él, estos datos no se abren, y una clave nueva tampoco los abre. No se cambió nada.'
      : 'Si no lo tiene, borre la base de práctica para empezar de nuevo. No se cambió nada.'
  throw new ClaveIncorrecta(
    `Falta el archivo de la clave (${keyFileName}) de estos datos; cópielo de su respaldo junto a consultorio.db, en ${dataDir}. ${remedio}`,
  )
}

function isNotFound(error: unknown): boolean {
  return (error as { code?: string }).code === 'ENOENT'
}

/** Key file of a real database; undefined when there is none yet. */
export function readKeyFile(dataDir: string): KeyFile | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'clave.json'), 'utf8')) as KeyFile
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

/** Replaces a file whole or not at all, readable by its owner alone, on disk when this returns. */
function writeWhole(path: string, content: Uint8Array): void {
  const temporary = `${path}.nueva`
  const descriptor = openSync(temporary, 'w', 0o600)
  try {
    writeSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(temporary, path)
}

export function writeKeyFile(dataDir: string, file: KeyFile): void {
  writeWhole(join(dataDir, 'clave.json'), Buffer.from(`${JSON.stringify(file, null, 2)}\n`, 'utf8'))
}

/** Key of the practice database: random bytes in a file beside it (mode 0600), made at the first use. Practice holds no real data. @throws ClaveIncorrecta */
export function practiceKey(dataDir: string): Uint8Array {
  const path = join(dataDir, 'clave-practica')
  try {
    const key = readFileSync(path)
    if (key.byteLength === KEY_BYTES) return new Uint8Array(key)
    throw new ClaveIncorrecta(
      `El archivo ${path} está dañado. Bórrelo junto con la base de práctica para empezar de nuevo.`,
    )
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
  requireNoDatabase(dataDir, 'clave-practica')
  const key = newDatabaseKey()
  writeWhole(path, key)
  return key
}
