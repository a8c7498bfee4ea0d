import { read } from './sources.ts'

/** One row of src-shared/GLOSARIO.md. */
export interface Term {
  /** Forms of the word that names may hold: singular, plural, inflections. Without accents, lower case. */
  readonly forms: readonly string[]
  readonly gloss: string
  readonly source: string
  readonly where: string
}

export interface Glossary {
  readonly terms: readonly Term[]
  /** English words of mechanism that a name may hold. */
  readonly mechanism: ReadonlySet<string>
}

const ROW = /^\| *`([^|]+)` *\|([^|]+)\|([^|]+)\|([^|]+)\| *$/
const MECHANISM = /^Mechanism words: (.+)\.$/m

/** Reads the tables of the glossary: every row whose first cell is in backticks. */
export function parseGlossary(text: string): Glossary {
  const terms = text.split('\n').flatMap((line): Term[] => {
    const row = ROW.exec(line)
    if (!row) return []
    const [, forms = '', gloss = '', source = '', where = ''] = row
    return [
      {
        forms: forms
          .replaceAll('`', '')
          .split(',')
          .map((form) => form.trim()),
        gloss: gloss.trim(),
        source: source.trim(),
        where: where.trim(),
      },
    ]
  })
  const words = MECHANISM.exec(text)?.[1] ?? ''
  return { terms, mechanism: new Set(words.split(',').map((word) => word.trim())) }
}

export const glossary = parseGlossary(read('src-shared/GLOSARIO.md'))

/** The words of a name: `porFacturar`, `por_facturar` and `por-facturar` are `por` and `facturar`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '' && !/^\d+$/.test(word))
}

/** The words of a name that are neither in the glossary nor of mechanism. */
export function unknownWords(name: string, { terms, mechanism }: Glossary): string[] {
  const known = new Set(terms.flatMap(({ forms }) => forms))
  return wordsOf(name).filter((word) => !known.has(word) && !mechanism.has(word))
}
