// biome-ignore-all lint/a11y/noStaticElementInteractions: one place answers the keys of the filter and of the grid
// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual, so a table element cannot hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid owns the focus (aria-activedescendant)
import { Checkbox } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { ColumnsMenu } from './data-list-columns.tsx'
import { HeaderCell } from './data-list-header.tsx'
import { ListKeys, RowKeyNote } from './data-list-keys.tsx'
import { ListSkeleton } from './data-list-skeleton.tsx'
import {
  countText,
  type DataListColumn,
  filterRows,
  fittingColumns,
  isListPreferences,
  type ListPreferences,
  leastWidth,
  places,
  type SortState,
  sortRows,
} from './data-list-state.ts'
import { EmptyState } from './empty-state.tsx'
import { useHostKind } from './environment.tsx'
import { matchesShortcut } from './shortcut-keys.ts'
import type { Tone } from './tone.ts'
import { useDelayed } from './use-delayed.ts'
import { useRemembered } from './use-remembered.ts'
import './data-list.css'
import './tone.css'

export type { DataListColumn, SortState } from './data-list-state.ts'

/** One key that acts on the row in hand: `L` → `Llegó`. */
export interface RowKey<T> {
  readonly keys: string
  readonly label: string
  readonly run: (row: T) => void
}

interface DataListProps<T> {
  /** Name of the list in the program, unique: remembers sort, columns and place. */
  readonly id: string
  /** What it holds, read aloud: `Facturas de la semana`. */
  readonly label: string
  /** undefined while it has not arrived. */
  readonly rows: readonly T[] | undefined
  readonly rowKey: (row: T) => string
  readonly columns: readonly DataListColumn<T>[]
  /** `['factura', 'facturas']`, for the count. */
  readonly noun?: readonly [string, string] | undefined
  /** How many exist when `rows` is only a part of them. */
  readonly total?: number | undefined
  /** Enter, or double click. */
  readonly onOpen?: ((row: T) => void) | undefined
  readonly openLabel?: string | undefined
  /** Ctrl+Enter on the row in hand. */
  readonly onPrimary?: ((row: T) => void) | undefined
  readonly primaryLabel?: string | undefined
  /** The row in hand changed (to fill the detail panel); null when the list is empty. */
  readonly onActive?: ((row: T | null) => void) | undefined
  readonly rowKeys?: readonly RowKey<T>[] | undefined
  /** Chosen rows (Espacio, Shift+arrows, Ctrl+A); undefined turns selection off. */
  readonly selected?: ReadonlySet<string> | undefined
  readonly onSelected?: ((keys: ReadonlySet<string>) => void) | undefined
  /** Line at the left edge of a row that needs something. The row must also say it in words. */
  readonly rowTone?: ((row: T) => Tone | null) | undefined
  readonly defaultSort?: SortState | undefined
  readonly dense?: boolean | undefined
  /** Type-to-filter box; default true. */
  readonly filterable?: boolean | undefined
  /** The text is searched by the caller (100 000 patients): the list then shows `rows` as they come. */
  readonly onFilter?: ((text: string) => void) | undefined
  /** Controls between the filter and the count. */
  readonly toolbar?: ReactNode | undefined
  /** Shown instead of the rows: an `ErrorState`. */
  readonly error?: ReactNode | undefined
  /** Shown when there is nothing at all: an `EmptyState`. */
  readonly empty?: ReactNode | undefined
  readonly autoFocus?: boolean | undefined
}

const VIRTUAL_ABOVE = 200

