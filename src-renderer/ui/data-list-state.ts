import type { ReactNode } from 'react'
import { foldText } from '../../src-shared/kernel/text-folding.ts'

export interface DataListColumn<T> {
  readonly id: string
  readonly header: string
  /** Track of a CSS grid: `96px`, `2fr`, `minmax(120px, 1fr)` (default). */
  readonly width?: string | undefined
  readonly align?: 'start' | 'end' | 'center' | undefined
  readonly cell: (row: T) => ReactNode
  /** Text that the filter searches; columns without it are not searched. */
  readonly text?: ((row: T) => string) | undefined
  /** Makes the column sortable. */
  readonly sortBy?: ((row: T) => string | number | null) | undefined
  readonly hiddenByDefault?: boolean | undefined
  /** Leaves by itself when the list is too narrow: 1 goes first. Columns without it always stay. */
  readonly dropOrder?: number | undefined
}

export interface SortState {
  readonly column: string
  readonly descending: boolean
}

export interface ListPreferences {
  readonly sort: SortState | null
  readonly hidden: readonly string[] | null
}

export function isListPreferences(value: unknown): value is ListPreferences {
  return typeof value === 'object' && value !== null && 'sort' in value && 'hidden' in value
}

/** Where a person was in a list, so that going back lands on the same row. Kept while the program is open. */
export interface ListPlace {
  readonly row: string | null
  readonly filter: string
}
export const places = new Map<string, ListPlace>()

const GAP = 12
const NARROWEST = 96

/** px under which the columns do not fit and the list scrolls sideways: the least of each track, the gaps and the edges. */
export function leastWidth(tracks: readonly string[]): number {
  const least = tracks.map((track) => Number(/(\d+)px/.exec(track)?.[1] ?? NARROWEST))
  return least.reduce((sum, width) => sum + width + GAP, GAP)
}

/** The columns that fit in this width (px): the droppable ones leave in their order until the rest fits. */
export function fittingColumns<T>(
  columns: readonly DataListColumn<T>[],
  width: number,
): readonly DataListColumn<T>[] {
  const droppable = columns
    .filter((column) => column.dropOrder !== undefined)
    .sort((a, b) => (a.dropOrder ?? 0) - (b.dropOrder ?? 0))
  let kept = columns
  for (const next of droppable) {
    if (width === 0 || leastWidth(kept.map((column) => column.width ?? '')) <= width) return kept
    kept = kept.filter((column) => column !== next)
  }
  return kept
}

/** Rows whose text holds every typed word, accents and case aside. */
export function filterRows<T>(
  rows: readonly T[],
  columns: readonly DataListColumn<T>[],
  filter: string,
): readonly T[] {
  const words = foldText(filter).split(' ').filter(Boolean)
  if (words.length === 0) return rows
  const searched = columns.flatMap((column) => (column.text === undefined ? [] : [column.text]))
  return rows.filter((row) => {
    const text = foldText(searched.map((read) => read(row)).join(' '))
    return words.every((word) => text.includes(word))
  })
}

/** Stable sort in Spanish order; missing values go last either way. */
export function sortRows<T>(
  rows: readonly T[],
  columns: readonly DataListColumn<T>[],
  sort: SortState | null,
): readonly T[] {
  const by = columns.find((column) => column.id === sort?.column)?.sortBy
  if (by === undefined || sort === null) return rows
  const direction = sort.descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const [x, y] = [by(a), by(b)]
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1
    if (typeof x === 'number' && typeof y === 'number') return (x - y) * direction
    return ORDER.compare(String(x), String(y)) * direction
  })
}

const ORDER = new Intl.Collator('es-CO', { numeric: true, sensitivity: 'base' })

/** `12 de 500 facturas`, `3 elegidas · 500 facturas`. */
export function countText(
  shown: number,
  total: number,
  noun: readonly [string, string],
  chosen: number,
): string {
  const format = (n: number) => n.toLocaleString('es-CO')
  const word = total === 1 ? noun[0] : noun[1]
  const count = shown === total ? `${format(total)} ${word}` : `${format(shown)} de ${format(total)} ${word}`
  return chosen === 0 ? count : `${format(chosen)} elegidas · ${count}`
}
