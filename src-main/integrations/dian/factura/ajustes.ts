import type { TotalesFactura, TotalesLinea } from '../../../../src-shared/domains/facturacion/rules.ts'
import type {
  DescuentoFactura,
  LineaFactura,
  RecargoFactura,
} from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { Centavos } from '../../../../src-shared/kernel/money.ts'
import type { XmlContent, XmlElement } from '../../../core/xml/element.ts'
import { amount, cac, cbc, cbcOptional, percent } from '../ubl.ts'

/** One discount or charge, of a line or of the whole document. */
interface Ajuste {
  readonly esRecargo: boolean
  /** Table 13.3.8; of the document alone. */
  readonly codigo?: string
  readonly razon: string
  readonly valor: Centavos
  readonly base: Centavos
}

/** Discounts and charges of the whole document (FAQ03–FAQ09); their base is the value with taxes, which they come after (FAU14). */
export function headerAllowances(
  doc: {
    readonly descuentos?: readonly DescuentoFactura[] | undefined
    readonly recargos?: readonly RecargoFactura[] | undefined
  },
  { total }: TotalesFactura,
): XmlContent {
  return numbered([
    ...(doc.descuentos ?? []).map((uno) => ({ ...uno, esRecargo: false, base: total })),
    ...(doc.recargos ?? []).map((uno) => ({ ...uno, esRecargo: true, base: total })),
  ])
}

/** Discount and charge of a line, taxes not counted. */
export function lineAllowances(linea: LineaFactura, { bruto, descuento, recargo }: TotalesLinea): XmlContent {
  return numbered([
    ...(linea.descuento && descuento > 0 ? [{ ...linea.descuento, esRecargo: false, base: bruto }] : []),
    ...(linea.recargo && recargo > 0 ? [{ ...linea.recargo, esRecargo: true, base: bruto }] : []),
  ])
}

function numbered(ajustes: readonly Ajuste[]): XmlElement[] {
  return ajustes.map((ajuste, index) => allowanceCharge(index + 1, ajuste))
}

/** The ministry demands factor, amount and base together (FED108–FED113). */
function allowanceCharge(orden: number, { esRecargo, codigo, razon, valor, base }: Ajuste): XmlElement {
  const factor = base === 0 ? 0 : Math.round((valor * 10_000) / base)
  return cac(
    'AllowanceCharge',
    cbc('ID', String(orden)),
    cbc('ChargeIndicator', String(esRecargo)),
    cbcOptional('AllowanceChargeReasonCode', codigo),
    cbc('AllowanceChargeReason', razon),
    cbc('MultiplierFactorNumeric', percent(factor)),
    amount('Amount', valor),
    amount('BaseAmount', base),
  )
}
