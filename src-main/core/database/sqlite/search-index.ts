import { type RawBuilder, sql } from 'kysely'
import { foldText, soundKey, soundsAlike } from '../../../../src-shared/kernel/text-folding.ts'
import type { Db, Trx } from '../schema.ts'

/**
 * How a row answered a search, best first: a whole code, all words whole, all words as beginnings, by sound, with one letter
 * swapped, missing, extra or changed, or only as a fragment inside a word or a number.
 */
export type SearchTier = 'codigo' | 'palabra' | 'comienzo' | 'sonido' | 'una-letra' | 'fragmento'

export interface SearchHit {
  /** Integer key of the indexed row. */
  readonly row: number
  readonly tier: SearchTier
}

/** What is indexed of one row: names to be found by sound, and codes (documents, phones) to be found as written. */
export interface SearchText {
  readonly words: readonly string[]
  readonly codes: readonly string[]
}

/** Sound keys shorter than this match whole only: two letters would bring half the names. */
const SHORTEST_SOUND_PREFIX = 3
const SHORTEST_WITH_EDITS = 4
const SHORTEST_FRAGMENT = 3
/** Alternative spellings of one typed word that join the query; more would only slow it. */
const MAX_ALTERNATIVES = 48
const MAX_TOKENS = 8

/**
 * SQL of a typo-tolerant index, for a migration. Tolerance lives in the vocabulary, not in the rows: people share a few
 * thousand words, so sound keys and the neighbourhood of one deletion (two words one edit apart share such a key) are kept
 * once per distinct word, and the full-text table holds exact words only.
 */
export function searchIndexSql(name: string): string {
  return `
    CREATE VIRTUAL TABLE ${name} USING fts5(
      words, codes, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4'
    );
    CREATE VIRTUAL TABLE ${name}_fragments USING fts5(
      text, content='', contentless_delete=1, tokenize='trigram'
    );
    CREATE TABLE ${name}_words (word TEXT PRIMARY KEY, sound TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX ${name}_words_by_sound ON ${name}_words (sound, word);
    CREATE TABLE ${name}_neighbours (
      key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word)
    ) STRICT, WITHOUT ROWID;
  `
}

/** Indexes a row, replacing what it had. Runs in the transaction that writes the row. */
export async function putSearchEntry(trx: Trx, name: string, row: number, text: SearchText): Promise<void> {
  const words = unique(text.words.flatMap(tokensOf))
  const codes = unique(text.codes.map(compact).filter((code) => code !== ''))
  await removeSearchEntry(trx, name, row)
  await sql`insert into ${sql.table(name)} (rowid, words, codes)
    values (${row}, ${words.join(' ')}, ${codes.join(' ')})`.execute(trx)
  await sql`insert into ${sql.table(`${name}_fragments`)} (rowid, text)
    values (${row}, ${[...words, ...codes].join(' ')})`.execute(trx)
  for (const word of words) await learnWord(trx, name, word)
}

/** Takes a row out of the index. Its words stay in the vocabulary: they harm nothing and others may use them. */
export async function removeSearchEntry(trx: Trx, name: string, row: number): Promise<void> {
  await sql`delete from ${sql.table(name)} where rowid = ${row}`.execute(trx)
  await sql`delete from ${sql.table(`${name}_fragments`)} where rowid = ${row}`.execute(trx)
}

/**
 * Rows that answer what was typed, best tier first and newest first within a tier. Each looser tier runs only while there is
 * room, so a good spelling costs two look-ups.
 */
export async function searchEntries(
  db: Db | Trx,
  name: string,
  typed: string,
  limit: number,
): Promise<SearchHit[]> {
  const code = codeIn(typed)
  const tokens = code ? [code] : tokensOf(typed).slice(0, MAX_TOKENS)
  if (tokens.length === 0) return []
  const found = new Map<number, SearchTier>()
  const add = async (tier: SearchTier, table: string, expression: string) => {
    if (found.size >= limit) return
    // Rows already found come back too, so ask for as many more.
    const rows = await sql<{ row: number }>`select rowid as row from ${sql.table(table)}
      where ${sql.table(table)} match ${expression} order by rowid desc limit ${limit + found.size}`.execute(
      db,
    )
    for (const { row } of rows.rows) if (found.size < limit && !found.has(row)) found.set(row, tier)
  }
  const joined = compact(typed)
  if (/\d/.test(joined)) await add('codigo', name, `codes : ${quoted(joined)}`)
  await add('palabra', name, tokens.map(quoted).join(' AND '))
  await add('comienzo', name, tokens.map(beginning).join(' AND '))
  const worded = tokens.some((token) => !/\d/.test(token))
  if (worded && found.size < limit) {
    const bySound = await alternatives(db, name, tokens, wordsBySound)
    await add('sonido', name, bySound.map(anyOf).join(' AND '))
    if (found.size < limit) {
      const byEdit = await alternatives(db, name, tokens, wordsByEdit)
      await add(
        'una-letra',
        name,
        tokens.map((_, i) => anyOf(unique([...(bySound[i] ?? []), ...(byEdit[i] ?? [])]))).join(' AND '),
      )
    }
  }
  if (tokens.every((token) => token.length >= SHORTEST_FRAGMENT))
    await add('fragmento', `${name}_fragments`, tokens.map(quoted).join(' AND '))
  return [...found].map(([row, tier]) => ({ row, tier }))
}

