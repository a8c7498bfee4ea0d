import type { Parte } from './schemas.ts'

/** Who buys without saying who they are (annex 1.9, dian.md 2.6). Never in an invoice of health services: RIPS identifies each person. */
export const CONSUMIDOR_FINAL: Parte = {
  tipoPersona: '2',
  tipoDocumento: 'CC',
  numero: '222222222222',
  nombre: 'consumidor final',
  responsabilidades: ['R-99-PN'],
  tributo: 'ZZ',
}

/** Whether an invoice is to nobody in particular. */
export function esConsumidorFinal({ numero }: Pick<Parte, 'numero'>): boolean {
  return numero === CONSUMIDOR_FINAL.numero
}
