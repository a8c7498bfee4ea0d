import { en, hijos, texto, todos } from './arbol.ts'
import type { Caso } from './caso.ts'
import { decimal, monto } from './decimal.ts'
import { type Hallazgo, notificacion, rechazo } from './hallazgo.ts'

const medios = new Set(
  (
    '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 ' +
    '40 41 42 43 44 45 46 47 48 49 50 51 52 53 60 61 62 63 64 65 66 67 70 71 72 74 75 76 77 78 91 92 93 94 95 96 97 ZZZ'
  ).split(' '),
)

/** FAN… (means of payment), FBD… (prepayments), FAQ… (header discounts and charges), VLR01 (negatives). */
export function reglasDePagos(caso: Caso): Hallazgo[] {
  const { documento } = caso
  const hallazgos: Hallazgo[] = []
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(regla, mensaje))
  }

  const pagos = hijos(documento, 'PaymentMeans')
  exigir(pagos.length > 0, 'FAN01', 'No se informó el grupo de medios de pago.')
  for (const pago of pagos) {
    exigir(['1', '2'].includes(texto(pago, 'ID')), 'FAN02', 'Método de pago inválido')
    exigir(
      medios.has(texto(pago, 'PaymentMeansCode')),
      'FAN03',
      'El medio de pago no corresponde a un valor de la lista.',
    )
    exigir(
      texto(pago, 'ID') !== '2' || texto(pago, 'PaymentDueDate') !== '',
      'FAN04',
      'La venta a crédito debe informar la fecha de vencimiento.',
    )
  }

  const bruto = monto(texto(documento, 'LegalMonetaryTotal/LineExtensionAmount'))
  const anticipos = hijos(documento, 'PrepaidPayment')
  if (anticipos.some((anticipo) => monto(texto(anticipo, 'PaidAmount')) > bruto)) {
    hallazgos.push(notificacion('FBD03', 'El valor del anticipo es mayor que el valor bruto del documento.'))
  }

  for (const cargo of hijos(documento, 'AllowanceCharge')) {
    const indicador = texto(cargo, 'ChargeIndicator')
    exigir(['true', 'false'].includes(indicador), 'FAQ03', 'ChargeIndicator debe ser true o false.')
    exigir(
      indicador !== 'false' || ['00', '01'].includes(texto(cargo, 'AllowanceChargeReasonCode')),
      'FAQ04',
      'El descuento debe informar un código de la lista.',
    )
    exigir(
      indicador !== 'true' || ['', '02', '03'].includes(texto(cargo, 'AllowanceChargeReasonCode')),
      'FAQ04',
      'El recargo informa un código que no es de recargos.',
    )
    exigir(texto(cargo, 'AllowanceChargeReason') !== '', 'FAQ04', 'El descuento o recargo no dice su motivo.')
    if (monto(texto(cargo, 'MultiplierFactorNumeric')) > monto('100')) {
      hallazgos.push(notificacion('FAQ06', 'El porcentaje del descuento o recargo es mayor que 100.'))
    }
    if (en(cargo, 'BaseAmount') && monto(texto(cargo, 'Amount')) > monto(texto(cargo, 'BaseAmount'))) {
      hallazgos.push(notificacion('FAQ09', 'El descuento es mayor que su base.'))
    }
  }

  const negativo = [
    'TaxAmount',
    'TaxableAmount',
    'LineExtensionAmount',
    'PayableAmount',
    'PriceAmount',
    'Percent',
    'Amount',
  ]
    .flatMap((nombre) => todos(documento, nombre))
    .find((nodo) => (decimal(nodo.texto.trim()) ?? 0n) < 0n)
  exigir(!negativo, 'VLR01', `No se permiten valores negativos (${negativo?.nombre}).`)
  return hallazgos
}
