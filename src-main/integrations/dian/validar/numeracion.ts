import { DIAN_EXT } from './extensiones.ts'
import type { Revision } from './revision.ts'

/** FAB05–FAB12, FAD05: the number is one of the authorised range. */
export function revisarNumeracion({ xml, hallar }: Revision): void {
  const control = `${DIAN_EXT}/sts:InvoiceControl`
  const autorizadas = `${control}/sts:AuthorizedInvoices`
  if (!/^\d{11,14}$/.test(xml.text(`${control}/sts:InvoiceAuthorization`)))
    hallar('FAB05a', `${control}/sts:InvoiceAuthorization`)
  const prefijo = xml.text(`${autorizadas}/sts:Prefix`)
  const registro =
    '/*/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cac:CorporateRegistrationScheme'
  if (!xml.has(registro)) hallar('FAJ49', registro)
  else if (xml.text(`${registro}/cbc:ID`) !== prefijo) hallar('FAB10a', `${registro}/cbc:ID`)
  const desde = entero(xml.text(`${autorizadas}/sts:From`))
  const hasta = entero(xml.text(`${autorizadas}/sts:To`))
  if (desde === undefined) hallar('FAB11a', `${autorizadas}/sts:From`)
  if (hasta === undefined) hallar('FAB12a', `${autorizadas}/sts:To`)
  const numero = xml.text('/*/cbc:ID')
  if (!/^[A-Za-z0-9]+$/.test(numero)) {
    hallar('FAD05a', '/Invoice/cbc:ID', `Dice «${numero}».`)
    return
  }
  const consecutivo = numero.startsWith(prefijo) ? entero(numero.slice(prefijo.length)) : undefined
  if (consecutivo === undefined)
    hallar('FAD05e', '/Invoice/cbc:ID', `El número ${numero} no empieza por ${prefijo}.`)
  else if (desde !== undefined && consecutivo < desde)
    hallar('FAD05b', '/Invoice/cbc:ID', `El número es ${consecutivo} y el rango empieza en ${desde}.`)
  else if (hasta !== undefined && consecutivo > hasta)
    hallar('FAD05c', '/Invoice/cbc:ID', `El número es ${consecutivo} y el rango termina en ${hasta}.`)
}

function entero(texto: string): number | undefined {
  return /^\d{1,9}$/.test(texto) ? Number(texto) : undefined
}
