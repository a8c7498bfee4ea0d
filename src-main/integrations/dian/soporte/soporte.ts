import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import { type TotalesSoporte, totalesSoporte } from '../../../../src-shared/domains/finanzas/soporte-rules.ts'
import type {
  DocumentoAjuste,
  DocumentoSoporte,
  FormaTransmision,
  LineaSoporte,
} from '../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { CONCEPTOS_AJUSTE } from '../../../../src-shared/domains/finanzas/soporte-texts.ts'
import { centavosToDecimal } from '../../../../src-shared/kernel/money.ts'
import { element, type XmlContent, type XmlElement, xmlSlot } from '../../../core/xml/element.ts'
import { cuds } from '../cufe.ts'
import type { DocumentoSinFirmar } from '../emitir-documento.ts'
import { extensionDian } from '../factura/extension-dian.ts'
import { horaConZona } from '../factura/huella.ts'
import { taxTotals } from '../factura/impuestos.ts'
import { documentLines } from '../factura/lineas.ts'
import { paymentMeans } from '../factura/pagos.ts'
import { monetaryTotal } from '../factura/totales.ts'
import { documentNamespaces } from '../namespaces.ts'
import { qrSoporte, qrUrl } from '../qr.ts'
import { cac, cbc, ublExtension } from '../ubl.ts'
import { buyerParty, sellerParty } from './partes.ts'
import { lineWithholdings, withholdingTotals } from './retenciones.ts'

/** Literals of ProfileID; DIAN compares them letter by letter, the full stop of the first included (DSAD03, NSAD03). */
const PERFIL = {
  soporte: 'DIAN 2.1: documento soporte en adquisiciones efectuadas a no obligados a facturar.',
  ajuste:
    'DIAN 2.1: Nota de ajuste al documento soporte en adquisiciones efectuadas a sujetos no obligados a expedir factura o documento equivalente',
} as const

/** Words of each form of transmission (lista FormaGeneracionTransmision). */
const FORMA: Readonly<Record<FormaTransmision, string>> = { '1': 'Por operación', '2': 'Acumulado semanal' }

/**
 * UBL 2.1 Invoice type 05 of the annex of the documento soporte 1.1: the practice that buys issues it, so the parties stand the other way
 * round, its range is one of its own and its hash is a CUDS with the PIN of the software.
 */
export function buildSoporte(doc: DocumentoSoporte): DocumentoSinFirmar {
  const totales = totalesSoporte(doc)
  const huella = huellaSoporte(doc, totales)
  const root: XmlElement = {
    ...element(
      'Invoice',
      {},
      extensiones(doc, huella, doc.resolucion),
      encabezado(doc, huella),
      doc.pago.forma === '2' && doc.pago.vencimiento ? cbc('DueDate', doc.pago.vencimiento) : undefined,
      cbc('InvoiceTypeCode', '05'),
      cuerpo(doc),
      sellerParty(doc.vendedor),
      buyerParty(doc.comprador),
      paymentMeans(doc),
      taxTotals(totales),
      withholdingTotals(totales),
      monetaryTotal('LegalMonetaryTotal', totales, false),
      documentLines('soporte', doc.lineas, totales, (index) => ({
        ...periodo(doc.lineas[index]),
        retenciones: lineWithholdings(totales, index),
      })),
    ),
    namespaces: documentNamespaces('invoice'),
  }
  return { root, cufe: huella, qr: textoQr(doc, totales, huella), totales }
}

