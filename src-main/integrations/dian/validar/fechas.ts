import { diasEntre, isLocalDate } from '../../../../src-shared/kernel/dates.ts'
import { DIAN_EXT } from './extensiones.ts'
import type { Revision } from './revision.ts'

const FECHA = '/Invoice/cbc:IssueDate'

/** Days in which DIAN admits a date: back and ahead of the day it receives the document (FAD09c, FAD09d). */
const DIAS_ATRAS = 5
const DIAS_ADELANTE = 10

/** FAB07–FAB08, FAD09–FAD10: date within the range's validity and equal to that of the signature; time with Colombian offset. */
export function revisarFechas({ xml, opciones, hallar }: Revision): void {
  const periodo = `${DIAN_EXT}/sts:InvoiceControl/sts:AuthorizationPeriod`
  const desde = xml.text(`${periodo}/cbc:StartDate`)
  const hasta = xml.text(`${periodo}/cbc:EndDate`)
  if (!isLocalDate(desde)) hallar('FAB07', `${periodo}/cbc:StartDate`)
  if (!isLocalDate(hasta)) hallar('FAB08', `${periodo}/cbc:EndDate`)
  if (!/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d-05:00$/.test(xml.text('/*/cbc:IssueTime')))
    hallar('FAD10', '/Invoice/cbc:IssueTime')
  const emision = xml.text('/*/cbc:IssueDate')
  if (!isLocalDate(emision)) {
    hallar('ZB01', FECHA, 'La fecha no existe.')
    return
  }
  if (isLocalDate(desde) && emision < desde) hallar('FAD09a', FECHA, `La numeración empieza el ${desde}.`)
  if (isLocalDate(hasta) && emision > hasta) hallar('FAD09b', FECHA, `La numeración terminó el ${hasta}.`)
  // A transcription of a talonario invoice carries the date of the paper.
  const delPapel = xml.text('/*/cbc:InvoiceTypeCode') === '03'
  if (opciones.sinFirma !== true && !delPapel) {
    const firmada = xml.text('//xades:SigningTime').slice(0, 10)
    if (firmada !== '' && firmada !== emision)
      hallar('FAD09e', FECHA, `Es del ${emision} y se firmó el ${firmada}.`)
  }
  if (opciones.hoy !== undefined && !delPapel) {
    const dias = diasEntre(emision, opciones.hoy)
    if (dias > DIAS_ATRAS) hallar('FAD09c', FECHA)
    if (dias < -DIAS_ADELANTE) hallar('FAD09d', FECHA)
  }
}
