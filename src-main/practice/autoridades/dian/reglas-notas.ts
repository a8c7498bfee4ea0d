import { en, texto } from './arbol.ts'
import type { Caso } from './caso.ts'
import { type Hallazgo, notificacion, rechazo } from './hallazgo.ts'

/** Rules that only notes have, with their own names: C… for credit, D… for debit. */
export function reglasDeNotas(caso: Caso): Hallazgo[] {
  if (caso.tipo === 'Invoice') return []
  const { documento } = caso
  const letra = caso.tipo === 'CreditNote' ? 'C' : 'D'
  const conReferencia = ['20', '30'].includes(texto(documento, 'CustomizationID'))
  const motivo = en(documento, 'DiscrepancyResponse')
  const codigo = texto(motivo, 'ResponseCode')
  const hallazgos: Hallazgo[] = []
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(`${letra}${regla}`, mensaje))
  }

  exigir(!!motivo, 'BF01', 'No se informó el motivo de la nota (DiscrepancyResponse).')
  const ultimo = caso.tipo === 'CreditNote' ? 6 : 4
  exigir(
    /^\d$/.test(codigo) && Number(codigo) >= 1 && Number(codigo) <= ultimo,
    'BF03',
    'El código del motivo no está en la lista.',
  )
  if (motivo && conReferencia && texto(motivo, 'ReferenceID') === '') {
    hallazgos.push(notificacion(`${letra}BF02`, 'No se informó ReferenceID en el motivo de la nota.'))
  }
  exigir(
    caso.tipo !== 'CreditNote' || codigo !== '2' || conReferencia,
    'AD02a',
    'La anulación exige una nota con referencia (tipo de operación 20).',
  )

  const factura = en(documento, 'BillingReference/InvoiceDocumentReference')
  if (conReferencia) {
    exigir(texto(factura, 'ID') !== '', 'BG03', 'No se informó el número de la factura referenciada.')
    exigir(texto(factura, 'UUID') !== '', 'BG04', 'No se informó el CUFE de la factura referenciada.')
    exigir(
      caso.yaAceptado(texto(factura, 'UUID'), texto(factura, 'ID')),
      'BG04a',
      'La factura referenciada no existe en los registros de la DIAN.',
    )
  } else {
    exigir(!factura, 'BG01', 'La nota sin referencia no debe informar BillingReference.')
    exigir(
      texto(documento, 'InvoicePeriod/StartDate') !== '' && texto(documento, 'InvoicePeriod/EndDate') !== '',
      'AE03',
      'La nota sin referencia debe informar el periodo de las facturas que afecta.',
    )
  }
  return hallazgos
}
