import { readFileSync } from 'node:fs'
import {
  ClaveIncorrecta,
  newDatabaseKey,
  newRecoveryCode,
  readKeyFile,
  requireNoDatabase,
  unwrapWithSecret,
  wrapWithSecret,
  writeKeyFile,
} from '../key-file.ts'
import { askHidden } from './ask-hidden.ts'

const MIN_LETTERS = 12

/**
 * Key of a real database where no system store protects it: by passphrase, from a file or typed. The first time it makes the
 * key and shows the recovery code, once.
 * @throws ClaveIncorrecta also when there are data without the file of their key: nothing is written then
 */
export async function passphraseKey(options: {
  readonly dataDir: string
  readonly claveArchivo: string | undefined
  tell(text: string): void
}): Promise<Uint8Array> {
  const { dataDir, tell } = options
  const file = readKeyFile(dataDir)
  if (!file) requireNoDatabase(dataDir, 'clave.json')
  const frase = options.claveArchivo
    ? readPassphraseFile(options.claveArchivo)
    : await askHidden(
        file ? 'Frase de los datos reales: ' : 'Escriba una frase nueva para los datos reales: ',
      )
  if (file) return unwrapWithSecret(file, 'frase', frase)
  if (frase.trim().length < MIN_LETTERS) {
    throw new ClaveIncorrecta(`La frase debe tener ${MIN_LETTERS} letras o más.`)
  }
  const key = newDatabaseKey()
  const code = newRecoveryCode()
  const envolturas = [
    await wrapWithSecret('frase', key, frase),
    await wrapWithSecret('recuperacion', key, code),
  ]
  writeKeyFile(dataDir, { version: 1, envolturas })
  tell(`Código de recuperación: ${code}`)
  tell(
    'Imprímalo o cópielo ahora y guárdelo fuera del equipo: no se vuelve a mostrar. Sin él ni la frase, los datos no se abren.',
  )
  return key
}

function readPassphraseFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch {
    throw new ClaveIncorrecta(`No se pudo leer el archivo de la frase: ${path}.`)
  }
}
