import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRealKey, openRealKey } from '../../../../src-main/hosts/electron/real-key.ts'

// The store of the operating system, as on a machine that has none: Electron itself does not run here.
vi.mock('electron', () => ({
  safeStorage: { getSelectedStorageBackend: () => 'basic_text', isEncryptionAvailable: () => false },
}))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consultorio-clave-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('clave de los datos reales en la ventana', () => {
  it('con datos y sin el archivo de su clave se niega a hacer otra, y no escribe nada', async () => {
    writeFileSync(join(folder, 'consultorio.db'), 'datos')
    await expect(createRealKey(folder, 'una frase bien larga')).rejects.toThrow(
      /Falta el archivo de la clave \(clave\.json\)/,
    )
    await expect(openRealKey(folder)).rejects.toThrow(/cópielo de su respaldo/)
    expect(readdirSync(folder)).toEqual(['consultorio.db'])
  })

  it('sin datos hace la clave y da el código de recuperación', async () => {
    const { codigoRecuperacion } = await createRealKey(folder, 'una frase bien larga')
    expect(codigoRecuperacion).toMatch(/^(\w{5}-){4}\w{5}$/)
    expect(readdirSync(folder)).toEqual(['clave.json'])
  })
})
