import {
  llevaExtensionSalud,
  numeroCompleto,
  type TotalesFactura,
  totalesFactura,
} from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { centavosToDecimal } from '../../../../src-shared/kernel/money.ts'
import { element, type XmlContent, type XmlElement, xmlSlot } from '../../../core/xml/element.ts'
import { cufe } from '../cufe.ts'
import { extensionSalud } from '../extension-salud.ts'
import { documentNamespaces } from '../namespaces.ts'
import { qrImpreso, qrUrl } from '../qr.ts'
import { cac, cbc, cbcOptional, ublExtension } from '../ubl.ts'
import { extensionDian } from './extension-dian.ts'
import { taxTotals } from './impuestos.ts'
import { invoiceLines } from './lineas.ts'
import { paymentMeans, prepaidPayments } from './pagos.ts'
import { accountingCustomerParty, accountingSupplierParty } from './partes.ts'
import { legalMonetaryTotal } from './totales.ts'

/** An invoice ready to be signed: its slot is the last extension. */
export interface FacturaSinFirmar {
  readonly root: XmlElement
  readonly cufe: string
  /** Text of the printed QR. */
  readonly qr: string
  readonly totales: TotalesFactura
}

/** UBL 2.1 Invoice of annex 1.9; the order of the elements is that of the XSD (ZB01). */
export function buildFactura(doc: DocumentoFactura): FacturaSinFirmar {
  const totales = totalesFactura(doc)
  const hora = `${doc.emision.hora}-05:00`
  const huella = cufeDeFactura(doc, totales, hora)
  const root: XmlElement = {
    ...element(
      'Invoice',
      {},
      element(
        'ext:UBLExtensions',
        {},
        extensionDian(doc, qrUrl(doc.ambiente, huella)),
        doc.salud && llevaExtensionSalud(doc.operacion)
          ? extensionSalud(doc.salud, doc.emision.fecha)
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
        schemeName: doc.tipo === '03' ? 'CUDE-SHA384' : 'CUFE-SHA384',
      }),
      cbc('IssueDate', doc.emision.fecha),
      cbc('IssueTime', hora),
      cbcOptional('DueDate', doc.vencimiento),
      cbc('InvoiceTypeCode', doc.tipo),
      doc.notas.map((nota) => cbc('Note', nota)),
      cbc('DocumentCurrencyCode', 'COP', CURRENCY_LIST),
      cbc('LineCountNumeric', String(doc.lineas.length)),
      cac('InvoicePeriod', cbc('StartDate', doc.periodo.inicio), cbc('EndDate', doc.periodo.fin)),
      facturaDePapel(doc),
      accountingSupplierParty(doc.emisor, doc.resolucion.prefijo),
      accountingCustomerParty(doc.adquiriente, doc.beneficiario),
      paymentMeans(doc),
      prepaidPayments(doc),
      taxTotals(totales),
      legalMonetaryTotal(totales, doc.operacion),
      invoiceLines(doc, totales),
    ),
    namespaces: documentNamespaces('invoice'),
  }
  return { root, cufe: huella, qr: textoQr(doc, totales, hora, huella), totales }
}

/** Type 03 has no technical key: its hash is a CUDE with the PIN of the software. */
function cufeDeFactura(doc: DocumentoFactura, totales: TotalesFactura, hora: string): string {
  return cufe({
    numero: numeroCompleto(doc.numero),
    fecha: doc.emision.fecha,
    hora,
    valor: centavosToDecimal(totales.subtotal),
    iva: centavosToDecimal(impuesto(totales, '01')),
    inc: centavosToDecimal(impuesto(totales, '04')),
    ica: '0.00',
    total: centavosToDecimal(totales.aPagar),
    nitEmisor: doc.emisor.numero,
    numeroAdquiriente: doc.adquiriente.numero,
    clave: doc.tipo === '03' ? doc.software.pin : doc.resolucion.claveTecnica,
    ambiente: doc.ambiente,
  })
}

function textoQr(doc: DocumentoFactura, totales: TotalesFactura, hora: string, huella: string): string {
  return qrImpreso({
    ambiente: doc.ambiente,
    numero: numeroCompleto(doc.numero),
    fecha: doc.emision.fecha,
    hora,
    nitEmisor: doc.emisor.numero,
    numeroAdquiriente: doc.adquiriente.numero,
    subtotal: totales.subtotal,
    iva: impuesto(totales, '01'),
    otrosImpuestos: impuesto(totales, '04'),
    aPagar: totales.aPagar,
    cufe: huella,
  })
}

function impuesto(totales: TotalesFactura, tributo: '01' | '04'): number {
  return totales.impuestos.find((grupo) => grupo.tributo === tributo)?.valor ?? 0
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

const CURRENCY_LIST = {
  listAgencyID: '6',
  listAgencyName: 'United Nations Economic Commission for Europe',
  listID: 'ISO 4217 Alpha',
} as const
