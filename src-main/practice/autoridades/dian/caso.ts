import type { Nodo } from './arbol.ts'
import type { RegistroDian } from './registro.ts'

/** One document before the judge. */
export interface Caso {
  readonly documento: Nodo
  readonly tipo: 'Invoice' | 'CreditNote' | 'DebitNote'
  /** A documento soporte (05) or its nota de ajuste (95), which have an annex of their own. */
  readonly soporte: boolean
  /** cbc:ID, prefix included. */
  readonly numero: string
  readonly registro: RegistroDian
  /** Bogotá date of the judgement. */
  readonly hoy: string
  /** Bogotá date of the signature; '' when unknown. */
  readonly fechaDeFirma: string
  /** Whether DIAN accepted a document with this CUFE and this number before. */
  yaAceptado(cufe: string, numero: string): boolean
  /** The accepted document with that code, as it arrived. */
  aceptadoCon(cufe: string): string | undefined
}

/** What is judged here: an invoice, a note, or an event of an invoice. */
export type TipoJuzgado = Caso['tipo'] | 'ApplicationResponse'

/** As DIAN names it in «La … ha sido autorizada». */
export function nombreDelDocumento(tipo: TipoJuzgado, soporte = false): string {
  if (soporte) return tipo === 'Invoice' ? 'documento soporte' : 'Nota de ajuste al documento soporte'
  return {
    Invoice: 'Factura electrónica',
    CreditNote: 'Nota Crédito electrónica',
    DebitNote: 'Nota Débito electrónica',
    ApplicationResponse: 'ApplicationResponse',
  }[tipo]
}
