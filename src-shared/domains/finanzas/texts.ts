import type { EstadoCompra, EstadoEvento, EventoComprador } from './rules.ts'

/** The words of the purchases, the one table every screen reads. */
export const ESTADOS_COMPRA = {
  'por-acusar': { texto: 'Por acusar recibo', tono: 'alerta' },
  acusada: { texto: 'Acusada', tono: 'pendiente' },
  recibida: { texto: 'Recibida, por aceptar', tono: 'alerta' },
  aceptada: { texto: 'Aceptada', tono: 'listo' },
  'aceptada-tacita': { texto: 'Aceptada por silencio', tono: 'listo' },
  reclamada: { texto: 'Reclamada', tono: 'error' },
} as const satisfies Record<EstadoCompra, { texto: string; tono: string }>

export const ESTADOS_EVENTO = {
  firmado: { texto: 'Por enviar a la DIAN', tono: 'pendiente' },
  desconocido: { texto: 'Enviado, respuesta desconocida', tono: 'alerta' },
  registrado: { texto: 'Registrado por la DIAN', tono: 'listo' },
  rechazado: { texto: 'Rechazado por la DIAN', tono: 'error' },
} as const satisfies Record<EstadoEvento, { texto: string; tono: string }>

/** What a person does, in the words of the button. */
export const ACTOS_COMPRA: Readonly<Record<EventoComprador, string>> = {
  '030': 'Acuse de recibo',
  '032': 'Recibí el servicio o bien',
  '033': 'Aceptar',
  '031': 'Reclamar',
}
