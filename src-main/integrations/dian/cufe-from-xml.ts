import type { XmlDocument } from 'libxml2-wasm'
import { ok, type Result } from '../../../src-shared/kernel/result.ts'
import { withXmlDocument, type XmlReadError } from '../../core/xml/read.ts'
import { cadenaCufe, cudeEvento, cuds, sha384 } from './cufe.ts'
import { NS } from './namespaces.ts'
import { queryUbl } from './ubl-query.ts'

/** What the CUFE (or CUDE) of a document is, against what it says it is. */
export interface CufeDeXml {
  /** `cufe` takes the technical key; the others the PIN. */
  readonly clase: 'cufe' | 'cude' | 'cuds' | 'cude-evento'
  readonly calculado: string
  readonly declarado: string
  readonly igual: boolean
  /** A text in cbc:Note whose hash is the declared value: the document was changed after it was computed. */
  readonly cadenaEnNota?: string
}

/** The file is XML but no document that has a CUFE. */
export interface SinCufe {
  readonly codigo: 'NO_TIENE_CUFE'
  readonly mensaje: string
}

/**
 * Recomputes the CUFE, CUDE or CUDS of an Invoice, CreditNote, DebitNote or event from its own fields.
 * @param clave technical key for invoices 01, 02 and 04; PIN of the software for the rest
 */
export function cufeFromXml(xml: Uint8Array, clave: string): Result<CufeDeXml, XmlReadError | SinCufe> {
  const read = withXmlDocument(xml, (doc) => cufeOfDocument(doc, clave))
  if (!read.ok) return read
  if (read.value !== undefined) return ok(read.value)
  return {
    ok: false,
    error: {
      codigo: 'NO_TIENE_CUFE',
      mensaje:
        'El archivo no es una factura, una nota ni un evento de la DIAN, por eso no tiene CUFE. Revise que sea el archivo correcto.',
    },
  }
}

/** Same, on a document already open; `undefined` when its root has no CUFE. */
export function cufeOfDocument(doc: XmlDocument, clave: string): CufeDeXml | undefined {
  const { text, elements } = queryUbl(doc)
  const declarado = text('/*/cbc:UUID')
  const comunes = {
    numero: text('/*/cbc:ID'),
    fecha: text('/*/cbc:IssueDate'),
    hora: text('/*/cbc:IssueTime'),
  }
  const root = doc.root
  if (declarado === '') return undefined
  let clase: CufeDeXml['clase']
  let calculado: string
  if (root.namespaceUri === NS.applicationResponse) {
    clase = 'cude-evento'
    calculado = cudeEvento({
      ...comunes,
      nitEmisor: text('/*/cac:SenderParty/cac:PartyTaxScheme/cbc:CompanyID'),
      nitReceptor: text('/*/cac:ReceiverParty/cac:PartyTaxScheme/cbc:CompanyID'),
      evento: text('/*/cac:DocumentResponse/cac:Response/cbc:ResponseCode'),
      documentoReferido: text('/*/cac:DocumentResponse/cac:DocumentReference/cbc:ID'),
      tipoReferido: text('/*/cac:DocumentResponse/cac:DocumentReference/cbc:DocumentTypeCode'),
      pin: clave,
    })
  } else {
    const total = TOTAL_GROUP[root.namespaceUri]
    if (total === undefined) return undefined
    clase = claseDe(root.namespaceUri, text('/*/cbc:InvoiceTypeCode'), text('/*/cbc:CreditNoteTypeCode'))
    const impuesto = (tributo: string): string =>
      text(
        `/*/cac:TaxTotal[cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID='${tributo}']/cbc:TaxAmount`,
      ) || '0.00'
    const valores = {
      ...comunes,
      valor: text(`/*/cac:${total}/cbc:LineExtensionAmount`),
      iva: impuesto('01'),
      total: text(`/*/cac:${total}/cbc:PayableAmount`),
      ambiente: text('/*/cbc:ProfileExecutionID'),
    }
    const vende = text('/*/cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID')
    const compra = text('/*/cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID')
    calculado =
      clase === 'cuds'
        ? cuds({ ...valores, numeroVendedor: vende, nitComprador: compra, pin: clave })
        : sha384(
            cadenaCufe({
              ...valores,
              inc: impuesto('04'),
              ica: impuesto('03'),
              nitEmisor: vende,
              numeroAdquiriente: compra,
              clave,
            }),
          )
  }
  const igual = calculado === declarado
  const cadena = igual
    ? undefined
    : elements('/*/cbc:Note')
        .map((note) => note.content.trim())
        .find((note) => sha384(note) === declarado.toLowerCase())
  return { clase, calculado, declarado, igual, ...(cadena !== undefined && { cadenaEnNota: cadena }) }
}

function claseDe(ns: string, tipoFactura: string, tipoNota: string): 'cufe' | 'cude' | 'cuds' {
  if (ns === NS.creditNote) return tipoNota === '95' ? 'cuds' : 'cude'
  if (ns !== NS.invoice || tipoFactura === '03') return 'cude'
  return tipoFactura === '05' ? 'cuds' : 'cufe'
}

const TOTAL_GROUP: Readonly<Record<string, string>> = {
  [NS.invoice]: 'LegalMonetaryTotal',
  [NS.creditNote]: 'LegalMonetaryTotal',
  [NS.debitNote]: 'RequestedMonetaryTotal',
}
