import { describe, expect, it } from 'vitest'
import { filesUnder, foldersUnder, linesWith, read, SOURCE_FOLDERS } from './sources.ts'

const SOURCE = SOURCE_FOLDERS.flatMap((folder) => filesUnder(folder, ['.ts', '.tsx', '.css', '.html']))
const CODE = [
  ...SOURCE,
  ...filesUnder('tests', ['.ts', '.tsx']),
  ...filesUnder('scripts', ['.mjs', '.mts', '.json']),
]
/** Written in two pieces so that this file does not hold the word itself. */
const UNFINISHED = new RegExp(
  `\\b(${['TO', 'FIX'].map((start) => start + (start === 'TO' ? 'DO' : 'ME')).join('|')})\\b`,
)
const MACHINE_PATH = /(?<![\w.~}])\/(?:home|Users|root|mnt|work)\/[\w.-]|\b[A-Z]:\\{1,2}Users/

describe('house rules', () => {
  it('nothing is left for later in a comment', () => {
    expect(linesWith(CODE, UNFINISHED)).toEqual([])
  })

  it('no barrels: what is imported is named by its own file', () => {
    expect(CODE.filter((path) => /(^|\/)index\.(ts|tsx|mjs)$/.test(path))).toEqual([])
  })

  it('no drawer for anything: nothing is called utils, common, helpers or misc', () => {
    const drawer = /(^|\/)(utils?|common|helpers?|misc|shared)(\.[a-z.]+)?$/
    const folders = [...SOURCE_FOLDERS, 'tests'].flatMap(foldersUnder)
    expect([...folders, ...CODE].filter((path) => drawer.test(path))).toEqual([])
  })

  it('no path of one machine', () => {
    // The preview of the components shows made-up data, among them a folder of a made-up person.
    const code = CODE.filter((path) => !path.startsWith('tests/ui-preview/'))
    const text = [...code, ...filesUnder('docs', ['.md']), ...filesUnder('.ci'), 'README.md', 'package.json']
    expect(linesWith(text, MACHINE_PATH)).toEqual([])
  })

  it('names of files are kebab-case', () => {
    const odd = CODE.filter((path) => !/^(tests\/fixtures\/|scripts\/)?[a-z0-9/.-]+$/.test(path))
    expect(odd).toEqual([])
  })

  it('no test is left alone or set aside', () => {
    const tests = filesUnder('tests', ['.test.ts', '.spec.ts'])
    expect(linesWith(tests, /\b(?:it|test|describe)\.only\(|\b(?:it|test|describe)\.skip\(\s*['`"]/)).toEqual(
      [],
    )
  })
})

/** Keys of the RIPS JSON, read where they are declared. */
function ripsKeys(): string[] {
  const keys = [...read('src-main/integrations/muv/wire.ts').matchAll(/^ {2}([a-z][A-Za-z0-9]+): /gm)].map(
    ([, key]) => key ?? '',
  )
  // Only the abbreviated ones: `consecutivo` or `tipoUsuario` are also words of the domain.
  return [...new Set(keys)].filter((key) => /^(num|cod|vr|nomCod|nomTec|id)[A-Z]/.test(key))
}

describe('wire names', () => {
  const elsewhere = SOURCE.filter(
    (path) => /\.tsx?$/.test(path) && !/^src-main\/(integrations|practice)\//.test(path),
  )
  /** Without comments, which may say what a field ends up being. */
  const holds = (path: string, pattern: RegExp) =>
    pattern.test(
      read(path)
        .replaceAll(/\/\*[\s\S]*?\*\//g, '')
        .replaceAll(/(^|\s)\/\/.*$/gm, ''),
    )

  it('of UBL, DIAN and the signature stand only under integrations and practice', () => {
    const ubl = /\b(cbc|cac|sts|ext|xades|xades141|ds|wsse|wsu|wcf):[A-Za-z]/
    expect(holds('src-main/integrations/dian/factura/factura.ts', /\bcbc\(/)).toBe(true)
    expect(elsewhere.filter((path) => holds(path, ubl))).toEqual([])
  })

  it('of RIPS stand only under integrations and practice', () => {
    const keys = ripsKeys()
    expect(keys).toContain('numDocumentoIdObligado')
    expect(keys.length).toBeGreaterThan(30)
    const pattern = new RegExp(`\\b(${keys.join('|')})\\b`)
    expect(elsewhere.filter((path) => holds(path, pattern))).toEqual([])
  })
})
