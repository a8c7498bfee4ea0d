// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual, so a table element cannot hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid owns the focus (aria-activedescendant)
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import type { DataListColumn, SortState } from './data-list-state.ts'

interface HeaderCellProps<T> {
  readonly column: DataListColumn<T>
  readonly sort: SortState | null
  readonly onSort: () => void
}

/** Title of a column; a click sorts by it. */
export function HeaderCell<T>({ column, sort, onSort }: HeaderCellProps<T>) {
  const isSorted = sort?.column === column.id
  const direction = sort?.descending ? 'descending' : 'ascending'
  const Arrow = sort?.descending ? IconChevronDown : IconChevronUp
  return (
    <div
      role="columnheader"
      className="data-list-celda"
      data-align={column.align}
      aria-sort={column.sortBy === undefined ? undefined : isSorted ? direction : 'none'}
    >
      {column.sortBy === undefined ? (
        <span className="recortado">{column.header}</span>
      ) : (
        <button type="button" className="data-list-orden recortado" onClick={onSort} tabIndex={-1}>
          <span className="recortado">{column.header}</span>
          {isSorted && <Arrow size={12} aria-hidden="true" />}
        </button>
      )}
    </div>
  )
}