/** Dense list worked from the keyboard: arrows, Enter, Ctrl+Enter, type to filter, sort, columns, selection. */
export function DataList<T>(props: DataListProps<T>) {
  const {
    id,
    label,
    rows,
    rowKey,
    columns,
    noun = ['registro', 'registros'],
    dense = false,
    filterable = true,
  } = props
  const hostKind = useHostKind()
  const domId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: measured, width } = useElementSize<HTMLDivElement>()
  const scrollerRef = useMergedRef(scroller, measured)
  const search = useRef<HTMLInputElement>(null)
  const fallback: ListPreferences = { sort: props.defaultSort ?? null, hidden: null }
  const [preferences, setPreferences] = useRemembered(`lista.${id}`, fallback, isListPreferences)
  const [filter, setFilter] = useState(places.get(id)?.filter ?? '')
  const [activeKey, setActiveKey] = useState<string | null>(places.get(id)?.row ?? null)
  const [anchor, setAnchor] = useState<string | null>(null)
  const waiting = useDelayed(rows === undefined && props.error === undefined)

  const hidden =
    preferences.hidden ?? columns.filter((column) => column.hiddenByDefault).map((column) => column.id)
  const room = width - (props.selected === undefined || width === 0 ? 0 : 40)
  const visible = fittingColumns(
    columns.filter((column) => !hidden.includes(column.id)),
    room,
  )
  const shown = useMemo(() => {
    const all = rows ?? []
    return sortRows(
      props.onFilter === undefined ? filterRows(all, columns, filter) : all,
      columns,
      preferences.sort,
    )
  }, [rows, columns, filter, preferences.sort, props.onFilter])
  const keys = useMemo(() => shown.map(rowKey), [shown, rowKey])

  // The row in hand stays in hand by its key; when it disappears, the one that took its place is.
  const lastIndex = useRef(0)
  const foundIndex = activeKey === null ? -1 : keys.indexOf(activeKey)
  const activeIndex = foundIndex >= 0 ? foundIndex : Math.min(lastIndex.current, keys.length - 1)
  const active = shown[activeIndex] ?? null
  const effectiveKey = keys[activeIndex] ?? null
  useEffect(() => {
    lastIndex.current = Math.max(activeIndex, 0)
    if (rows !== undefined) places.set(id, { row: effectiveKey, filter })
  })

  const { onActive } = props
  const reported = useRef<T | null | undefined>(undefined)
  useEffect(() => {
    if (rows === undefined || reported.current === active) return
    reported.current = active
    onActive?.(active)
  }, [rows, active, onActive])

  const rowHeight = dense ? 28 : 32
  const isVirtual = shown.length > VIRTUAL_ABOVE
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: isVirtual,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
  })

  const showRow = (index: number) => {
    if (isVirtual) virtualizer.scrollToIndex(index, { align: 'auto' })
    else document.getElementById(`${domId}-${keys[index]}`)?.scrollIntoView({ block: 'nearest' })
  }

  const cameBack = useRef(false)
  useEffect(() => {
    if (rows === undefined || cameBack.current) return
    cameBack.current = true
    if (activeIndex > 0) showRow(activeIndex)
    if (props.autoFocus) scroller.current?.focus({ preventScroll: true })
  })

  const selectRange = (from: number, to: number) => {
    const range = keys.slice(Math.min(from, to), Math.max(from, to) + 1)
    props.onSelected?.(new Set([...(props.selected ?? []), ...range]))
  }

  const moveTo = (index: number, extend: boolean) => {
    const target = Math.max(0, Math.min(index, keys.length - 1))
    const key = keys[target]
    if (key === undefined) return
    if (extend && props.selected !== undefined) {
      const start = anchor === null ? activeIndex : keys.indexOf(anchor)
      if (anchor === null) setAnchor(effectiveKey)
      selectRange(Math.max(start, 0), target)
    } else {
      setAnchor(null)
    }
    setActiveKey(key)
    showRow(target)
  }

  const toggle = (key: string) => {
    const next = new Set(props.selected)
    if (!next.delete(key)) next.add(key)
    props.onSelected?.(next)
  }

  const changeFilter = (text: string) => {
    setFilter(text)
    props.onFilter?.(text)
    setActiveKey(null)
    lastIndex.current = 0
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const inSearch = event.target === search.current
    if (!inSearch && event.target !== scroller.current) return
    if (handleMove(event) || handleAct(event, inSearch)) event.preventDefault()
  }

  const handleMove = (event: KeyboardEvent): boolean => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / rowHeight) - 2)
    const steps: Record<string, number> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + page,
      PageUp: activeIndex - page,
      ...(event.target === search.current ? {} : { Home: 0, End: keys.length - 1 }),
    }
    const target = steps[event.key]
    if (target === undefined || event.ctrlKey || event.altKey) return false
    moveTo(target, event.shiftKey)
    return true
  }

  const handleAct = (event: KeyboardEvent, inSearch: boolean): boolean => {
    const native = event.nativeEvent
    if (active !== null && props.onPrimary && matchesShortcut(native, 'Ctrl+Enter', hostKind)) {
      props.onPrimary(active)
      return true
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return selectAll(event, inSearch)
    if (event.key === 'Enter' && active !== null && props.onOpen) {
      props.onOpen(active)
      return true
    }
    if (event.key === 'Escape' && filter !== '') {
      changeFilter('')
      scroller.current?.focus({ preventScroll: true })
      return true
    }
    return !inSearch && handleLetter(event)
  }

  const selectAll = (event: KeyboardEvent, inSearch: boolean): boolean => {
    if (inSearch || props.selected === undefined || event.key.toLowerCase() !== 'a' || !event.ctrlKey)
      return false
    props.onSelected?.(new Set(keys))
    return true
  }

  const handleLetter = (event: KeyboardEvent): boolean => {
    if (event.key === ' ' && effectiveKey !== null && props.selected !== undefined) {
      toggle(effectiveKey)
      return true
    }
    const own = props.rowKeys?.find((rowKeyAction) =>
      matchesShortcut(event.nativeEvent, rowKeyAction.keys, hostKind),
    )
    if (own !== undefined && active !== null) {
      own.run(active)
      return true
    }
    if (!filterable || event.key.length !== 1 || event.key === ' ' || event.key === '?') return false
    search.current?.focus()
    changeFilter(filter + event.key)
    return true
  }

  const onRowClick = (event: MouseEvent, index: number) => {
    const key = keys[index]
    if (key === undefined) return
    if (event.shiftKey) return moveTo(index, true)
    if ((event.ctrlKey || event.metaKey) && props.selected !== undefined) toggle(key)
    moveTo(index, false)
  }

  const sortOn = (column: DataListColumn<T>) => {
    const current = preferences.sort
    const descending = current?.column === column.id ? !current.descending : false
    setPreferences({ ...preferences, sort: { column: column.id, descending } })
  }

  const track = [
    ...(props.selected === undefined ? [] : ['28px']),
    ...visible.map((c) => c.width ?? 'minmax(96px, 1fr)'),
  ]
  const gridTemplateColumns = track.join(' ')
  const minWidth = leastWidth(track)

  const renderRow = (index: number, offset: number | null) => {
    const row = shown[index]
    const key = keys[index]
    if (row === undefined || key === undefined) return null
    const tone = props.rowTone?.(row) ?? null
    const chosen = props.selected?.has(key) ?? false
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself owns the keyboard (aria-activedescendant)
      <div
        key={key}
        id={`${domId}-${key}`}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={props.selected === undefined ? index === activeIndex : chosen}
        className={tone === null ? 'data-list-fila' : `data-list-fila tono-${tone}`}
        data-activa={index === activeIndex || undefined}
        data-elegida={chosen || undefined}
        data-tono={tone ?? undefined}
        style={{
          gridTemplateColumns,
          ...(offset === null
            ? {}
            : { position: 'absolute', insetInline: 0, transform: `translateY(${offset}px)` }),
        }}
        onClick={(event) => onRowClick(event, index)}
        onDoubleClick={() => props.onOpen?.(row)}
      >
        {props.selected !== undefined && (
          <div role="gridcell" className="data-list-celda">
            <Checkbox
              size="xs"
              checked={chosen}
              onChange={() => toggle(key)}
              onClick={(event) => event.stopPropagation()}
              tabIndex={-1}
              aria-label="Elegir la fila"
            />
          </div>
        )}
        {visible.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className="data-list-celda recortado"
            data-align={column.align}
          >
            {column.cell(row)}
          </div>
        ))}
      </div>
    )
  }

  return (
    <div className="data-list" data-dense={dense || undefined} onKeyDown={onKeyDown} role="presentation">
      <ListKeys
        open={props.onOpen ? (props.openLabel ?? 'Abrir') : null}
        primary={props.onPrimary ? (props.primaryLabel ?? 'Acción principal de la fila') : null}
        selectable={props.selected !== undefined}
      />
      {props.rowKeys?.map((rowKeyAction) => (
        <RowKeyNote key={rowKeyAction.keys} keys={rowKeyAction.keys} label={rowKeyAction.label} />
      ))}
      <div className="data-list-barra">
        {filterable && (
          <div className="data-list-filtro">
            <IconSearch size={14} aria-hidden="true" />
            <input
              ref={search}
              value={filter}
              onChange={(event) => changeFilter(event.currentTarget.value)}
              placeholder="Filtrar: escriba"
              aria-label={`Filtrar ${label}`}
              spellCheck={false}
            />
            {filter !== '' && (
              <button type="button" onClick={() => changeFilter('')} aria-label="Quitar el filtro">
                <IconX size={12} aria-hidden="true" />
              </button>
            )}
          </div>
        )}
        {props.toolbar}
        <span className="data-list-cuenta tabular" role="status">
          {rows === undefined
            ? ''
            : countText(shown.length, props.total ?? rows.length, noun, props.selected?.size ?? 0)}
        </span>
        <ColumnsMenu
          columns={columns}
          hidden={hidden}
          onChange={(next) => setPreferences({ ...preferences, hidden: next })}
        />
      </div>
      <div
        ref={scrollerRef}
        className="data-list-cuerpo"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={shown.length + 1}
        aria-busy={rows === undefined}
        aria-multiselectable={props.selected === undefined ? undefined : true}
        aria-activedescendant={effectiveKey === null ? undefined : `${domId}-${effectiveKey}`}
        data-lista={id}
      >
        <div role="rowgroup" className="data-list-cabecera" style={{ minWidth }}>
          <div role="row" aria-rowindex={1} className="data-list-titulos" style={{ gridTemplateColumns }}>
            {props.selected !== undefined && (
              <div role="columnheader" className="data-list-celda">
                <span className="solo-lector">Elegida</span>
              </div>
            )}
            {visible.map((column) => (
              <HeaderCell
                key={column.id}
                column={column}
                sort={preferences.sort}
                onSort={() => sortOn(column)}
              />
            ))}
          </div>
        </div>
        {shown.length > 0 && (
          <div
            role="rowgroup"
            className="data-list-filas"
            style={
              isVirtual
                ? { minWidth, height: virtualizer.getTotalSize(), position: 'relative' }
                : { minWidth }
            }
          >
            {isVirtual
              ? virtualizer.getVirtualItems().map((item) => renderRow(item.index, item.start - rowHeight))
              : shown.map((_, index) => renderRow(index, null))}
          </div>
        )}
      </div>
      {waiting && <ListSkeleton dense={dense} />}
      {props.error}
      {rows !== undefined && shown.length === 0 && props.error === undefined && (
        <div className="data-list-vacia">
          {filter !== '' && (rows.length > 0 || props.onFilter !== undefined) ? (
            <EmptyState keys="Esc" keysLabel="quita el filtro" onAction={() => changeFilter('')}>
              Nada coincide con «{filter}».
            </EmptyState>
          ) : (
            (props.empty ?? <EmptyState>No hay {noun[1]}.</EmptyState>)
          )}
        </div>
      )}
    </div>
  )
}
