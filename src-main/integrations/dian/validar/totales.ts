import { anticiposRestan } from '../../../../src-shared/domains/facturacion/rules.ts'
import { operacionSchema } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { centavosDe, type Revision, sumarTextos } from './revision.ts'

/** FAU02–FAU14 and their mirrors: the monetary totals. */
export function revisarTotales({ xml, forma, hallar, iguales }: Revision): void {
  const grupo = `/*/cac:${forma.totales}`
  const textos = (path: string): string[] => xml.elements(path).map((node) => node.content.trim())
  const valor = (campo: string): number | undefined => centavosDe(xml.text(`${grupo}/cbc:${campo}`))
  const opcional = (campo: string): number | undefined =>
    xml.has(`${grupo}/cbc:${campo}`) ? valor(campo) : 0
  const ruta = (campo: string): string => `${grupo}/cbc:${campo}`

  const subtotal = valor('LineExtensionAmount')
  if (!iguales(subtotal, sumarTextos(textos(`/*/cac:${forma.linea}/cbc:LineExtensionAmount`))))
    hallar('FAU02', ruta('LineExtensionAmount'))

  // A base taxed by two tributes counts once (FAU04): the largest of the line's bases stands for it.
  const bases = xml.elements(`/*/cac:${forma.linea}`).map((linea) => {
    const montos = xml.elements('cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount', linea)
    return Math.max(0, ...montos.map((monto) => centavosDe(monto.content.trim()) ?? 0))
  })
  if (
    !iguales(
      valor('TaxExclusiveAmount'),
      bases.reduce((suma, base) => suma + base, 0),
    )
  )
    hallar('FAU04', ruta('TaxExclusiveAmount'))

  const impuestos = sumarTextos(textos('/*/cac:TaxTotal/cbc:TaxAmount'))
  const conImpuestos = valor('TaxInclusiveAmount')
  if (!iguales(conImpuestos, sumar(subtotal, impuestos))) hallar('FAU06', ruta('TaxInclusiveAmount'))

  const ajustes = (indicador: string): number | undefined =>
    sumarTextos(textos(`/*/cac:AllowanceCharge[cbc:ChargeIndicator='${indicador}']/cbc:Amount`))
  const descuentos = opcional('AllowanceTotalAmount')
  const recargos = opcional('ChargeTotalAmount')
  if (!iguales(descuentos, ajustes('false'))) hallar('FAU08', ruta('AllowanceTotalAmount'))
  if (!iguales(recargos, ajustes('true'))) hallar('FAU10', ruta('ChargeTotalAmount'))

  const aPagar = valor('PayableAmount')
  const operacion = operacionSchema.safeParse(xml.text('/*/cbc:CustomizationID'))
  const anticipos = opcional('PrepaidAmount')
  const antes = sumar(conImpuestos, recargos, menos(descuentos), opcional('PayableRoundingAmount'))
  const despues = sumar(antes, menos(anticipos))
  const esperado = operacion.success && anticiposRestan(operacion.data) ? despues : antes
  // Outside health the sources disagree on whether a prepayment lowers the total: either is let through.
  const admitido =
    operacion.success && operacion.data !== '10'
      ? iguales(aPagar, esperado)
      : iguales(aPagar, antes) || iguales(aPagar, despues)
  if (!admitido) hallar('FAU14', ruta('PayableAmount'))
}

function sumar(...valores: readonly (number | undefined)[]): number | undefined {
  let total = 0
  for (const valor of valores) {
    if (valor === undefined) return undefined
    total += valor
  }
  return total
}

function menos(valor: number | undefined): number | undefined {
  return valor === undefined ? undefined : -valor
}
