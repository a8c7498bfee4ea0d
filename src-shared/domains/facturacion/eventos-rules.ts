import { addDays, formatFecha, type LocalDate } from '../../kernel/dates.ts'
import type { CodigoEvento, ConceptoReclamo } from '../finanzas/eventos.ts'
import { type EstadoEvento, limiteParaResponder } from '../finanzas/rules.ts'
import type { DocumentoFactura } from './schemas.ts'

/** An event of an own invoice as DIAN told it. */
export interface EventoOido {
  readonly codigo: CodigoEvento
  /** Bogotá date of the event; null when DIAN did not say it. */
  readonly fecha: LocalDate | null
  readonly cude: string | null
  readonly concepto: ConceptoReclamo | null
  /** Bogotá date of the first answer that told it. */
  readonly oidoEl: LocalDate
}

export type SituacionPagador =
  | 'sin-eventos'
  | 'acusada'
  | 'recibida'
  | 'aceptada'
  | 'reclamada'
  | 'aceptada-tacita'

/** What is known of the events of an own invoice. */
export interface EventosConocidos {
  readonly eventos: readonly EventoOido[]
  /** Bogotá date of the last answer of DIAN that was understood; null when it was never asked. */
  readonly consultadoEl: LocalDate | null
  /** The tacit acceptance (034) that stands, when there is one. */
  readonly declarada: EstadoEvento | null
}

/** Why the tacit acceptance cannot be declared now, and what to do. */
export interface Impedimento {
  readonly que: string
  readonly remedio: string
}

/** Invoices of which the buyer answers with events: on credit, to somebody with NIT (Decreto 1074 de 2015 art. 2.2.2.53.2). */
export function tieneEventosDelPagador({
  pago,
  adquiriente,
}: Pick<DocumentoFactura, 'pago' | 'adquiriente'>): boolean {
  return pago.forma === '2' && adquiriente.tipoDocumento === 'NI'
}

export function situacionPagador({ eventos, declarada }: EventosConocidos): SituacionPagador {
  const oido = (codigo: CodigoEvento) => eventos.some((uno) => uno.codigo === codigo)
  if (oido('031')) return 'reclamada'
  if (oido('033')) return 'aceptada'
  if (oido('034') || declarada === 'registrado') return 'aceptada-tacita'
  if (oido('032')) return 'recibida'
  return oido('030') ? 'acusada' : 'sin-eventos'
}

/**
 * First day on which the silence of the buyer counts: the one after the term that runs from the receipt (032). Without its date the
 * term is counted from when DIAN first told it, which is never earlier. Null without receipt, or when somebody already spoke.
 */
export function tacitaDesde({ eventos, declarada }: EventosConocidos): LocalDate | null {
  if (declarada !== null && declarada !== 'rechazado') return null
  if (eventos.some(({ codigo }) => codigo === '031' || codigo === '033' || codigo === '034')) return null
  const recibo = eventos.find(({ codigo }) => codigo === '032')
  return recibo === undefined ? null : addDays(limiteParaResponder(recibo.fecha ?? recibo.oidoEl), 1)
}

/** Null when the tacit acceptance can be declared on `hoy`. It is sworn, so DIAN must have been asked after the term ended. */
export function impedimentoTacita(conocidos: EventosConocidos, hoy: LocalDate): Impedimento | null {
  const { eventos, consultadoEl, declarada } = conocidos
  const oido = (codigo: CodigoEvento) => eventos.some((uno) => uno.codigo === codigo)
  if (oido('031'))
    return {
      que: 'El pagador reclamó la factura: no hay aceptación tácita.',
      remedio: 'Resuelva el reclamo con el pagador; si hay que cambiar el valor, haga una nota crédito.',
    }
  if (oido('033'))
    return {
      que: 'El pagador ya aceptó la factura expresamente.',
      remedio: 'No hace falta declarar nada.',
    }
  if (oido('034') || (declarada !== null && declarada !== 'rechazado'))
    return {
      que: 'La aceptación tácita de esta factura ya se declaró.',
      remedio: 'En este panel se ve si la DIAN la registró.',
    }
  const desde = tacitaDesde(conocidos)
  if (desde === null)
    return {
      que: 'El pagador no ha registrado el recibo del servicio (evento 032).',
      remedio: 'Pídaselo: desde ese recibo corren los tres días hábiles para aceptar o reclamar.',
    }
  if (hoy < desde)
    return {
      que: `El pagador todavía puede aceptar o reclamar: la aceptación tácita se puede declarar desde el ${formatFecha(desde)}.`,
      remedio: 'Espere a esa fecha: se le avisará en Hoy.',
    }
  if (consultadoEl === null || consultadoEl < desde)
    return {
      que: 'La última consulta a la DIAN es de antes de que terminara el plazo del pagador.',
      remedio: 'Consulte los eventos en la DIAN: lo que se declara es bajo la gravedad de juramento.',
    }
  return null
}
