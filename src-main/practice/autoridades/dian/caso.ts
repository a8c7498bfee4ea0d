import type { Nodo } from './arbol.ts'
import type { RegistroDian } from './registro.ts'

/** One document before the judge. */
export interface Caso {
  readonly documento: Nodo
  readonly tipo: 'Invoice' | 'CreditNote' | 'DebitNote'
  /** cbc:ID, prefix included. */
  readonly numero: string
  readonly registro: RegistroDian
  /** Bogotá date of the judgement. */
  readonly hoy: string
  /** Bogotá date of the signature; '' when unknown. */
  readonly fechaDeFirma: string
  /** Whether DIAN accepted a document with this CUFE and this number before. */
  yaAceptado(cufe: string, numero: string): boolean
}

/** What is judged here: an invoice, a note, or an event of an invoice. */
export type TipoJuzgado = Caso['tipo'] | 'ApplicationResponse'

/** As DIAN names it in «La … ha sido autorizada». */
export function nombreDelDocumento(tipo: TipoJuzgado): string {
  return {
    Invoice: 'Factura electrónica',
    CreditNote: 'Nota Crédito electrónica',
    DebitNote: 'Nota Débito electrónica',
    ApplicationResponse: 'ApplicationResponse',
  }[tipo]
}
