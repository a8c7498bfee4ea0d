import { diasEntre, isLocalDate } from '../../../../src-shared/kernel/dates.ts'
import { esDeSoporte } from '../reglas/espejo.ts'
import { DIAN_EXT } from './extensiones.ts'
import type { Revision } from './revision.ts'

const FECHA = '/*/cbc:IssueDate'

/** Days in which DIAN admitted a date: back and ahead of the day it received the document (FAD09c, FAD09d). */
const DIAS_ATRAS = 5
const DIAS_ADELANTE = 10

/** FAB07–FAB08 and FAD09a–FAD09b of invoices, FAD09c–FAD10 of all: date within the range's validity and equal to that of the signature; Colombian time. */
export function revisarFechas(revision: Revision): void {
  const { xml, forma, hallar } = revision
  if (!/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d-05:00$/.test(xml.text('/*/cbc:IssueTime')))
    hallar('FAD10', '/*/cbc:IssueTime')
  const emision = xml.text(FECHA)
  if ((forma.clase === 'factura' || forma.clase === 'soporte') && xml.has(DIAN_EXT))
    revisarVigencia(revision, emision)
  if (isLocalDate(emision)) revisarMomento(revision, emision)
  else hallar('ZB01', FECHA, 'La fecha no existe.')
}

function revisarVigencia({ xml, hallar }: Revision, emision: string): void {
  const periodo = `${DIAN_EXT}/sts:InvoiceControl/sts:AuthorizationPeriod`
  const desde = xml.text(`${periodo}/cbc:StartDate`)
  const hasta = xml.text(`${periodo}/cbc:EndDate`)
  if (!isLocalDate(desde)) hallar('FAB07', `${periodo}/cbc:StartDate`)
  else if (isLocalDate(emision) && emision < desde)
    hallar('FAD09a', FECHA, `La numeración empieza el ${desde}.`)
  if (!isLocalDate(hasta)) hallar('FAB08', `${periodo}/cbc:EndDate`)
  else if (isLocalDate(emision) && emision > hasta)
    hallar('FAD09b', FECHA, `La numeración terminó el ${hasta}.`)
}

function revisarMomento({ xml, forma, opciones, hallar }: Revision, emision: string): void {
  // A transcription of a talonario invoice carries the date of the paper.
  if (xml.text('/*/cbc:InvoiceTypeCode') === '03') return
  if (opciones.sinFirma !== true) {
    const firmada = xml.text('//xades:SigningTime').slice(0, 10)
    if (firmada !== '' && firmada !== emision)
      hallar('FAD09e', FECHA, `Es del ${emision} y se firmó el ${firmada}.`)
  }
  // No source tells of a window of days for the documento soporte.
  if (opciones.hoy === undefined || esDeSoporte(forma.clase)) return
  const dias = diasEntre(emision, opciones.hoy)
  if (dias > DIAS_ATRAS) hallar('FAD09c', FECHA)
  if (dias < -DIAS_ADELANTE) hallar('FAD09d', FECHA)
}
