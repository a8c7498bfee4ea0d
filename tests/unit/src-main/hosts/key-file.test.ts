import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ClaveIncorrecta,
  newDatabaseKey,
  newRecoveryCode,
  normalizeRecoveryCode,
  practiceKey,
  readKeyFile,
  unwrapWithSecret,
  wrapWithSecret,
  writeKeyFile,
} from '../../../../src-main/hosts/key-file.ts'
import { passphraseKey } from '../../../../src-main/hosts/node/passphrase-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consultorio-clave-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('key of practice', () => {
  it('is made once, 32 bytes, readable by its owner alone', () => {
    const key = practiceKey(folder)
    expect(key).toHaveLength(32)
    expect(practiceKey(folder)).toEqual(key)
    expect(statSync(join(folder, 'clave-practica')).mode & 0o777).toBe(0o600)
  })

  it('avisa si el archivo está dañado en vez de hacer otra clave', () => {
    writeFileSync(join(folder, 'clave-practica'), 'corta')
    expect(() => practiceKey(folder)).toThrow(/está dañado/)
  })

  it('con datos y sin su clave se niega a hacer otra', () => {
    writeFileSync(join(folder, 'consultorio.db'), 'datos')
    expect(() => practiceKey(folder)).toThrow(/Falta el archivo de la clave \(clave-practica\)/)
    expect(readdirSync(folder)).toEqual(['consultorio.db'])
  })
})

describe('key of real data', () => {
  it('con datos y sin el archivo de su clave no da un código de recuperación que no abre nada', async () => {
    writeFileSync(join(folder, 'consultorio.db'), 'datos')
    writeFileSync(join(folder, 'frase'), 'una frase bien larga')
    const told: string[] = []
    await expect(
      passphraseKey({
        dataDir: folder,
        claveArchivo: join(folder, 'frase'),
        tell: (text) => void told.push(text),
      }),
    ).rejects.toThrow(/Falta el archivo de la clave \(clave\.json\) de estos datos; cópielo de su respaldo/)
    expect(told).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(['consultorio.db', 'frase'])
  })

  it('opens by passphrase and by recovery code however it was typed, and by nothing else', async () => {
    const key = newDatabaseKey()
    const code = newRecoveryCode()
    writeKeyFile(folder, {
      version: 1,
      envolturas: [
        await wrapWithSecret('frase', key, 'una frase muy larga'),
        await wrapWithSecret('recuperacion', key, code),
      ],
    })
    const file = readKeyFile(folder)!
    expect(await unwrapWithSecret(file, 'frase', 'una frase muy larga')).toEqual(key)
    expect(
      await unwrapWithSecret(file, 'recuperacion', ` ${code.toLowerCase().replaceAll('-', ' ')} `),
    ).toEqual(key)
    await expect(unwrapWithSecret(file, 'frase', 'Una frase muy larga')).rejects.toThrow(ClaveIncorrecta)
    await expect(unwrapWithSecret(file, 'recuperacion', newRecoveryCode())).rejects.toThrow(/hoja impresa/)
    expect(JSON.stringify(file)).not.toContain(Buffer.from(key).toString('base64'))
    expect(statSync(join(folder, 'clave.json')).mode & 0o777).toBe(0o600)
  })

  it('does not open a wrapping of another kind', async () => {
    const key = newDatabaseKey()
    const wrapped = await wrapWithSecret('frase', key, 'ABCDE')
    const moved = { version: 1 as const, envolturas: [{ ...wrapped, tipo: 'recuperacion' as const }] }
    await expect(unwrapWithSecret(moved, 'recuperacion', 'ABCDE')).rejects.toThrow(ClaveIncorrecta)
  })

  it('reads a recovery code with the usual slips of the hand', () => {
    expect(normalizeRecoveryCode('oil0-1 a')).toBe('01101A')
    expect(newRecoveryCode()).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/)
  })

  it('la primera vez muestra el código de recuperación, y después abre con la frase del archivo', async () => {
    const claveArchivo = join(folder, 'frase.txt')
    writeFileSync(claveArchivo, 'frase de doce letras\n')
    const told: string[] = []
    const tell = (text: string) => void told.push(text)
    const key = await passphraseKey({ dataDir: folder, claveArchivo, tell })
    const code = /Código de recuperación: (\S+)/.exec(told.join('\n'))?.[1] ?? ''
    expect(await unwrapWithSecret(readKeyFile(folder)!, 'recuperacion', code)).toEqual(key)
    told.length = 0
    expect(await passphraseKey({ dataDir: folder, claveArchivo, tell })).toEqual(key)
    expect(told).toEqual([])
    expect(readFileSync(join(folder, 'clave.json'), 'utf8')).not.toContain(code)
    writeFileSync(claveArchivo, 'otra frase de doce')
    await expect(passphraseKey({ dataDir: folder, claveArchivo, tell })).rejects.toThrow(/no abre los datos/)
  })

  it('pide una frase de 12 letras o más', async () => {
    const claveArchivo = join(folder, 'frase.txt')
    writeFileSync(claveArchivo, 'corta')
    await expect(passphraseKey({ dataDir: folder, claveArchivo, tell() {} })).rejects.toThrow(/12 letras/)
    expect(readKeyFile(folder)).toBeUndefined()
  })
})
