import type { TotalesSoporte } from '../../../../src-shared/domains/finanzas/soporte-rules.ts'
import type { TributoRetenido } from '../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import type { Centavos } from '../../../../src-shared/kernel/money.ts'
import type { XmlContent, XmlElement } from '../../../core/xml/element.ts'
import { amount, cac, cbc, percent } from '../ubl.ts'

/** Names of lista TipoImpuesto of the annex. */
const NOMBRE: Readonly<Record<TributoRetenido, string>> = { '05': 'ReteIVA', '06': 'ReteRenta' }

/** What is withheld of the whole document, one group per tribute (DSAT01). */
export function withholdingTotals({ retenciones }: TotalesSoporte): XmlContent {
  return retenciones.map((retencion) => withholding(retencion, retencion))
}

/** What is withheld of one line; nothing of a line that has no base for it. */
export function lineWithholdings({ retenciones }: TotalesSoporte, index: number): XmlContent {
  return retenciones.map((retencion) => {
    const linea = retencion.lineas[index]
    return linea === undefined || linea.base === 0 ? undefined : withholding(retencion, linea)
  })
}

function withholding(
  { tributo, tarifa }: { readonly tributo: TributoRetenido; readonly tarifa: number },
  { base, valor }: { readonly base: Centavos; readonly valor: Centavos },
): XmlElement {
  return cac(
    'WithholdingTaxTotal',
    amount('TaxAmount', valor),
    cac(
      'TaxSubtotal',
      amount('TaxableAmount', base),
      amount('TaxAmount', valor),
      cac(
        'TaxCategory',
        cbc('Percent', percent(tarifa)),
        cac('TaxScheme', cbc('ID', tributo), cbc('Name', NOMBRE[tributo])),
      ),
    ),
  )
}
