import type { TotalesFactura, TotalesLinea } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { ImpuestoLinea, LineaFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { Centavos } from '../../../../src-shared/kernel/money.ts'
import type { XmlContent, XmlElement } from '../../../core/xml/element.ts'
import { amount, cac, cbc, percent } from '../ubl.ts'

/** Names of tabla 13.2.2 for the tributes a consultorio can charge. */
const TRIBUTOS: Readonly<Record<ImpuestoLinea['tributo'], string>> = { '01': 'IVA', '04': 'INC' }

interface Subtotal {
  readonly tarifa: number
  readonly base: Centavos
  readonly valor: Centavos
}

/** Header totals, one group per tribute (FAS01b); nothing when every line is excluded (art. 476 ET). */
export function taxTotals(totales: TotalesFactura): XmlContent {
  return totales.impuestos.map((impuesto) => taxTotal(impuesto.tributo, impuesto.valor, impuesto.tarifas))
}

/** The tax of one line (FAX rules); nothing when it is excluded. */
export function lineTaxTotal(linea: LineaFactura, totales: TotalesLinea): XmlContent {
  const { impuesto } = linea
  if (impuesto.clase === 'excluido') return undefined
  const tarifa = impuesto.clase === 'exento' ? 0 : impuesto.tarifa
  return taxTotal(impuesto.tributo, totales.impuesto, [
    { tarifa, base: totales.base, valor: totales.impuesto },
  ])
}

/** RoundingAmount is optional for DIAN, but the ministry demands it wherever there is a TaxTotal (FED115). */
function taxTotal(
  tributo: ImpuestoLinea['tributo'],
  valor: Centavos,
  subtotales: readonly Subtotal[],
): XmlElement {
  return cac(
    'TaxTotal',
    amount('TaxAmount', valor),
    amount('RoundingAmount', 0),
    subtotales.map((subtotal) =>
      cac(
        'TaxSubtotal',
        amount('TaxableAmount', subtotal.base),
        amount('TaxAmount', subtotal.valor),
        cac(
          'TaxCategory',
          cbc('Percent', percent(subtotal.tarifa)),
          cac('TaxScheme', cbc('ID', tributo), cbc('Name', TRIBUTOS[tributo])),
        ),
      ),
    ),
  )
}
