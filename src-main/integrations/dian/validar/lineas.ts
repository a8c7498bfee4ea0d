import { centavosDe, type Revision } from './revision.ts'

/** FAV01–FAV06, FAZ02–FAZ14, FBB04, FED108: each line. Also the taxes of the line, FAX01–FAX07. */
export function revisarLineas(revision: Revision): void {
  const { xml, hallar, iguales } = revision
  const lineas = xml.elements('/*/cac:InvoiceLine')
  if (lineas.length === 0) hallar('FAV01', '/Invoice/cac:InvoiceLine')
  lineas.forEach((linea, index) => {
    const ruta = `/Invoice/cac:InvoiceLine[${index + 1}]`
    const texto = (path: string): string => xml.text(path, linea)
    if (texto('cbc:ID') !== String(index + 1)) hallar('FAV02', `${ruta}/cbc:ID`)
    const cantidad = texto('cbc:InvoicedQuantity')
    if (!/^\d+(\.\d+)?$/.test(cantidad) || Number(cantidad) <= 0)
      hallar('FAV04b', `${ruta}/cbc:InvoicedQuantity`)
    if (texto('cbc:InvoicedQuantity/@unitCode') === '')
      hallar('FAV05', `${ruta}/cbc:InvoicedQuantity/@unitCode`)
    if (texto('cac:Price/cbc:BaseQuantity/@unitCode') === '')
      hallar('FBB04', `${ruta}/cac:Price/cbc:BaseQuantity/@unitCode`)
    if (texto('cac:Item/cbc:Description') === '') hallar('FAZ02', `${ruta}/cac:Item/cbc:Description`)
    const estandar = 'cac:Item/cac:StandardItemIdentification/cbc:ID'
    const norma = texto(`${estandar}/@schemeID`)
    if (texto(estandar) === '') hallar('FAZ09', `${ruta}/${estandar}`)
    else if (!['001', '010', '020', '999'].includes(norma)) hallar('FAZ12', `${ruta}/${estandar}/@schemeID`)
    else if (norma === '010' && texto(`${estandar}/@schemeAgencyID`) !== '9')
      hallar('FAZ14', `${ruta}/${estandar}/@schemeAgencyID`)
    let ajustes = 0
    for (const ajuste of xml.elements('cac:AllowanceCharge', linea)) {
      const valor = centavosDe(xml.text('cbc:Amount', ajuste))
      const base = centavosDe(xml.text('cbc:BaseAmount', ajuste))
      const factor = Number(xml.text('cbc:MultiplierFactorNumeric', ajuste) || Number.NaN)
      if (valor === undefined || base === undefined || Number.isNaN(factor))
        hallar('FED108', `${ruta}/cac:AllowanceCharge`)
      else {
        if (factor > 100) hallar('FAX05', `${ruta}/cac:AllowanceCharge/cbc:MultiplierFactorNumeric`)
        if (valor > base) hallar('FAX06', `${ruta}/cac:AllowanceCharge/cbc:Amount`)
        ajustes += xml.text('cbc:ChargeIndicator', ajuste) === 'true' ? valor : -valor
      }
    }
    const bruto = valorPorCantidad(texto('cac:Price/cbc:PriceAmount'), texto('cac:Price/cbc:BaseQuantity'))
    const gratis = texto('cbc:FreeOfChargeIndicator') === 'true'
    const total = centavosDe(texto('cbc:LineExtensionAmount'))
    if (!gratis && !iguales(total, bruto === undefined ? undefined : bruto + ajustes))
      hallar('FAV06', `${ruta}/cbc:LineExtensionAmount`)
    if (total !== undefined && total < 0) hallar('VLR01', `${ruta}/cbc:LineExtensionAmount`)
  })
}

/** Price (up to six decimals) × quantity in centavos, half to even, without floats. */
function valorPorCantidad(precio: string, cantidad: string): number | undefined {
  const a = decimal(precio)
  const b = decimal(cantidad)
  if (a === undefined || b === undefined) return undefined
  const producto = a.valor * b.valor
  const escala = 10n ** BigInt(a.decimales + b.decimales)
  const centavos = producto * 100n
  const entero = centavos / escala
  const doble = (centavos % escala) * 2n
  const arriba = doble > escala || (doble === escala && entero % 2n === 1n)
  return Number(arriba ? entero + 1n : entero)
}

function decimal(texto: string): { valor: bigint; decimales: number } | undefined {
  const partes = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(texto)
  if (partes === null) return undefined
  const [, enteros = '0', decimales = ''] = partes
  return { valor: BigInt(enteros + decimales), decimales: decimales.length }
}
