import { formatDiaSemana, formatFecha, formatFechaHora, isLocalDate } from '../../src-shared/kernel/dates.ts'

interface FechaProps {
  /** A Bogotá date (`2026-11-21`) or a UTC instant in ISO; null shows a dash. */
  readonly value: string | null | undefined
  /** Adds the day of the week to a date: `sáb 21 nov 2026`. */
  readonly conDia?: boolean | undefined
}

/** Date or instant in words of the country, tabular figures. */
export function Fecha({ value, conDia = false }: FechaProps) {
  if (value === null || value === undefined || value === '') return <span className="atenuado">—</span>
  const soloFecha = isLocalDate(value)
  const text = soloFecha ? formatFecha(value) : formatFechaHora(value)
  return (
    <time className="tabular" dateTime={value} style={{ whiteSpace: 'nowrap' }}>
      {conDia && soloFecha ? `${formatDiaSemana(value)} ${text}` : text}
    </time>
  )
}
