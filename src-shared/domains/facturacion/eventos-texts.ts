import type { CodigoEvento } from '../finanzas/eventos.ts'
import type { SituacionPagador } from './eventos-rules.ts'

/** Where an invoice stands with its buyer, in the words of the screen. */
export const SITUACIONES_PAGADOR = {
  'sin-eventos': { texto: 'El pagador no ha registrado nada', tono: 'neutro' },
  acusada: { texto: 'Acusó recibo de la factura', tono: 'pendiente' },
  recibida: { texto: 'Recibió el servicio, sin responder', tono: 'pendiente' },
  aceptada: { texto: 'Aceptada por el pagador', tono: 'listo' },
  reclamada: { texto: 'Reclamada por el pagador', tono: 'error' },
  'aceptada-tacita': { texto: 'Aceptada tácitamente', tono: 'listo' },
} as const satisfies Record<SituacionPagador, { texto: string; tono: string }>

/** What each event says, told of the buyer; the last one is ours. */
export const DICHOS_PAGADOR: Readonly<Record<CodigoEvento, string>> = {
  '030': 'Acusó recibo',
  '031': 'Reclamó',
  '032': 'Recibió el servicio',
  '033': 'Aceptó',
  '034': 'Aceptación tácita',
}

export const CONSULTAR_EVENTOS = 'Consultar eventos en la DIAN'
/** The act and its dialog. */
export const DECLARAR_TACITA = 'Declarar aceptación tácita'
