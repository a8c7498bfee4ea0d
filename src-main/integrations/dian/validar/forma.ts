import type { XmlDocument } from 'libxml2-wasm'
import { NS } from '../namespaces.ts'
import type { ClaseDocumento } from '../reglas/espejo.ts'
import { queryUbl } from '../ubl-query.ts'

/** What changes from one kind of document to another: the same rules read an invoice or a note through these names. */
export interface FormaDocumento {
  readonly clase: ClaseDocumento
  /** Root element. */
  readonly raiz: 'Invoice' | 'CreditNote' | 'DebitNote'
  readonly linea: string
  readonly cantidad: string
  /** Group of the monetary totals. */
  readonly totales: 'LegalMonetaryTotal' | 'RequestedMonetaryTotal'
  /** Element of the type code and the codes it may have (tabla 13.1.3); a nota débito has none. */
  readonly tipo?: { readonly elemento: string; readonly codigos: readonly string[] }
  /** Literal of ProfileID (part 2.4 of our reference). */
  readonly perfil: string
}

const FORMAS: Readonly<Record<string, FormaDocumento>> = {
  [NS.invoice]: {
    clase: 'factura',
    raiz: 'Invoice',
    linea: 'InvoiceLine',
    cantidad: 'InvoicedQuantity',
    totales: 'LegalMonetaryTotal',
    tipo: { elemento: 'InvoiceTypeCode', codigos: ['01', '02', '03', '04'] },
    perfil: 'DIAN 2.1: Factura Electrónica de Venta',
  },
  [NS.creditNote]: {
    clase: 'nota-credito',
    raiz: 'CreditNote',
    linea: 'CreditNoteLine',
    cantidad: 'CreditedQuantity',
    totales: 'LegalMonetaryTotal',
    tipo: { elemento: 'CreditNoteTypeCode', codigos: ['91'] },
    perfil: 'DIAN 2.1: Nota Crédito de Factura Electrónica de Venta',
  },
  [NS.debitNote]: {
    clase: 'nota-debito',
    raiz: 'DebitNote',
    linea: 'DebitNoteLine',
    cantidad: 'DebitedQuantity',
    totales: 'RequestedMonetaryTotal',
    perfil: 'DIAN 2.1: Nota Débito de Factura Electrónica de Venta',
  },
}

/** Documento soporte and its nota de ajuste: the elements of an invoice and of a nota crédito, with a type code that tells them apart. */
const FORMAS_SOPORTE: Readonly<Record<string, FormaDocumento>> = {
  '05': {
    clase: 'soporte',
    raiz: 'Invoice',
    linea: 'InvoiceLine',
    cantidad: 'InvoicedQuantity',
    totales: 'LegalMonetaryTotal',
    tipo: { elemento: 'InvoiceTypeCode', codigos: ['05'] },
    perfil: 'DIAN 2.1: documento soporte en adquisiciones efectuadas a no obligados a facturar.',
  },
  '95': {
    clase: 'nota-ajuste',
    raiz: 'CreditNote',
    linea: 'CreditNoteLine',
    cantidad: 'CreditedQuantity',
    totales: 'LegalMonetaryTotal',
    tipo: { elemento: 'CreditNoteTypeCode', codigos: ['95'] },
    perfil:
      'DIAN 2.1: Nota de ajuste al documento soporte en adquisiciones efectuadas a sujetos no obligados a expedir factura o documento equivalente',
  },
}

/** The shape of an open document; `undefined` when it is neither an invoice nor a note. */
export function formaDe(doc: XmlDocument): FormaDocumento | undefined {
  const forma = FORMAS[doc.root.namespaceUri]
  if (forma?.raiz !== doc.root.name) return undefined
  const tipo = forma.tipo === undefined ? '' : queryUbl(doc).text(`/*/cbc:${forma.tipo.elemento}`)
  const soporte = FORMAS_SOPORTE[tipo]
  return soporte?.raiz === forma.raiz ? soporte : forma
}
