import type { TotalesFactura, TotalesLinea } from '../../../../src-shared/domains/facturacion/rules.ts'
import type {
  ImpuestoLinea,
  LineaFactura,
  Retencion,
} from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { Centavos } from '../../../../src-shared/kernel/money.ts'
import type { XmlContent, XmlElement } from '../../../core/xml/element.ts'
import { amount, cac, cbc, finePercent, percent } from '../ubl.ts'

type Tributo = ImpuestoLinea['tributo'] | Retencion['tributo']

/** Names of tabla 13.2.2 for the tributes a consultorio can charge or withhold. */
const TRIBUTOS: Readonly<Record<Tributo, string>> = {
  '01': 'IVA',
  '04': 'INC',
  '05': 'ReteIVA',
  '06': 'ReteRenta',
  '07': 'ReteICA',
}

interface Subtotal {
  /** As it is written: `19.00`. */
  readonly tarifa: string
  readonly base: Centavos
  readonly valor: Centavos
}

/** Header totals, one group per tribute (FAS01b); nothing when every line is excluded (art. 476 ET). */
export function taxTotals(totales: TotalesFactura): XmlContent {
  return totales.impuestos.map(({ tributo, valor, tarifas }) =>
    cac(
      'TaxTotal',
      taxFields(
        tributo,
        valor,
        tarifas.map((una) => ({ ...una, tarifa: percent(una.tarifa) })),
      ),
    ),
  )
}

/** What an autorretenedor withholds from itself, one group per tribute (FAT01–FAT07). Invoices only: notes have no place for it. */
export function withholdingTaxTotals(totales: TotalesFactura): XmlContent {
  return totales.autorretenciones.map(({ tributo, valor, tarifas }) =>
    cac(
      'WithholdingTaxTotal',
      taxFields(
        tributo,
        valor,
        tarifas.map((una) => ({ ...una, tarifa: finePercent(una.tarifa) })),
      ),
    ),
  )
}

/** The tax of one line (FAX rules); nothing when it is excluded. */
export function lineTaxTotal(linea: LineaFactura, totales: TotalesLinea): XmlContent {
  const { impuesto } = linea
  if (impuesto.clase === 'excluido') return undefined
  const tarifa = impuesto.clase === 'exento' ? 0 : impuesto.tarifa
  return cac(
    'TaxTotal',
    taxFields(impuesto.tributo, totales.impuesto, [
      { tarifa: percent(tarifa), base: totales.base, valor: totales.impuesto },
    ]),
  )
}

/** RoundingAmount is optional for DIAN, but the ministry demands it wherever there is a TaxTotal (FED115). */
function taxFields(tributo: Tributo, valor: Centavos, subtotales: readonly Subtotal[]): XmlElement[] {
  return [
    amount('TaxAmount', valor),
    amount('RoundingAmount', 0),
    ...subtotales.map((subtotal) =>
      cac(
        'TaxSubtotal',
        amount('TaxableAmount', subtotal.base),
        amount('TaxAmount', subtotal.valor),
        cac(
          'TaxCategory',
          cbc('Percent', subtotal.tarifa),
          cac('TaxScheme', cbc('ID', tributo), cbc('Name', TRIBUTOS[tributo])),
        ),
      ),
    ),
  ]
}
