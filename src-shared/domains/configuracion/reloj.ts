/** The clock of this computer against that of DIAN, whose messages carry a term of minutes (dian.md 5.2). */

/** Seconds of difference that need no word: what the network takes, and a clock set by hand. */
export const TOLERANCIA_RELOJ_SEGUNDOS = 120

export const REMEDIO_RELOJ =
  'En Windows: Inicio › Configuración › Hora e idioma › Fecha y hora; active «Ajustar la hora automáticamente», deje la zona horaria en Bogotá y pulse «Sincronizar ahora».'

/** @param segundos positive when this computer is ahead. @returns undefined when it is close enough */
export function describirDesfase(segundos: number | null): string | undefined {
  if (segundos === null || Math.abs(segundos) <= TOLERANCIA_RELOJ_SEGUNDOS) return undefined
  return `El reloj de este computador está ${tiempo(Math.abs(segundos))} ${segundos > 0 ? 'adelantado' : 'atrasado'}`
}

function tiempo(segundos: number): string {
  const minutos = Math.round(segundos / 60)
  if (minutos < 120) return `${minutos} minutos`
  const horas = Math.round(minutos / 60)
  return horas < 48 ? `${horas} horas` : `${Math.round(horas / 24)} días`
}
