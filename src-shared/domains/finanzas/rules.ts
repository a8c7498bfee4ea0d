import { addDiasHabiles } from '../../kernel/business-days.ts'
import type { LocalDate } from '../../kernel/dates.ts'
import type { CodigoEvento } from './eventos.ts'

/** Events that the acquirer makes; 034 is of the issuer. */
export type EventoComprador = Exclude<CodigoEvento, '034'>

/** Where an event stands with DIAN. */
export type EstadoEvento = 'firmado' | 'desconocido' | 'registrado' | 'rechazado'

/** What is known of one event of a purchase. */
export interface EventoHecho {
  readonly codigo: EventoComprador
  readonly estado: EstadoEvento
  /** Bogotá date on which it was made. */
  readonly fecha: LocalDate
}

export type EstadoCompra =
  | 'por-acusar'
  | 'acusada'
  | 'recibida'
  | 'aceptada'
  | 'aceptada-tacita'
  | 'reclamada'

/** Business days after the receipt of the good or service in which one may still claim (Decreto 1074 de 2015 art. 2.2.2.53.4; article to be confirmed, docs/incertidumbres-dian.md). */
const DIAS_TACITA = 3

/** Events that count: those that DIAN refused do not. */
function vigentes(eventos: readonly EventoHecho[]): readonly EventoHecho[] {
  return eventos.filter(({ estado }) => estado !== 'rechazado')
}

/** Which events may be made now, in the order of the law: 030, then 032, then 033 or 031. */
export function eventosPosibles(eventos: readonly EventoHecho[], hoy: LocalDate): readonly EventoComprador[] {
  const hechos = new Set(vigentes(eventos).map(({ codigo }) => codigo))
  if (hechos.has('033') || hechos.has('031')) return []
  if (!hechos.has('030')) return ['030']
  if (!hechos.has('032')) return ['032']
  const limite = limiteTacita(eventos)
  return limite !== null && hoy > limite ? [] : ['033', '031']
}

/** Last day to accept or claim what was received on a day. */
export function limiteParaResponder(recibo: LocalDate): LocalDate {
  return addDiasHabiles(recibo, DIAS_TACITA)
}

/** Last day to accept or claim; null until the good or service is received. */
export function limiteTacita(eventos: readonly EventoHecho[]): LocalDate | null {
  const recibo = vigentes(eventos).find(({ codigo }) => codigo === '032')
  return recibo === undefined ? null : limiteParaResponder(recibo.fecha)
}

/** In which state a purchase is by its events; tacit once the term passed without a word. */
export function estadoCompra(eventos: readonly EventoHecho[], hoy: LocalDate): EstadoCompra {
  const hechos = new Set(vigentes(eventos).map(({ codigo }) => codigo))
  if (hechos.has('031')) return 'reclamada'
  if (hechos.has('033')) return 'aceptada'
  const limite = limiteTacita(eventos)
  if (limite !== null) return hoy > limite ? 'aceptada-tacita' : 'recibida'
  return hechos.has('030') ? 'acusada' : 'por-acusar'
}
