import type { XmlElement } from 'libxml2-wasm'
import { isLocalDate } from '../../../../src-shared/kernel/dates.ts'
import { esDeSoporte } from '../reglas/espejo.ts'
import { ESTANDARES, TIPOS_PRECIO, TRIBUTOS_SOPORTE } from './listas.ts'
import { centavosDe, type Revision } from './revision.ts'
import { esDeSalud } from './salud.ts'

/** Form of a unit code: the list of 1090 is not in the program (FAV05, FBB05). */
const UNIDAD = /^[0-9A-Z]{1,3}$/

/** FAV01–FAV06, FAW05, FAX05–FAX06, FAZ02–FAZ14, FBB04–FBB05, FED108 and their mirrors: each line, its taxes aside. */
export function revisarLineas(revision: Revision): void {
  const { xml, forma, hallar } = revision
  const lineas = xml.elements(`/*/cac:${forma.linea}`)
  if (lineas.length === 0) hallar('FAV01', `/*/cac:${forma.linea}`)
  lineas.forEach((linea, index) => {
    const ruta = `/*/cac:${forma.linea}[${index + 1}]`
    if (xml.text('cbc:ID', linea) !== String(index + 1)) hallar('FAV02', `${ruta}/cbc:ID`)
    revisarCantidad(revision, linea, ruta)
    revisarProducto(revision, linea, ruta)
    revisarValor(revision, linea, ruta)
    if (esDeSoporte(forma.clase)) revisarCompra(revision, linea, ruta)
  })
}

function revisarCantidad({ xml, forma, hallar }: Revision, linea: XmlElement, ruta: string): void {
  const cantidad = `cbc:${forma.cantidad}`
  const dice = xml.text(cantidad, linea)
  if (!/^\d+(\.\d+)?$/.test(dice) || Number(dice) <= 0) hallar('FAV04b', `${ruta}/${cantidad}`)
  if (!UNIDAD.test(xml.text(`${cantidad}/@unitCode`, linea))) hallar('FAV05', `${ruta}/${cantidad}/@unitCode`)
  const base = 'cac:Price/cbc:BaseQuantity/@unitCode'
  const unidad = xml.text(base, linea)
  if (unidad === '') hallar('FBB04', `${ruta}/${base}`)
  else if (!UNIDAD.test(unidad)) hallar('FBB05', `${ruta}/${base}`)
  const precio = 'cac:PricingReference/cac:AlternativeConditionPrice'
  // What is given away must say what it is worth (part 2.8 of our reference).
  const referida = xml.has(precio, linea) || esMuestra(xml, linea)
  if (referida && !TIPOS_PRECIO.has(xml.text(`${precio}/cbc:PriceTypeCode`, linea)))
    hallar('FAW05', `${ruta}/${precio}/cbc:PriceTypeCode`)
}

function revisarProducto({ xml, hallar }: Revision, linea: XmlElement, ruta: string): void {
  const texto = (path: string): string => xml.text(path, linea)
  if (texto('cac:Item/cbc:Description') === '') hallar('FAZ02', `${ruta}/cac:Item/cbc:Description`)
  if (xml.text('/*/cbc:InvoiceTypeCode') === '02') {
    if (texto('cac:Item/cbc:BrandName') === '') hallar('FAZ04', `${ruta}/cac:Item/cbc:BrandName`)
    if (texto('cac:Item/cbc:ModelName') === '') hallar('FAZ05', `${ruta}/cac:Item/cbc:ModelName`)
  }
  const estandar = 'cac:Item/cac:StandardItemIdentification/cbc:ID'
  const codigo = texto(estandar)
  const norma = texto(`${estandar}/@schemeID`)
  if (codigo === '') hallar('FAZ09', `${ruta}/${estandar}`)
  else if (!ESTANDARES.has(norma)) hallar('FAZ12', `${ruta}/${estandar}/@schemeID`)
  else if (norma === '001' && !/^\d{8}$/.test(codigo)) hallar('FAZ10', `${ruta}/${estandar}`)
  else if (norma === '010' && texto(`${estandar}/@schemeAgencyID`) !== '9')
    hallar('FAZ14', `${ruta}/${estandar}/@schemeAgencyID`)
}

