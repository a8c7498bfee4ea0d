import { centavosDe, type Revision, sumarTextos } from './revision.ts'

/** FAN01–FAN03, FAU12, FBD03, FED061, FED104–FED105: how it is paid and what was already paid. */
export function revisarPago({ xml, hallar, iguales }: Revision): void {
  const medio = '/*/cac:PaymentMeans'
  const forma = xml.text(`${medio}/cbc:ID`)
  if (!xml.has(medio)) hallar('FAN01', medio)
  else {
    if (forma !== '1' && forma !== '2') hallar('FAN02', `${medio}/cbc:ID`)
    if (!/^(\d{1,2}|ZZZ)$/.test(xml.text(`${medio}/cbc:PaymentMeansCode`)))
      hallar('FAN03', `${medio}/cbc:PaymentMeansCode`)
    if (forma === '2' && xml.text(`${medio}/cbc:PaymentDueDate`) === '')
      hallar('FAN02', `${medio}/cbc:PaymentDueDate`, 'A crédito debe decir cuándo vence.')
  }
  const anticipos = xml.elements('/*/cac:PrepaidPayment')
  const valores = anticipos.map((anticipo) => xml.text('cbc:PaidAmount', anticipo))
  const conceptos = anticipos.map((anticipo) => xml.text('cbc:ID/@schemeID', anticipo))
  const ruta = '/Invoice/cac:PrepaidPayment'
  if (xml.text('/*/cbc:CustomizationID').startsWith('SS-')) {
    if (new Set(conceptos).size !== conceptos.length) hallar('FED061', ruta)
    if (conceptos.includes('')) hallar('FED104', `${ruta}/cbc:ID/@schemeID`)
    if (valores.includes('')) hallar('FED105', `${ruta}/cbc:PaidAmount`)
  }
  const declarado = xml.text('/*/cac:LegalMonetaryTotal/cbc:PrepaidAmount')
  if (anticipos.length === 0 && declarado === '') return
  const total = declarado === '' ? 0 : centavosDe(declarado)
  if (!iguales(total, sumarTextos(valores)))
    hallar('FAU12', '/Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount')
  const bruto = centavosDe(xml.text('/*/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount'))
  if (total !== undefined && bruto !== undefined && total > bruto)
    hallar('FBD03', '/Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount')
}
