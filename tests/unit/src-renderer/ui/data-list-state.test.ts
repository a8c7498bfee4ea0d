import { describe, expect, it } from 'vitest'
import {
  countText,
  type DataListColumn,
  filterRows,
  fittingColumns,
  leastWidth,
  sortRows,
} from '../../../../src-renderer/ui/data-list-state.ts'

interface Row {
  readonly nombre: string
  readonly valor: number | null
}

const rows: readonly Row[] = [
  { nombre: 'Íngrid Ñáñez', valor: 300 },
  { nombre: 'Ana Muñoz', valor: null },
  { nombre: 'Zoila Ángel', valor: 20 },
]

const columns: readonly DataListColumn<Row>[] = [
  {
    id: 'nombre',
    header: 'Nombre',
    width: '200px',
    cell: (r) => r.nombre,
    text: (r) => r.nombre,
    sortBy: (r) => r.nombre,
  },
  { id: 'valor', header: 'Valor', width: '100px', cell: (r) => r.valor, sortBy: (r) => r.valor },
]

const names = (list: readonly Row[]) => list.map((row) => row.nombre)

describe('listas', () => {
  it('el filtro encuentra todas las palabras, sin tildes ni mayúsculas', () => {
    expect(names(filterRows(rows, columns, 'nanez ing'))).toEqual(['Íngrid Ñáñez'])
    expect(filterRows(rows, columns, '  ')).toBe(rows)
    expect(filterRows(rows, columns, 'nadie')).toEqual([])
  })

  it('ordena en español y deja los vacíos al final en ambos sentidos', () => {
    expect(names(sortRows(rows, columns, { column: 'nombre', descending: false }))[1]).toBe('Íngrid Ñáñez')
    expect(names(sortRows(rows, columns, { column: 'valor', descending: false }))).toEqual([
      'Zoila Ángel',
      'Íngrid Ñáñez',
      'Ana Muñoz',
    ])
    expect(names(sortRows(rows, columns, { column: 'valor', descending: true })).at(-1)).toBe('Ana Muñoz')
    expect(sortRows(rows, columns, null)).toBe(rows)
  })

  it('la cuenta dice cuántos hay, cuántos se ven y cuántos están elegidos', () => {
    expect(countText(1, 1, ['factura', 'facturas'], 0)).toBe('1 factura')
    expect(countText(12, 1500, ['factura', 'facturas'], 0)).toBe('12 de 1.500 facturas')
    expect(countText(500, 500, ['factura', 'facturas'], 3)).toBe('3 elegidas · 500 facturas')
  })

  it('cuando no caben, salen primero las columnas que lo permiten, en su orden', () => {
    const three: readonly DataListColumn<Row>[] = [
      ...columns.slice(0, 1),
      { id: 'a', header: 'A', width: '100px', cell: () => null, dropOrder: 2 },
      { id: 'b', header: 'B', width: 'minmax(100px, 1fr)', cell: () => null, dropOrder: 1 },
    ]
    const ids = (width: number) => fittingColumns(three, width).map((column) => column.id)
    expect(ids(leastWidth(['200px', '100px', '100px']))).toEqual(['nombre', 'a', 'b'])
    expect(ids(leastWidth(['200px', '100px', '100px']) - 1)).toEqual(['nombre', 'a'])
    expect(ids(100)).toEqual(['nombre'])
    expect(ids(0), 'before the first measure everything stays').toHaveLength(3)
  })
})