/** The amount of the line against its price, quantity and discounts; a sample goes for nothing. */
function revisarValor(revision: Revision, linea: XmlElement, ruta: string): void {
  const { xml, hallar, iguales } = revision
  const ajustes = revisarDescuentos(revision, linea, ruta)
  if (esMuestra(xml, linea)) {
    if (centavosDe(xml.text('cbc:LineExtensionAmount', linea)) !== 0)
      hallar('FAV06', `${ruta}/cbc:LineExtensionAmount`, 'Lo que se entrega sin cobrar va en cero.')
    return
  }
  const bruto = valorPorCantidad(
    xml.text('cac:Price/cbc:PriceAmount', linea),
    xml.text('cac:Price/cbc:BaseQuantity', linea),
  )
  const total = centavosDe(xml.text('cbc:LineExtensionAmount', linea))
  if (!iguales(total, bruto === undefined ? undefined : bruto + ajustes))
    hallar('FAV06', `${ruta}/cbc:LineExtensionAmount`)
}

function esMuestra(xml: Revision['xml'], linea: XmlElement): boolean {
  return xml.text('cbc:FreeOfChargeIndicator', linea) === 'true'
}

/** @returns what the charges add and the discounts take away, in centavos */
function revisarDescuentos(revision: Revision, linea: XmlElement, ruta: string): number {
  const { xml, hallar } = revision
  const salud = esDeSalud(revision)
  let ajustes = 0
  for (const ajuste of xml.elements('cac:AllowanceCharge', linea)) {
    const valor = centavosDe(xml.text('cbc:Amount', ajuste))
    const base = centavosDe(xml.text('cbc:BaseAmount', ajuste))
    const factor = Number(xml.text('cbc:MultiplierFactorNumeric', ajuste) || Number.NaN)
    const esRecargo = xml.text('cbc:ChargeIndicator', ajuste) === 'true'
    if (salud && (valor === undefined || base === undefined || Number.isNaN(factor)))
      hallar('FED108', `${ruta}/cac:AllowanceCharge`)
    if (factor > 100) hallar('FAX05', `${ruta}/cac:AllowanceCharge/cbc:MultiplierFactorNumeric`)
    if (!esRecargo && valor !== undefined && base !== undefined && valor > base)
      hallar('FAX06', `${ruta}/cac:AllowanceCharge/cbc:Amount`)
    ajustes += (valor ?? 0) * (esRecargo ? 1 : -1)
  }
  return ajustes
}

/** DSFC01–DSFC04 and DSAY13: when it was bought, how it is transmitted, and no tribute but those of the list. */
function revisarCompra({ xml, hallar }: Revision, linea: XmlElement, ruta: string): void {
  const periodo = `${ruta}/cac:InvoicePeriod`
  if (!xml.has('cac:InvoicePeriod', linea)) hallar('DSFC01', periodo)
  else {
    if (!isLocalDate(xml.text('cac:InvoicePeriod/cbc:StartDate', linea)))
      hallar('DSFC02a', `${periodo}/cbc:StartDate`)
    const forma = xml.text('cac:InvoicePeriod/cbc:DescriptionCode', linea)
    if (forma !== '1' && forma !== '2') hallar('DSFC03', `${periodo}/cbc:DescriptionCode`, `Dice «${forma}».`)
  }
  const tributo = 'cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID'
  for (const grupo of ['cac:TaxTotal', 'cac:WithholdingTaxTotal'])
    for (const nodo of xml.elements(`${grupo}/${tributo}`, linea))
      if (!TRIBUTOS_SOPORTE.has(nodo.content.trim()))
        hallar('DSAY13', `${ruta}/${grupo}/${tributo}`, `Dice «${nodo.content.trim()}».`)
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
