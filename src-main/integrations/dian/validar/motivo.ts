import { ANULACION, OPERACIONES_NOTA } from './listas.ts'
import type { Revision } from './revision.ts'

/** CBF01–CBF03, CAE01, CAE03, CAD02a, CBG03, CBG04 and those of the nota débito: why the note is made and which invoice it corrects. */
export function revisarMotivo({ xml, forma, hallar }: Revision): void {
  if (forma.clase === 'factura') return
  const { conReferencia, sinReferencia, motivos } = OPERACIONES_NOTA[forma.clase]
  const operacion = xml.text('/*/cbc:CustomizationID')
  const motivo = '/*/cac:DiscrepancyResponse'
  const codigo = xml.text(`${motivo}/cbc:ResponseCode`)
  if (!xml.has(motivo)) hallar('CBF01', motivo)
  else {
    if (operacion !== sinReferencia && xml.text(`${motivo}/cbc:ReferenceID`) === '')
      hallar('CBF02', `${motivo}/cbc:ReferenceID`)
    if (codigo === '') hallar('CBF03', `${motivo}/cbc:ResponseCode`)
    else if (!motivos.has(codigo)) hallar('CAE03', `${motivo}/cbc:ResponseCode`, `Dice «${codigo}».`)
  }
  if (forma.clase === 'nota-credito' && codigo === ANULACION && operacion !== conReferencia)
    hallar('CAD02a', '/*/cbc:CustomizationID')
  if (operacion === sinReferencia) {
    const periodo = '/*/cac:InvoicePeriod'
    if (xml.text(`${periodo}/cbc:StartDate`) === '' || xml.text(`${periodo}/cbc:EndDate`) === '')
      hallar('CAE01', periodo)
  }
  const factura = '/*/cac:BillingReference/cac:InvoiceDocumentReference'
  if (operacion === conReferencia || xml.has(factura)) {
    if (xml.text(`${factura}/cbc:ID`) === '') hallar('CBG03', `${factura}/cbc:ID`)
    if (!/^[0-9a-f]{96}$/i.test(xml.text(`${factura}/cbc:UUID`))) hallar('CBG04', `${factura}/cbc:UUID`)
  }
}
