import { createHash } from 'node:crypto'
import { en, hijos, type Nodo, texto } from './arbol.ts'

function sha384(cadena: string): string {
  return createHash('sha384').update(cadena, 'utf8').digest('hex')
}

/**
 * CUFE or CUDE recomputed from the document (annex 1.9 §11.1). `clave` is the technical key for invoices of types 01, 02 and 04,
 * the software PIN for notes and type 03. Amounts enter as they are written in the XML.
 */
export function claveUnica(documento: Nodo, clave: string): string {
  const totales = en(documento, 'LegalMonetaryTotal') ?? en(documento, 'RequestedMonetaryTotal')
  const impuesto = (codigo: string) => codigo + valorDeTributo(documento, codigo)
  return sha384(
    texto(documento, 'ID') +
      texto(documento, 'IssueDate') +
      texto(documento, 'IssueTime') +
      texto(totales, 'LineExtensionAmount') +
      impuesto('01') +
      impuesto('04') +
      impuesto('03') +
      texto(totales, 'PayableAmount') +
      texto(documento, 'AccountingSupplierParty/Party/PartyTaxScheme/CompanyID') +
      texto(documento, 'AccountingCustomerParty/Party/PartyTaxScheme/CompanyID') +
      clave +
      texto(documento, 'ProfileExecutionID'),
  )
}

/**
 * CUDS recomputed from the document (annex 1.1 of the documento soporte §14.1.1): IVA alone, the seller before the buyer, and the software
 * PIN.
 */
export function claveUnicaDeSoporte(documento: Nodo, pin: string): string {
  const totales = en(documento, 'LegalMonetaryTotal')
  const deParte = (parte: string) => texto(documento, `${parte}/Party/PartyTaxScheme/CompanyID`)
  return sha384(
    [
      ...['ID', 'IssueDate', 'IssueTime'].map((campo) => texto(documento, campo)),
      texto(totales, 'LineExtensionAmount'),
      `01${valorDeTributo(documento, '01')}`,
      texto(totales, 'PayableAmount'),
      deParte('AccountingSupplierParty'),
      deParte('AccountingCustomerParty'),
      pin,
      texto(documento, 'ProfileExecutionID'),
    ].join(''),
  )
}

function valorDeTributo(documento: Nodo, codigo: string): string {
  const total = hijos(documento, 'TaxTotal').find(
    (candidato) => texto(candidato, 'TaxSubtotal/TaxCategory/TaxScheme/ID') === codigo,
  )
  return total ? texto(total, 'TaxAmount') : '0.00'
}

/** Annex 1.9: SHA-384 of SoftwareID + PIN + document number. */
export function codigoSeguridadSoftware(softwareId: string, pin: string, numero: string): string {
  return sha384(softwareId + pin + numero)
}

/** CUDE of an ApplicationResponse. */
export function cudeDeRespuesta(partes: {
  readonly id: string
  readonly fecha: string
  readonly hora: string
  readonly emisor: string
  readonly receptor: string
  readonly codigo: string
  readonly numero: string
  readonly tipo: string
  readonly pin: string
}): string {
  const { id, fecha, hora, emisor, receptor, codigo, numero, tipo, pin } = partes
  return sha384(id + fecha + hora + emisor + receptor + codigo + numero + tipo + pin)
}
