import { DIAN_EXT } from './extensiones.ts'
import type { RangoAutorizado, Revision } from './revision.ts'

const CONTROL = `${DIAN_EXT}/sts:InvoiceControl`
const AUTORIZADAS = `${CONTROL}/sts:AuthorizedInvoices`
const REGISTRO =
  '/*/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cac:CorporateRegistrationScheme'

/** FAB05–FAB12, FAD05b–FAD05e of invoices and of the documento soporte, FAJ49–FAJ50 of invoices and notes: the number is one of the authorised range and its prefix is told. */
export function revisarNumeracion(revision: Revision): void {
  const { forma, xml, opciones } = revision
  const numero = xml.text('/*/cbc:ID')
  if (forma.clase === 'nota-ajuste') return
  if (forma.clase === 'nota-credito' || forma.clase === 'nota-debito') {
    // A note has no range: what goes before its last digits is its prefix.
    revisarPrefijo(revision, /^[A-Za-z0-9]*[A-Za-z](?=\d*$)/.exec(numero)?.[0] ?? '')
    return
  }
  if (!xml.has(DIAN_EXT)) return
  const prefijo = xml.text(`${AUTORIZADAS}/sts:Prefix`)
  // The seller of a documento soporte has no range of ours, so its data do not repeat the prefix.
  if (forma.clase === 'factura') revisarPrefijo(revision, prefijo)
  revisarRango(revision, numero, prefijo)
  if (opciones.rango !== undefined) compararConRango(revision, opciones.rango, numero, prefijo)
}

function revisarPrefijo({ xml, forma, hallar }: Revision, prefijo: string): void {
  const registrado = xml.text(`${REGISTRO}/cbc:ID`)
  if (!xml.has(REGISTRO)) hallar('FAJ49', REGISTRO)
  else if (registrado === '' && prefijo !== '') hallar('FAJ50', `${REGISTRO}/cbc:ID`)
  else if (registrado !== prefijo && forma.clase === 'factura') hallar('FAB10a', `${REGISTRO}/cbc:ID`)
}

/** Against what the document itself says of its range. */
function revisarRango({ xml, hallar }: Revision, numero: string, prefijo: string): void {
  if (!/^\d{11,14}$/.test(xml.text(`${CONTROL}/sts:InvoiceAuthorization`)))
    hallar('FAB05a', `${CONTROL}/sts:InvoiceAuthorization`)
  const desde = entero(xml.text(`${AUTORIZADAS}/sts:From`))
  const hasta = entero(xml.text(`${AUTORIZADAS}/sts:To`))
  if (desde === undefined) hallar('FAB11a', `${AUTORIZADAS}/sts:From`)
  if (hasta === undefined) hallar('FAB12a', `${AUTORIZADAS}/sts:To`)
  if (!/^[A-Za-z0-9]+$/.test(numero)) return
  const consecutivo = consecutivoDe(numero, prefijo)
  if (consecutivo === undefined)
    hallar('FAD05e', '/*/cbc:ID', `El número ${numero} no empieza por ${prefijo}.`)
  else if (desde !== undefined && consecutivo < desde)
    hallar('FAD05b', '/*/cbc:ID', `El número es ${consecutivo} y el rango empieza en ${desde}.`)
  else if (hasta !== undefined && consecutivo > hasta)
    hallar('FAD05c', '/*/cbc:ID', `El número es ${consecutivo} y el rango termina en ${hasta}.`)
}

/** Against the range as DIAN has it. */
function compararConRango(
  { xml, hallar }: Revision,
  rango: RangoAutorizado,
  numero: string,
  prefijo: string,
): void {
  const comparar = (regla: string, ruta: string, esperado: string | number): void => {
    const dice = xml.text(ruta)
    if (dice !== '' && dice !== String(esperado)) hallar(regla, ruta, `Dice ${dice} y es ${esperado}.`)
  }
  comparar('FAB05a', `${CONTROL}/sts:InvoiceAuthorization`, rango.resolucion)
  comparar('FAB07b', `${CONTROL}/sts:AuthorizationPeriod/cbc:StartDate`, rango.vigenciaDesde)
  comparar('FAB08b', `${CONTROL}/sts:AuthorizationPeriod/cbc:EndDate`, rango.vigenciaHasta)
  if (prefijo !== rango.prefijo)
    hallar('FAB10b', `${AUTORIZADAS}/sts:Prefix`, `Dice «${prefijo}» y es «${rango.prefijo}».`)
  comparar('FAB11a', `${AUTORIZADAS}/sts:From`, rango.desde)
  comparar('FAB12b', `${AUTORIZADAS}/sts:To`, rango.hasta)
  const consecutivo = consecutivoDe(numero, rango.prefijo)
  if (consecutivo !== undefined && (consecutivo < rango.desde || consecutivo > rango.hasta))
    hallar(
      'FAD05d',
      '/*/cbc:ID',
      `El número es ${consecutivo} y el rango va de ${rango.desde} a ${rango.hasta}.`,
    )
}

function consecutivoDe(numero: string, prefijo: string): number | undefined {
  return numero.startsWith(prefijo) ? entero(numero.slice(prefijo.length)) : undefined
}

function entero(texto: string): number | undefined {
  return /^\d{1,9}$/.test(texto) ? Number(texto) : undefined
}