/** UBL 2.1 CreditNote type 95, the nota de ajuste: own consecutive without authorised range, and nothing withheld (its schema has no place for it). */
export function buildAjuste(doc: DocumentoAjuste): DocumentoSinFirmar {
  const totales = totalesSoporte(doc)
  const huella = huellaSoporte(doc, totales)
  const root: XmlElement = {
    ...element(
      'CreditNote',
      {},
      extensiones(doc, huella),
      encabezado(doc, huella),
      cbc('CreditNoteTypeCode', '95'),
      cuerpo(doc),
      cac(
        'DiscrepancyResponse',
        cbc('ReferenceID', doc.soporte.numero),
        cbc('ResponseCode', doc.concepto),
        cbc('Description', CONCEPTOS_AJUSTE[doc.concepto].nombre),
      ),
      cac(
        'BillingReference',
        cac(
          'InvoiceDocumentReference',
          cbc('ID', doc.soporte.numero),
          cbc('UUID', doc.soporte.cuds, { schemeName: 'CUDS-SHA384' }),
          cbc('IssueDate', doc.soporte.fecha),
        ),
      ),
      sellerParty(doc.vendedor),
      buyerParty(doc.comprador),
      paymentMeans(doc),
      taxTotals(totales),
      monetaryTotal('LegalMonetaryTotal', totales, false),
      documentLines('ajuste', doc.lineas, totales, (index) => periodo(doc.lineas[index])),
    ),
    namespaces: documentNamespaces('creditNote'),
  }
  return { root, cufe: huella, qr: textoQr(doc, totales, huella), totales }
}

type Documento = DocumentoSoporte | DocumentoAjuste

function extensiones(
  doc: Documento,
  huella: string,
  resolucion?: DocumentoSoporte['resolucion'],
): XmlElement {
  const control = {
    emisor: doc.comprador,
    software: doc.software,
    numero: doc.numero,
    ...(resolucion && { resolucion }),
  }
  return element(
    'ext:UBLExtensions',
    {},
    extensionDian(control, qrUrl(doc.ambiente, huella)),
    ublExtension(xmlSlot),
  )
}

function encabezado(doc: Documento, huella: string): XmlContent {
  return [
    cbc('UBLVersionID', 'UBL 2.1'),
    cbc('CustomizationID', doc.procedencia),
    cbc('ProfileID', PERFIL[doc.clase]),
    cbc('ProfileExecutionID', doc.ambiente),
    cbc('ID', numeroCompleto(doc.numero)),
    cbc('UUID', huella, { schemeID: doc.ambiente, schemeName: 'CUDS-SHA384' }),
    cbc('IssueDate', doc.emision.fecha),
    cbc('IssueTime', horaConZona(doc)),
  ]
}

/** What both have after their type code; the currency goes without the attributes of its list, as in the official examples. */
function cuerpo(doc: Documento): XmlContent {
  return [
    doc.notas.map((nota) => cbc('Note', nota)),
    cbc('DocumentCurrencyCode', 'COP'),
    cbc('LineCountNumeric', String(doc.lineas.length)),
  ]
}

/** The day of the purchase and how it is transmitted (DSFC01–DSFC04). */
function periodo(linea: LineaSoporte | undefined): { readonly periodo?: XmlElement } {
  if (linea === undefined) return {}
  const { fecha, forma } = linea.compra
  return {
    periodo: cac(
      'InvoicePeriod',
      cbc('StartDate', fecha),
      cbc('DescriptionCode', forma),
      cbc('Description', FORMA[forma]),
    ),
  }
}

function huellaSoporte(doc: Documento, totales: TotalesSoporte): string {
  return cuds({
    numero: numeroCompleto(doc.numero),
    fecha: doc.emision.fecha,
    hora: horaConZona(doc),
    valor: centavosToDecimal(totales.subtotal),
    iva: centavosToDecimal(totales.totalImpuestos),
    total: centavosToDecimal(totales.aPagar),
    numeroVendedor: doc.vendedor.numero,
    nitComprador: doc.comprador.numero,
    pin: doc.software.pin,
    ambiente: doc.ambiente,
  })
}

function textoQr(doc: Documento, totales: TotalesSoporte, huella: string): string {
  return qrSoporte({
    ambiente: doc.ambiente,
    numero: numeroCompleto(doc.numero),
    fecha: doc.emision.fecha,
    hora: horaConZona(doc),
    subtotal: totales.subtotal,
    iva: totales.totalImpuestos,
    aPagar: totales.aPagar,
    numeroVendedor: doc.vendedor.numero,
    nitComprador: doc.comprador.numero,
    cuds: huella,
  })
}
