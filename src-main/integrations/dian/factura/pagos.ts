import { llevaExtensionSalud, recaudosPorConcepto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { XmlContent, XmlElement } from '../../../core/xml/element.ts'
import { amount, cac, cbc, cbcOptional } from '../ubl.ts'

/** How it is paid (FAN01–FAN03); on credit the due date is mandatory. */
export function paymentMeans(doc: Pick<DocumentoFactura, 'pago' | 'vencimiento'>): XmlElement {
  const { pago } = doc
  return cac(
    'PaymentMeans',
    cbc('ID', pago.forma),
    cbc('PaymentMeansCode', pago.medio),
    cbcOptional(
      'PaymentDueDate',
      pago.forma === '2' ? (pago.vencimiento ?? doc.vencimiento) : pago.vencimiento,
    ),
  )
}

/**
 * What the user already paid, one group per concept (FED061). A health invoice without payments still declares one group of concept 05
 * with value zero, as the official example of Res. 948 de 2026 does.
 */
export function prepaidPayments(doc: DocumentoFactura): XmlContent {
  const recaudos = recaudosPorConcepto(doc.recaudos)
  if (recaudos.length === 0 && llevaExtensionSalud(doc.operacion))
    return prepaidPayment(1, { concepto: '05', valor: 0, fecha: doc.emision.fecha })
  return recaudos.map((recaudo, index) => prepaidPayment(index + 1, recaudo))
}

function prepaidPayment(orden: number, recaudo: DocumentoFactura['recaudos'][number]): XmlElement {
  return cac(
    'PrepaidPayment',
    cbc('ID', String(orden), { schemeID: recaudo.concepto }),
    amount('PaidAmount', recaudo.valor),
    cbc('ReceivedDate', recaudo.fecha),
  )
}
