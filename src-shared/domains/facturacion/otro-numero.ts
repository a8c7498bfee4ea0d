import { formatFecha, type LocalDate } from '../../kernel/dates.ts'

/** When a rejected invoice cannot be mended with the number it has (annex 1.9: FAD05, FAD09b; rule 90). Pure. */

export interface Rechazada {
  readonly tipo: string
  /** What DIAN said of the version that stands. */
  readonly hallazgos: readonly { readonly regla: string; readonly severidad: string }[]
  /** Last day of the range of its number, as it is on file. */
  readonly vigenciaHasta: LocalDate
}

const DEL_NUMERO: readonly { readonly regla: RegExp; readonly razon: string }[] = [
  { regla: /^FAD05/, razon: 'La DIAN no acepta este número, y corregir la factura no lo cambia.' },
  { regla: /^FAD09b$/, razon: 'La DIAN dice que la numeración de esta factura ya estaba vencida.' },
  { regla: /^90$/, razon: 'La DIAN ya tiene otra factura con este número.' },
]

/**
 * Why it needs another number; null while correcting it may serve. A paper of contingency keeps the number it was handed over with.
 * @param hoy day of Bogotá: what is corrected is dated that day
 */
export function razonOtroNumero(
  { tipo, hallazgos, vigenciaHasta }: Rechazada,
  hoy: LocalDate,
): string | null {
  if (tipo === '03') return null
  if (vigenciaHasta < hoy)
    return `La numeración de esta factura venció el ${formatFecha(vigenciaHasta)}: corregida con la fecha de hoy la DIAN la rechazaría otra vez.`
  const rechazos = hallazgos.filter(({ severidad }) => severidad === 'rechazo')
  return (
    DEL_NUMERO.find(({ regla }) => rechazos.some((hallazgo) => regla.test(hallazgo.regla)))?.razon ?? null
  )
}
