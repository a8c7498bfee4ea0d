import { en, hijos, type Nodo, texto } from './arbol.ts'
import type { Caso } from './caso.ts'
import { igualAlCentavo, monto, sumar } from './decimal.ts'
import { type Hallazgo, rechazo } from './hallazgo.ts'

/** Operations whose prepayments are credited against the invoice (DT2 §3.2). */
const restanAnticipo = ['SS-CUFE', 'SS-CUDE', 'SS-POS', 'SS-SNum']
const noRestanAnticipo = ['SS-Reporte']

/** FAU…: the document's totals. */
export function reglasDeTotales(caso: Caso): Hallazgo[] {
  const { documento } = caso
  const totales = en(documento, 'LegalMonetaryTotal') ?? en(documento, 'RequestedMonetaryTotal')
  const lineas = hijos(documento, `${caso.tipo}Line`)
  const hallazgos: Hallazgo[] = []
  const valor = (nombre: string) => monto(texto(totales, nombre))
  const exigir = (iguales: boolean, regla: string, mensaje: string) => {
    if (!iguales) hallazgos.push(rechazo(regla, mensaje))
  }

  const bruto = sumar(lineas.map((linea) => monto(texto(linea, 'LineExtensionAmount'))))
  exigir(
    igualAlCentavo(valor('LineExtensionAmount'), bruto),
    'FAU02',
    'Valor Bruto es distinto a la suma de los valores brutos de todas las líneas de detalle.',
  )
  exigir(
    igualAlCentavo(valor('TaxExclusiveAmount'), sumar(lineas.map(baseDeLinea))),
    'FAU04',
    'Base Imponible es distinto a la suma de los valores de las bases imponibles de todas líneas de detalle.',
  )
  const impuestos = sumar(hijos(documento, 'TaxTotal').map((total) => monto(texto(total, 'TaxAmount'))))
  exigir(
    igualAlCentavo(valor('TaxInclusiveAmount'), valor('LineExtensionAmount') + impuestos),
    'FAU06',
    'Valor Bruto más tributos es diferente a Valor Bruto de la factura que contienen el valor comercial más la Suma de los Tributos de todas las líneas de detalle.',
  )
  const ajustes = (indicador: string) =>
    sumar(
      hijos(documento, 'AllowanceCharge')
        .filter((ajuste) => texto(ajuste, 'ChargeIndicator') === indicador)
        .map((ajuste) => monto(texto(ajuste, 'Amount'))),
    )
  exigir(
    igualAlCentavo(valor('AllowanceTotalAmount'), ajustes('false')),
    'FAU08',
    'Descuento total es diferente de la suma de los descuentos del documento.',
  )
  exigir(
    igualAlCentavo(valor('ChargeTotalAmount'), ajustes('true')),
    'FAU10',
    'Cargo total es diferente de la suma de los cargos del documento.',
  )
  const anticipos = sumar(
    hijos(documento, 'PrepaidPayment').map((anticipo) => monto(texto(anticipo, 'PaidAmount'))),
  )
  exigir(
    igualAlCentavo(valor('PrepaidAmount'), anticipos),
    'FAU12',
    'Anticipo total es diferente de la suma de los anticipos del documento.',
  )

  const sinAnticipo =
    valor('TaxInclusiveAmount') -
    valor('AllowanceTotalAmount') +
    valor('ChargeTotalAmount') +
    valor('PayableRoundingAmount')
  const operacion = texto(documento, 'CustomizationID')
  // The sources disagree on prepayments outside the health operations, so there both readings pass.
  const aceptables = [
    ...(noRestanAnticipo.includes(operacion) ? [] : [sinAnticipo - anticipos]),
    ...(restanAnticipo.includes(operacion) ? [] : [sinAnticipo]),
  ]
  exigir(
    aceptables.some((esperado) => igualAlCentavo(valor('PayableAmount'), esperado)),
    'FAU14',
    'Valor a Pagar de Factura es distinto de la Suma de Valor Bruto más tributos - Valor del Descuento Total + Valor del Cargo Total - Valor del Anticipo Total',
  )
  return hallazgos
}

/** Taxable base of a line: two taxes on the same base count it once; an excluded line counts nothing. */
function baseDeLinea(linea: Nodo): bigint {
  const bases = hijos(linea, 'TaxTotal').map((total) =>
    sumar(hijos(total, 'TaxSubtotal').map((subtotal) => monto(texto(subtotal, 'TaxableAmount')))),
  )
  return sumar(new Set(bases))
}
