import {
  llevaExtensionSalud,
  numeroCompleto,
  totalesFactura,
} from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { element, type XmlContent, type XmlElement, xmlSlot } from '../../../core/xml/element.ts'
import type { DocumentoSinFirmar } from '../emitir-documento.ts'
import { extensionSalud } from '../extension-salud.ts'
import { documentNamespaces } from '../namespaces.ts'
import { qrUrl } from '../qr.ts'
import { cac, cbc, cbcOptional, currencyCode, ublExtension } from '../ubl.ts'
import { headerAllowances } from './ajustes.ts'
import { extensionDian } from './extension-dian.ts'
import { horaConZona, huellaDe, textoQr } from './huella.ts'
import { taxTotals, withholdingTaxTotals } from './impuestos.ts'
import { documentLines } from './lineas.ts'
import { paymentMeans, prepaidPayments } from './pagos.ts'
import { accountingCustomerParty, accountingSupplierParty } from './partes.ts'
import { monetaryTotal } from './totales.ts'

/** UBL 2.1 Invoice of annex 1.9; the order of the elements is that of the XSD (ZB01). */
export function buildFactura(doc: DocumentoFactura): DocumentoSinFirmar {
  const totales = totalesFactura(doc)
  // Type 03 has no technical key: its hash is a CUDE with the PIN of the software.
  const nombre = doc.tipo === '03' ? 'CUDE' : 'CUFE'
  const huella = huellaDe(doc, totales, nombre === 'CUDE' ? doc.software.pin : doc.resolucion.claveTecnica)
  const declaraAnticipos = llevaExtensionSalud(doc.operacion) || totales.anticipos > 0
  const root: XmlElement = {
    ...element(
      'Invoice',
      {},
      element(
        'ext:UBLExtensions',
        {},
        extensionDian(doc, qrUrl(doc.ambiente, huella)),
        doc.salud && llevaExtensionSalud(doc.operacion)
          ? extensionSalud(doc.salud, doc.salud.ley ?? doc.emision.fecha)
          : undefined,
        ublExtension(xmlSlot),
      ),
      cbc('UBLVersionID', 'UBL 2.1'),
      cbc('CustomizationID', doc.operacion),
      cbc('ProfileID', 'DIAN 2.1: Factura Electrónica de Venta'),
      cbc('ProfileExecutionID', doc.ambiente),
      cbc('ID', numeroCompleto(doc.numero)),
      cbc('UUID', huella, {
        schemeID: doc.ambiente,
        schemeName: `${nombre}-SHA384`,
      }),
      cbc('IssueDate', doc.emision.fecha),
      cbc('IssueTime', horaConZona(doc)),
      cbcOptional('DueDate', doc.vencimiento),
      cbc('InvoiceTypeCode', doc.tipo),
      doc.notas.map((nota) => cbc('Note', nota)),
      currencyCode(),
      cbc('LineCountNumeric', String(doc.lineas.length)),
      cac('InvoicePeriod', cbc('StartDate', doc.periodo.inicio), cbc('EndDate', doc.periodo.fin)),
      facturaDePapel(doc),
      accountingSupplierParty(doc.emisor, doc.resolucion.prefijo),
      accountingCustomerParty(doc.adquiriente, doc.beneficiario),
      paymentMeans(doc),
      prepaidPayments(doc),
      headerAllowances(doc, totales),
      taxTotals(totales),
      withholdingTaxTotals(totales),
      monetaryTotal('LegalMonetaryTotal', totales, declaraAnticipos),
      documentLines('factura', doc.lineas, totales),
    ),
    namespaces: documentNamespaces('invoice'),
  }
  return { root, cufe: huella, qr: textoQr(doc, totales, { nombre, valor: huella }), totales }
}

/** The talonario invoice a type 03 document transcribes (annex 1.9 §12). */
function facturaDePapel(doc: DocumentoFactura): XmlContent {
  if (doc.facturaPapel === undefined) return undefined
  return cac(
    'AdditionalDocumentReference',
    cbc('ID', doc.facturaPapel.numero),
    cbc('IssueDate', doc.facturaPapel.fecha),
    cbc('DocumentTypeCode', 'FTC'),
  )
}
