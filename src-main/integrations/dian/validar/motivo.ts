import { ANULACION, MOTIVOS_AJUSTE, OPERACIONES_NOTA } from './listas.ts'
import type { Revision } from './revision.ts'

const MOTIVO = '/*/cac:DiscrepancyResponse'
const REFERIDA = '/*/cac:BillingReference/cac:InvoiceDocumentReference'

/** CBF01–CBF03, CAE01, CAE03, CAD02a, CBG03, CBG04 and those of the nota débito: why the note is made and which invoice it corrects. */
export function revisarMotivo(revision: Revision): void {
  const { xml, forma, hallar } = revision
  if (forma.clase === 'nota-ajuste') revisarMotivoAjuste(revision)
  if (forma.clase !== 'nota-credito' && forma.clase !== 'nota-debito') return
  const { conReferencia, sinReferencia, motivos } = OPERACIONES_NOTA[forma.clase]
  const operacion = xml.text('/*/cbc:CustomizationID')
  const motivo = MOTIVO
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
  const factura = REFERIDA
  if (operacion === conReferencia || xml.has(factura)) {
    if (xml.text(`${factura}/cbc:ID`) === '') hallar('CBG03', `${factura}/cbc:ID`)
    if (!/^[0-9a-f]{96}$/i.test(xml.text(`${factura}/cbc:UUID`))) hallar('CBG04', `${factura}/cbc:UUID`)
  }
}

/** NSBF01–NSBF03 and NSBG02–NSBG04: a nota de ajuste always names its documento soporte. */
function revisarMotivoAjuste({ xml, hallar }: Revision): void {
  const codigo = xml.text(`${MOTIVO}/cbc:ResponseCode`)
  if (!xml.has(MOTIVO)) hallar('CBF01', MOTIVO)
  else if (!MOTIVOS_AJUSTE.has(codigo)) hallar('CBF03', `${MOTIVO}/cbc:ResponseCode`, `Dice «${codigo}».`)
  if (!xml.has(REFERIDA)) {
    hallar('CBG02', REFERIDA)
    return
  }
  if (xml.text(`${REFERIDA}/cbc:ID`) === '') hallar('CBG03', `${REFERIDA}/cbc:ID`)
  if (!/^[0-9a-f]{96}$/i.test(xml.text(`${REFERIDA}/cbc:UUID`))) hallar('CBG04', `${REFERIDA}/cbc:UUID`)
}
