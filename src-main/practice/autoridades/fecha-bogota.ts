/** Bogotá date of an instant, `AAAA-MM-DD`. Bogotá keeps UTC-5 all year. */
export function fechaBogota(instante: Date): string {
  return enBogota(instante).slice(0, 10)
}

/** Bogotá time of an instant as DIAN writes it, `HH:MM:SS-05:00`. */
export function horaBogota(instante: Date): string {
  return `${enBogota(instante).slice(11, 19)}-05:00`
}

/** Days from one `AAAA-MM-DD` to another; negative when `hasta` is earlier. */
export function diasEntreFechas(desde: string, hasta: string): number {
  return Math.round((Date.parse(hasta) - Date.parse(desde)) / 86_400_000)
}

function enBogota(instante: Date): string {
  return new Date(instante.getTime() - 5 * 3_600_000).toISOString()
}
