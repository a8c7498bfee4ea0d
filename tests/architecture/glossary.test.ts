import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { glossary, parseGlossary, unknownWords, wordsOf } from './glossary.ts'
import { domainMigrations, tablesOf } from './migrations.ts'
import { filesUnder, foldersUnder, ROOT } from './sources.ts'

/** Names with the words of theirs that the glossary does not hold. */
const strangers = (names: readonly string[]) =>
  names.flatMap((name) => {
    const words = unknownWords(name, glossary)
    return words.length > 0 ? [`${name}: ${words.join(', ')}`] : []
  })

const lastPart = (path: string) => path.slice(path.lastIndexOf('/') + 1)

const contracts = await Promise.all(
  filesUnder('src-shared/domains', ['/contract.ts']).map(async (file) => {
    const module = (await import(join(ROOT, file))) as Record<string, unknown>
    const domain = file.split('/')[2] ?? ''
    return { domain, procedures: Object.keys((module[`${domain}Contract`] ?? {}) as object) }
  }),
)
const migrations = await domainMigrations()

describe('the glossary', () => {
  it('explains each term in English, names its source and says where it is used', () => {
    expect(glossary.terms.length).toBeGreaterThan(100)
    const bare = glossary.terms.filter(({ gloss, source, where }) => !gloss || !source || !where)
    expect(bare.map(({ forms }) => forms)).toEqual([])
  })

  it('has one concept for one word: no form stands in two rows', () => {
    const forms = glossary.terms.flatMap((term) => term.forms)
    expect(forms.filter((form, index) => forms.indexOf(form) !== index)).toEqual([])
    expect(forms.filter((form) => glossary.mechanism.has(form))).toEqual([])
  })

  it('writes names without accents and with ni for ñ', () => {
    expect(glossary.terms.flatMap(({ forms }) => forms).filter((form) => !/^[a-z0-9]+$/.test(form))).toEqual(
      [],
    )
  })

  it('points to folders and files that exist', () => {
    const paths = glossary.terms.flatMap(({ where }) =>
      [...where.matchAll(/`(src-[^`]+)`/g)].map(([, path]) => path),
    )
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter((path) => !existsSync(join(ROOT, path ?? '')))).toEqual([])
  })
})

describe('names', () => {
  it('of the folders of domains, integrations and practice are in the glossary', () => {
    const roots = [
      'src-main/domains',
      'src-main/integrations',
      'src-main/practice',
      'src-shared/domains',
      'src-renderer/domains',
    ]
    const folders = roots.flatMap(foldersUnder)
    expect(folders).toContain('src-main/domains/facturacion')
    expect(strangers(folders.map(lastPart))).toEqual([])
  })

  it('of a domain are the same word in the core, in the contracts and on the screens', () => {
    const domains = (side: string) => foldersUnder(side).filter((path) => path.split('/').length === 3)
    const known = new Set([...domains('src-main/domains'), ...domains('src-shared/domains')].map(lastPart))
    expect(
      domains('src-renderer/domains')
        .map(lastPart)
        .filter((name) => !known.has(name)),
    ).toEqual([])
    expect(contracts.map(({ domain }) => domain).filter((name) => !known.has(name))).toEqual([])
  })

  it('of the contracts and of their procedures are in the glossary', () => {
    expect(contracts.length).toBeGreaterThan(5)
    expect(contracts.filter(({ procedures }) => procedures.length === 0)).toEqual([])
    expect(strangers(contracts.flatMap(({ domain, procedures }) => [domain, ...procedures]))).toEqual([])
  })

  it('of the tables of the domains are in the glossary', () => {
    const tables = migrations.flatMap(({ sql }) => tablesOf(sql))
    expect(tables).toContain('facturas')
    expect(strangers(tables)).toEqual([])
  })

  it('of the mechanisms in core hold no word of the domain', () => {
    const ofDomain = new Set(
      glossary.terms.filter(({ source }) => !source.startsWith('Sigla')).flatMap(({ forms }) => forms),
    )
    const paths = filesUnder('src-main/core', ['.ts'])
    expect(
      paths.filter((path) => wordsOf(path.slice('src-main/core/'.length)).some((word) => ofDomain.has(word))),
    ).toEqual([])
  })
})

describe('the check itself', () => {
  const small = parseGlossary(
    ['| `factura, facturas` | invoice | ET | `src-main` |', '', 'Mechanism words: list, version.'].join('\n'),
  )

  it('sees a word that is not in the glossary, in every way of writing names', () => {
    expect(unknownWords('listFacturas', small)).toEqual([])
    expect(unknownWords('factura_versionadas', small)).toEqual(['versionadas'])
    expect(unknownWords('createInvoice', small)).toEqual(['create', 'invoice'])
    expect(unknownWords('0500-factura-list', small)).toEqual([])
  })
})
