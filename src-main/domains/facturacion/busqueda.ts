import { expressionBuilder } from 'kysely'
import type { Schema } from '../../core/database/schema.ts'
import { fragmentsOf } from '../../core/database/sqlite/fragment-index.ts'

/** Index of any part of number, name and document of an invoice; `rowid` grows with the date of issue. */
export const BUSQUEDA_FACTURAS = 'facturas_busqueda'

/** How many of the latest invoices a text of only one or two letters is looked for in. */
const RECIENTES = 2000

/** What was typed to find an invoice, and the way to look for it. */
export type TextoBuscado =
  | { readonly clase: 'todo' }
  | { readonly clase: 'cufe'; readonly cufe: string }
  /** Words that the index finds; shorter ones are looked for in what it found. */
  | { readonly clase: 'indice'; readonly palabras: readonly string[]; readonly cortas: readonly string[] }
  /** Too short for the index: only the latest invoices are looked at. */
  | { readonly clase: 'recientes'; readonly cortas: readonly string[]; readonly cuantas: number }

/** @param texto number, name, document or parts of them, in any order, accents aside; or a whole CUFE (or CUV, for RIPS) */
export function leerBusqueda(texto: string): TextoBuscado {
  const code = texto.trim().toLowerCase()
  if (/^[0-9a-f]{96}$/.test(code)) return { clase: 'cufe', cufe: code }
  const { indexed, short } = fragmentsOf(texto)
  if (indexed.length > 0) return { clase: 'indice', palabras: indexed, cortas: short }
  return short.length > 0 ? { clase: 'recientes', cortas: short, cuantas: RECIENTES } : { clase: 'todo' }
}

/** Pattern of LIKE for a text inside. The signs that LIKE reads as «anything» never come in a number or a name: they are dropped. */
export function containing(word: string): string {
  return `%${word.replaceAll(/[%_]/g, '')}%`
}

/** Instant of issue of the invoice that has so many after it; the beginning of time when there are fewer. */
export function desdeLasUltimas(cuantas: number) {
  const eb = expressionBuilder<Schema, never>()
  return eb.fn.coalesce(
    eb.selectFrom('facturas').select('emitida_en').orderBy('emitida_en', 'desc').limit(1).offset(cuantas),
    eb.val(''),
  )
}