/** The statements a search runs, for the test that looks at their plans. */
export function searchStatements(name: string): RawBuilder<unknown>[] {
  return [
    sql`select rowid as row from ${sql.table(name)} where ${sql.table(name)} match 'ana*' order by rowid desc limit 20`,
    sql`select rowid as row from ${sql.table(`${name}_fragments`)}
      where ${sql.table(`${name}_fragments`)} match 'ana' order by rowid desc limit 20`,
    soundStatement(name, 'ana', true),
    neighbourStatement(name, ['ana', 'na', 'aa', 'an']),
  ]
}

async function learnWord(trx: Trx, name: string, word: string): Promise<void> {
  const sound = soundKey(word)
  const added = await sql`insert into ${sql.table(`${name}_words`)} (word, sound) values (${word}, ${sound})
    on conflict do nothing`.execute(trx)
  if (added.numAffectedRows === 0n || word.length < SHORTEST_WITH_EDITS - 1 || /\d/.test(word)) return
  const rows = neighbourKeys(word).map((key) => sql`(${key}, ${word})`)
  await sql`insert into ${sql.table(`${name}_neighbours`)} (key, word) values ${sql.join(rows)}
    on conflict do nothing`.execute(trx)
}

/** The word and its sound, each whole and with one letter out. Two texts one edit apart share at least one of them. */
function neighbourKeys(word: string): string[] {
  return unique([word, soundKey(word)].flatMap((base) => [base, ...deletions(base)]))
}

function deletions(text: string): string[] {
  return Array.from(text, (_, i) => text.slice(0, i) + text.slice(i + 1))
}

function alternatives(
  db: Db | Trx,
  name: string,
  tokens: readonly string[],
  look: (db: Db | Trx, name: string, token: string) => Promise<string[]>,
): Promise<string[][]> {
  return tokens.reduce<Promise<string[][]>>(async (before, token) => {
    const sofar = await before
    const found = /\d/.test(token) ? [] : await look(db, name, token)
    return [...sofar, [beginning(token), ...found.slice(0, MAX_ALTERNATIVES).map(quoted)]]
  }, Promise.resolve([]))
}

async function wordsBySound(db: Db | Trx, name: string, token: string): Promise<string[]> {
  const sound = soundKey(token)
  if (sound === '') return []
  const found = await soundStatement(name, sound, sound.length >= SHORTEST_SOUND_PREFIX).execute(db)
  return found.rows.map(({ word }) => word)
}

async function wordsByEdit(db: Db | Trx, name: string, token: string): Promise<string[]> {
  if (token.length < SHORTEST_WITH_EDITS - 1) return []
  const found = await neighbourStatement(name, neighbourKeys(token)).execute(db)
  return found.rows.map(({ word }) => word).filter((word) => soundsAlike(word, token))
}

function soundStatement(name: string, sound: string, prefix: boolean): RawBuilder<{ word: string }> {
  const end = prefix ? `${sound}\u{10ffff}` : sound
  return sql<{ word: string }>`select word from ${sql.table(`${name}_words`)}
    where sound >= ${sound} and sound <= ${end} order by sound, word limit ${MAX_ALTERNATIVES}`
}

function neighbourStatement(name: string, keys: readonly string[]): RawBuilder<{ word: string }> {
  return sql<{ word: string }>`select distinct word from ${sql.table(`${name}_neighbours`)}
    where key in (${sql.join(keys)})`
}

/** A document or phone typed with points, spaces, hyphens or +57: its digits. Undefined when there are letters. */
function codeIn(typed: string): string | undefined {
  const trimmed = typed.trim()
  if (!/^\+?[\d\s.,()-]+$/.test(trimmed)) return undefined
  const digits = compact(trimmed)
  return trimmed.startsWith('+57') && digits.length > 2 ? digits.slice(2) : digits || undefined
}

function tokensOf(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')
}

function compact(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, '')
}

function quoted(token: string): string {
  return `"${token}"`
}

function beginning(token: string): string {
  return `"${token}" *`
}

function anyOf(terms: readonly string[]): string {
  return `(${terms.join(' OR ')})`
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)]
}
