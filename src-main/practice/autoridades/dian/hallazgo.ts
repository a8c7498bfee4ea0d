/** One rule that a document breaks, as DIAN words it. */
export interface Hallazgo {
  readonly regla: string
  readonly severidad: 'Rechazo' | 'Notificación'
  readonly texto: string
}

export function rechazo(regla: string, texto: string): Hallazgo {
  return { regla, severidad: 'Rechazo', texto }
}

export function notificacion(regla: string, texto: string): Hallazgo {
  return { regla, severidad: 'Notificación', texto }
}

/** `Regla: FAD06, Rechazo: …`, the line of ErrorMessage. */
export function comoMensaje(hallazgo: Hallazgo): string {
  return `Regla: ${hallazgo.regla}, ${hallazgo.severidad}: ${hallazgo.texto}`
}

export function hayRechazo(hallazgos: readonly Hallazgo[]): boolean {
  return hallazgos.some((hallazgo) => hallazgo.severidad === 'Rechazo')
}
