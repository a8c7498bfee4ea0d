import { type Centavos, formatPesos } from '../../src-shared/kernel/money.ts'

interface MoneyProps {
  /** Centavos; null shows a dash. */
  readonly value: Centavos | null | undefined
  /** `grande` is the amount that leads a money screen. */
  readonly size?: 'normal' | 'grande' | undefined
  readonly strong?: boolean | undefined
}

/** Amount in pesos with tabular figures: `$ 120.000`. */
export function Money({ value, size = 'normal', strong = false }: MoneyProps) {
  const style = {
    fontSize: size === 'grande' ? 'var(--fs-amount)' : undefined,
    fontWeight: strong || size === 'grande' ? 600 : undefined,
    letterSpacing: size === 'grande' ? '-0.02em' : undefined,
    whiteSpace: 'nowrap',
  } as const
  return (
    <span className="tabular" style={style}>
      {value === null || value === undefined ? '—' : formatPesos(value)}
    </span>
  )
}
