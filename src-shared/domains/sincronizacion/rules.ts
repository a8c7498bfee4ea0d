import { bogotaDate, formatFecha, formatHora } from '../../kernel/dates.ts'

/** How things stand in one sentence, for the top of the Bandeja de salida. Instants UTC. */
export function fraseEnvios(cuentas: {
  readonly porEnviar: number
  readonly inciertos: number
  readonly correosEnDuda: number
  readonly rechazados: number
  readonly sinConexionDesde: string | null
  readonly sinServicio: readonly { readonly autoridad: string; readonly desde: string }[]
}): string {
  const partes: string[] = []
  if (cuentas.porEnviar > 0) partes.push(`${cuentas.porEnviar} por enviar`)
  if (cuentas.inciertos > 0)
    partes.push(
      cuentas.inciertos === 1
        ? '1 con respuesta desconocida'
        : `${cuentas.inciertos} con respuesta desconocida`,
    )
  if (cuentas.correosEnDuda > 0)
    partes.push(
      cuentas.correosEnDuda === 1
        ? '1 correo que quizá llegó espera por usted'
        : `${cuentas.correosEnDuda} correos que quizá llegaron esperan por usted`,
    )
  if (cuentas.rechazados > 0)
    partes.push(
      cuentas.rechazados === 1
        ? '1 rechazado que espera por usted'
        : `${cuentas.rechazados} rechazados que esperan por usted`,
    )
  if (cuentas.sinConexionDesde) partes.push(`sin conexión ${desdeCuando(cuentas.sinConexionDesde)}`)
  for (const { autoridad, desde } of cuentas.sinServicio)
    partes.push(`${autoridad} fuera de servicio ${desdeCuando(desde)}`)
  return partes.length === 0 ? 'Todo entregado' : partes.join('; ')
}

function desdeCuando(instante: string): string {
  return `desde las ${formatHora(instante)} del ${formatFecha(bogotaDate(new Date(instante)))}`
}
