import type { ReactNode } from 'react'
import './key-value.css'

export interface KeyValueItem {
  readonly label: string
  /** null or empty shows a dash, so that a missing datum is seen. */
  readonly value: ReactNode
}

interface KeyValueProps {
  readonly items: readonly KeyValueItem[]
  /** `lado`: label at the left of its value; `encima`: label above, for wide grids. */
  readonly layout?: 'lado' | 'encima' | undefined
  readonly columns?: 1 | 2 | 3 | 4 | undefined
}

/** Facts of a record, aligned. */
export function KeyValue({ items, layout = 'lado', columns = 1 }: KeyValueProps) {
  return (
    <dl
      className={`key-value key-value-${layout}`}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {items.map((item) => (
        <div key={item.label} className="key-value-par">
          <dt>{item.label}</dt>
          <dd>{item.value === null || item.value === undefined || item.value === '' ? '—' : item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
