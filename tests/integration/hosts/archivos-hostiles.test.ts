import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentoAMano } from '../../fixtures/dian/documentos-a-mano.ts'

/** What `dian validar`, `firma verificar`, `cufe`, opening a container and importing a `.p12` do with a file made to harm. */
const CHILD = fileURLToPath(new URL('hostile-child.ts', import.meta.url))
const HEAP_MB = 96
/** Of the process over what it took to start and read the file. Most goes to XML of legal size that is nothing but attributes. */
const GROWTH_MB = 320
const MEGA = 1024 * 1024

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consultorio-hostil-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function openedBy(contenido: string | Uint8Array): { answers: string[]; megabytes: number } {
  const file = join(folder, 'archivo')
  writeFileSync(file, contenido)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, '--disable-warning=ExperimentalWarning', CHILD, file],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the door broke: ${stderr.slice(0, 2000)}`)
  return JSON.parse(stdout) as { answers: string[]; megabytes: number }
}

const factura = () => documentoAMano('factura')
const conDtd = (dtd: string) => factura().replace('<Invoice ', `<!DOCTYPE Invoice ${dtd}><Invoice `)
const bomba = `[<!ENTITY e0 "${'a'.repeat(1000)}">${Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')}]`

describe('archivos hechos para dañar', () => {
  it.each<[string, () => string | Uint8Array]>([
    ['que pide leer otro archivo (XXE)', () => conDtd('[<!ENTITY x SYSTEM "file:///etc/hostname">]')],
    ['que pide ir a la red (DTD externa)', () => conDtd('SYSTEM "http://127.0.0.1:9/x.dtd"')],
    ['con una bomba de entidades', () => conDtd(bomba).replace('>Escrita a mano<', '>&e12;<')],
    [
      'ZIP que crece mil veces al abrirlo',
      () => zipSync({ 'a.xml': new Uint8Array(64 * MEGA) }, { level: 9 }),
    ],
    ['de 100 MB', () => new Uint8Array(100 * MEGA).fill(0x20)],
    ['con elementos uno dentro de otro, 16 MB', () => '<a>'.repeat(5 * MEGA)],
    ['con elementos uno dentro de otro, cerrados', () => '<a>'.repeat(MEGA) + '</a>'.repeat(MEGA)],
    [
      'con un millón de atributos',
      () => `<a ${Array.from({ length: 900_000 }, (_, i) => `b${i}="1"`).join(' ')}/>`,
    ],
    ['en UTF-16', () => Buffer.from(`\uFEFF${factura()}`, 'utf16le')],
    ['en UTF-7 declarado', () => factura().replace('encoding="UTF-8"', 'encoding="UTF-7"')],
    ['DER anidado un millón de veces', () => Buffer.from('3080'.repeat(MEGA), 'hex')],
    ['DER que dice medir 2 GB', () => Buffer.from('30847fffffff020103', 'hex')],
    ['bytes al azar repetidos', () => Buffer.from('deadbeef'.repeat(MEGA), 'hex')],
  ])(
    '%s: ninguna puerta lo toma por bueno: cada una dice por qué, sin llenar la memoria',
    (_caso, contenido) => {
      const { answers, megabytes } = openedBy(contenido())
      for (const answer of answers) expect(answer).toMatch(/^[A-ZÁÉÍÓÚ].*\.$/s)
      expect(answers).toHaveLength(5)
      expect(answers).not.toContain('abierto')
      expect(megabytes).toBeLessThan(GROWTH_MB)
    },
    60_000,
  )
})
