import { llevaExtensionSalud, type TotalesFactura } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { Operacion } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { XmlElement } from '../../../core/xml/element.ts'
import { amount, cac } from '../ubl.ts'

/** Monetary totals (FAU02–FAU14). PrepaidAmount goes in every health invoice, even when zero (DT2 §3.6). */
export function legalMonetaryTotal(totales: TotalesFactura, operacion: Operacion): XmlElement {
  const declaraAnticipos = llevaExtensionSalud(operacion) || totales.anticipos > 0
  return cac(
    'LegalMonetaryTotal',
    amount('LineExtensionAmount', totales.subtotal),
    amount('TaxExclusiveAmount', totales.baseGravable),
    amount('TaxInclusiveAmount', totales.total),
    declaraAnticipos ? amount('PrepaidAmount', totales.anticipos) : undefined,
    amount('PayableAmount', totales.aPagar),
  )
}
