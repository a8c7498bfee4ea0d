import { en, hijos, type Nodo, texto } from './arbol.ts'
import type { Caso } from './caso.ts'
import { decimal, igualAlCentavo, igualAlPeso, monto, por, sumar } from './decimal.ts'
import { type Hallazgo, notificacion, rechazo } from './hallazgo.ts'

const cantidades: Readonly<Record<Caso['tipo'], string>> = {
  Invoice: 'InvoicedQuantity',
  CreditNote: 'CreditedQuantity',
  DebitNote: 'DebitedQuantity',
}

/** FAV…, FAW…, FAZ…, FBB…: the lines. */
export function reglasDeLineas(caso: Caso): Hallazgo[] {
  const lineas = hijos(caso.documento, `${caso.tipo}Line`)
  if (lineas.length === 0) return [rechazo('FAV01', 'El documento no tiene líneas de detalle.')]
  const consecutivas = lineas.every((linea, i) => texto(linea, 'ID') === String(i + 1))
  return [
    ...(consecutivas
      ? []
      : [notificacion('FAV02', 'Los números de línea están repetidos o no son consecutivos.')]),
    ...lineas.flatMap((linea) => juzgarLinea(linea, cantidades[caso.tipo])),
  ]
}

function juzgarLinea(linea: Nodo, nombreCantidad: string): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  const numero = texto(linea, 'ID')
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(regla, `Línea ${numero}: ${mensaje}`))
  }
  const cantidad = en(linea, nombreCantidad)
  exigir((decimal(texto(cantidad)) ?? 0n) > 0n, 'FAV04b', 'la cantidad debe ser mayor que cero.')
  if (!cantidad?.atributos.unitCode) {
    hallazgos.push(notificacion('FAV05', `Línea ${numero}: no se informó la unidad de la cantidad.`))
  }
  const precio = en(linea, 'Price')
  exigir(
    !!en(precio, 'BaseQuantity')?.atributos.unitCode,
    'FBB04',
    'no se informó la unidad de BaseQuantity.',
  )

  const ajuste = (indicador: string) =>
    sumar(
      hijos(linea, 'AllowanceCharge')
        .filter((cargo) => texto(cargo, 'ChargeIndicator') === indicador)
        .map((cargo) => monto(texto(cargo, 'Amount'))),
    )
  const esperado =
    por(monto(texto(precio, 'PriceAmount')), monto(texto(precio, 'BaseQuantity'))) -
    ajuste('false') +
    ajuste('true')
  exigir(
    igualAlCentavo(esperado, monto(texto(linea, 'LineExtensionAmount'))),
    'FAV06',
    'el valor total es distinto de precio por cantidad menos descuentos más cargos.',
  )
  if (texto(linea, 'FreeOfChargeIndicator') === 'true') hallazgos.push(...juzgarMuestra(linea, numero))
  const referencia = en(linea, 'PricingReference/AlternativeConditionPrice')
  if (referencia && !/^0?[123]$/.test(texto(referencia, 'PriceTypeCode'))) {
    hallazgos.push(
      notificacion('FAW05', `Línea ${numero}: el tipo de precio de referencia no está en la lista.`),
    )
  }

  exigir(texto(linea, 'Item/Description') !== '', 'FAZ02', 'no se informó la descripción.')
  const estandar = en(linea, 'Item/StandardItemIdentification/ID')
  exigir(texto(estandar) !== '', 'FAZ09', 'no se informó el código estándar del artículo o servicio.')
  if (estandar && !['001', '010', '020', '999'].includes(estandar.atributos.schemeID ?? '')) {
    hallazgos.push(notificacion('FAZ12', `Línea ${numero}: el estándar del código no está en la lista.`))
  }
  return hallazgos
}

/** What is given away costs nothing, says what it is worth, and is taxed by that value and no other. */
function juzgarMuestra(linea: Nodo, numero: string): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(regla, `Línea ${numero}: ${mensaje}`))
  }
  const referencia = monto(texto(linea, 'PricingReference/AlternativeConditionPrice/PriceAmount'))
  exigir(referencia > 0n, 'FAW01', 'la muestra gratis debe informar su valor de referencia.')
  exigir(
    monto(texto(linea, 'LineExtensionAmount')) === 0n,
    'FAV06',
    'la muestra gratis tiene valor de línea cero.',
  )
  exigir(!en(linea, 'AllowanceCharge'), 'FAV06', 'la muestra gratis no lleva descuentos ni cargos.')
  const cantidad = monto(texto(linea, 'InvoicedQuantity') || texto(linea, 'CreditedQuantity'))
  for (const subtotal of hijos(linea, 'TaxTotal').flatMap((total) => hijos(total, 'TaxSubtotal')))
    exigir(
      igualAlPeso(monto(texto(subtotal, 'TaxableAmount')), por(referencia, cantidad)),
      'FAX07',
      'la base gravable de la muestra es su valor de referencia por la cantidad.',
    )
  return hallazgos
}
