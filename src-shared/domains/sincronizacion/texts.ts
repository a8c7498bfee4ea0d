/** The words for each state of a queued item, the one table every screen reads (architecture, outbox). */
export const ESTADOS_ENVIO = {
  pendiente: { texto: 'Pendiente de envío', tono: 'pendiente' },
  enviando: { texto: 'Enviando', tono: 'pendiente' },
  aceptado: { texto: 'Aceptado', tono: 'listo' },
  rechazado: { texto: 'Rechazado', tono: 'error' },
  incierto: { texto: 'Enviada, respuesta desconocida', tono: 'alerta' },
  reemplazado: { texto: 'Reemplazado por una versión posterior', tono: 'neutro' },
} as const

export type EstadoEnvio = keyof typeof ESTADOS_ENVIO

/** To whom each kind of item goes. */
export const DESTINOS: Readonly<Record<string, string>> = {
  'dian.factura': 'DIAN',
  'dian.nota': 'DIAN',
  'dian.evento': 'DIAN',
  'dian.soporte': 'DIAN',
  'dian.evento-propio': 'DIAN',
  'muv.rips': 'Ministerio de Salud (MUV)',
  'correo.factura': 'Cliente (correo)',
}

/** Short name of the authority that an item goes to: `dian.factura`, «DIAN». */
export function autoridadDe(clase: string): string {
  return (clase.split('.', 1)[0] ?? clase).toUpperCase()
}
