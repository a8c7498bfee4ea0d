import type { TotalesFactura } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { XmlElement } from '../../../core/xml/element.ts'
import { amount, cac } from '../ubl.ts'

/** A nota débito asks for money (`RequestedMonetaryTotal`); invoices and notas crédito state it. */
type NombreTotales = 'LegalMonetaryTotal' | 'RequestedMonetaryTotal'

/** Monetary totals (FAU02–FAU14). @param declaraAnticipos PrepaidAmount goes in every health invoice, even when zero (DT2 §3.6) */
export function monetaryTotal(
  nombre: NombreTotales,
  totales: TotalesFactura,
  declaraAnticipos: boolean,
): XmlElement {
  return cac(
    nombre,
    amount('LineExtensionAmount', totales.subtotal),
    amount('TaxExclusiveAmount', totales.baseGravable),
    amount('TaxInclusiveAmount', totales.total),
    totales.descuentos > 0 ? amount('AllowanceTotalAmount', totales.descuentos) : undefined,
    totales.recargos > 0 ? amount('ChargeTotalAmount', totales.recargos) : undefined,
    declaraAnticipos ? amount('PrepaidAmount', totales.anticipos) : undefined,
    amount('PayableAmount', totales.aPagar),
  )
}
