import { totalesNota } from '../../../../src-shared/domains/facturacion/nota-rules.ts'
import type { ClaseNota, DocumentoNota } from '../../../../src-shared/domains/facturacion/nota-schemas.ts'
import { nombreConcepto } from '../../../../src-shared/domains/facturacion/nota-texts.ts'
import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import { element, type XmlContent, type XmlElement, xmlSlot } from '../../../core/xml/element.ts'
import type { DocumentoSinFirmar } from '../emitir-documento.ts'
import { extensionSalud } from '../extension-salud.ts'
import { headerAllowances } from '../factura/ajustes.ts'
import { extensionDian } from '../factura/extension-dian.ts'
import { horaConZona, huellaDe, textoQr } from '../factura/huella.ts'
import { taxTotals } from '../factura/impuestos.ts'
import { documentLines } from '../factura/lineas.ts'
import { paymentMeans } from '../factura/pagos.ts'
import { accountingCustomerParty, accountingSupplierParty } from '../factura/partes.ts'
import { monetaryTotal } from '../factura/totales.ts'
import { documentNamespaces } from '../namespaces.ts'
import { qrUrl } from '../qr.ts'
import { cac, cbc, currencyCode, ublExtension } from '../ubl.ts'

interface FormaNota {
  readonly raiz: 'CreditNote' | 'DebitNote'
  readonly namespaces: 'creditNote' | 'debitNote'
  readonly perfil: string
  readonly totales: 'LegalMonetaryTotal' | 'RequestedMonetaryTotal'
}

const FORMAS: Readonly<Record<ClaseNota, FormaNota>> = {
  credito: {
    raiz: 'CreditNote',
    namespaces: 'creditNote',
    perfil: 'DIAN 2.1: Nota Crédito de Factura Electrónica de Venta',
    totales: 'LegalMonetaryTotal',
  },
  debito: {
    raiz: 'DebitNote',
    namespaces: 'debitNote',
    perfil: 'DIAN 2.1: Nota Débito de Factura Electrónica de Venta',
    totales: 'RequestedMonetaryTotal',
  },
}

/**
 * UBL 2.1 CreditNote or DebitNote of annex 1.9 (§2.2 and §2.11 of our reference). Their XSDs order the elements in another way than
 * the invoice's, and the debit note has no type code (ZB01). The hash is a CUDE with the PIN of the software.
 */
export function buildNota(doc: DocumentoNota): DocumentoSinFirmar {
  const forma = FORMAS[doc.clase]
  const totales = totalesNota(doc)
  const ajustes = headerAllowances(doc, totales)
  const cude = huellaDe(doc, totales, doc.software.pin)
  const notas = doc.notas.map((nota) => cbc('Note', nota))
  const root: XmlElement = {
    ...element(
      forma.raiz,
      {},
      element(
        'ext:UBLExtensions',
        {},
        extensionDian(doc, qrUrl(doc.ambiente, cude)),
        doc.salud && extensionSalud(doc.salud, doc.salud.ley ?? doc.emision.fecha),
        ublExtension(xmlSlot),
      ),
      cbc('UBLVersionID', 'UBL 2.1'),
      cbc('CustomizationID', doc.operacion),
      cbc('ProfileID', forma.perfil),
      cbc('ProfileExecutionID', doc.ambiente),
      cbc('ID', numeroCompleto(doc.numero)),
      cbc('UUID', cude, { schemeID: doc.ambiente, schemeName: 'CUDE-SHA384' }),
      cbc('IssueDate', doc.emision.fecha),
      cbc('IssueTime', horaConZona(doc)),
      doc.clase === 'credito' ? cbc('CreditNoteTypeCode', '91') : undefined,
      notas,
      currencyCode(),
      cbc('LineCountNumeric', String(doc.lineas.length)),
      cac('InvoicePeriod', cbc('StartDate', doc.periodo.inicio), cbc('EndDate', doc.periodo.fin)),
      discrepancyResponse(doc),
      billingReference(doc),
      accountingSupplierParty(doc.emisor, doc.numero.prefijo),
      accountingCustomerParty(doc.adquiriente, undefined),
      doc.clase === 'debito' ? ajustes : undefined,
      paymentMeans(doc),
      doc.clase === 'credito' ? ajustes : undefined,
      taxTotals(totales),
      monetaryTotal(forma.totales, totales, false),
      documentLines(doc.clase, doc.lineas, totales),
    ),
    namespaces: documentNamespaces(forma.namespaces),
  }
  return { root, cufe: cude, qr: textoQr(doc, totales, { nombre: 'CUDE', valor: cude }), totales }
}

/** Why, in the words of the table (CBF01, CBF03). */
function discrepancyResponse({ clase, concepto, factura }: DocumentoNota): XmlElement {
  return cac(
    'DiscrepancyResponse',
    factura && cbc('ReferenceID', factura.numero),
    cbc('ResponseCode', concepto),
    cbc('Description', nombreConcepto(clase, concepto)),
  )
}

/** The invoice that is corrected (CBG03, CBG04). */
function billingReference({ factura }: DocumentoNota): XmlContent {
  return (
    factura &&
    cac(
      'BillingReference',
      cac(
        'InvoiceDocumentReference',
        cbc('ID', factura.numero),
        cbc('UUID', factura.cufe, { schemeName: `${factura.codigo}-SHA384` }),
        cbc('IssueDate', factura.fecha),
      ),
    )
  )
}
