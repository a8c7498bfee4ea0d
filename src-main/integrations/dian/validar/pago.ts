import { MEDIOS_PAGO } from './listas.ts'
import { centavosDe, type Revision, sumarTextos } from './revision.ts'
import { esDeSalud } from './salud.ts'

/** FAN01–FAN03 (CAN01, DAN01): how it is paid. FAU12, FBD03, FED061, FED104–FED105: what was already paid. */
export function revisarPago(revision: Revision): void {
  const { xml, forma, hallar } = revision
  const grupos = xml.elements('/*/cac:PaymentMeans')
  if (grupos.length === 0) hallar(forma.clase === 'factura' ? 'FAN01' : 'CAN01', '/*/cac:PaymentMeans')
  grupos.forEach((grupo, index) => {
    const ruta = `/*/cac:PaymentMeans[${index + 1}]`
    const como = xml.text('cbc:ID', grupo)
    if (como !== '1' && como !== '2') hallar('FAN02', `${ruta}/cbc:ID`)
    else if (como === '2' && xml.text('cbc:PaymentDueDate', grupo) === '')
      hallar('FAN02', `${ruta}/cbc:PaymentDueDate`, 'A crédito debe decir cuándo vence.')
    if (!MEDIOS_PAGO.has(xml.text('cbc:PaymentMeansCode', grupo)))
      hallar('FAN03', `${ruta}/cbc:PaymentMeansCode`)
  })
  // UBL gives no prepayment to a nota crédito, and the annex of the documento soporte took it away.
  if (forma.clase === 'factura' || forma.clase === 'nota-debito') revisarAnticipos(revision)
}

function revisarAnticipos(revision: Revision): void {
  const { xml, forma, hallar, iguales } = revision
  const anticipos = xml.elements('/*/cac:PrepaidPayment')
  const valores = anticipos.map((anticipo) => xml.text('cbc:PaidAmount', anticipo))
  const conceptos = anticipos.map((anticipo) => xml.text('cbc:ID/@schemeID', anticipo))
  const ruta = '/*/cac:PrepaidPayment'
  if (esDeSalud(revision)) {
    if (new Set(conceptos).size !== conceptos.length) hallar('FED061', ruta)
    if (conceptos.includes('')) hallar('FED104', `${ruta}/cbc:ID/@schemeID`)
    if (valores.includes('')) hallar('FED105', `${ruta}/cbc:PaidAmount`)
  }
  const total = `/*/cac:${forma.totales}/cbc:PrepaidAmount`
  const declarado = xml.text(total)
  if (anticipos.length === 0 && declarado === '') return
  const valor = declarado === '' ? 0 : centavosDe(declarado)
  if (!iguales(valor, sumarTextos(valores))) hallar('FAU12', total)
  const bruto = centavosDe(xml.text(`/*/cac:${forma.totales}/cbc:TaxInclusiveAmount`))
  if (valor !== undefined && bruto !== undefined && valor > bruto) hallar('FBD03', total)
}
