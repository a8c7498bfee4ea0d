import { foldText, soundKey } from '../../../src-shared/kernel/text-folding.ts'

/** One row as the search sees it: folded words of its name and synonyms, and the sound of each. */
export interface Indexed<F> {
  readonly codigo: string
  readonly fila: F
  readonly words: readonly string[]
  readonly sounds: readonly string[]
  /** How many of the first words belong to the name itself; the rest are synonyms. */
  readonly named: number
  readonly preferida: boolean
}

export function index<F>(
  codigo: string,
  nombre: string,
  palabras: readonly string[],
  fila: F,
  preferida = false,
): Indexed<F> {
  const own = wordsOf(nombre)
  const words = [...own, ...palabras.flatMap(wordsOf)]
  return { codigo, fila, words, sounds: words.map(soundKey), named: own.length, preferida }
}

/**
 * Rows of a table that answer what was typed, best first: the code from its start, then every typed word as the beginning of a
 * word of the name, of a synonym, and last by sound («diavetes»). The tables fit in memory (26,000 rows with the full official
 * ones), where a walk over prepared words takes a few milliseconds and needs no index to keep in step.
 */
export function search<F>(rows: readonly Indexed<F>[], typed: string, limit: number): F[] {
  const texto = foldText(typed)
  if (texto === '') return rows.slice(0, limit).map((row) => row.fila)
  const code = texto.replaceAll(/[^a-z0-9]/g, '').toUpperCase()
  const tokens = wordsOf(texto)
  const tokenSounds = tokens.map(soundKey)
  const ranked: { readonly score: number; readonly order: number; readonly row: Indexed<F> }[] = []
  rows.forEach((row, order) => {
    const score = scoreOf(row, code, tokens, tokenSounds)
    if (score !== undefined) ranked.push({ score: score - (row.preferida ? 0.5 : 0), order, row })
  })
  ranked.sort((a, b) => a.score - b.score || a.order - b.order)
  return ranked.slice(0, limit).map(({ row }) => row.fila)
}

function scoreOf<F>(
  row: Indexed<F>,
  code: string,
  tokens: readonly string[],
  sounds: readonly string[],
): number | undefined {
  if (code.length >= 2 && row.codigo.startsWith(code)) return row.codigo === code ? 0 : 1
  if (tokens.length === 0) return undefined
  const named = row.words.slice(0, row.named)
  if (tokens.every((token) => named.some((word) => word.startsWith(token)))) {
    const first = named[0]?.startsWith(tokens[0] ?? '') ? 0 : 1
    return 2 + first + named.length / 100
  }
  if (tokens.every((token) => row.words.some((word) => word.startsWith(token)))) return 5
  if (sounds.every((sound) => sound.length >= 3 && row.sounds.some((own) => own.startsWith(sound)))) return 6
  return undefined
}

function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}
