import type { Parte } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { nombreMedioPago } from '../../../../src-shared/domains/facturacion/texts.ts'
import { formatFechaHora } from '../../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../../src-shared/kernel/money.ts'
import { pesosEnLetras } from '../../../../src-shared/kernel/number-words.ts'
import { datos, encabezado, linea } from '../../../core/pdf/parts.ts'
import { renderPdf } from '../../../core/pdf/render-pdf.ts'
import { membreteDe } from './factura-pdf.ts'

export interface ReciboImprimible {
  readonly numero: number
  /** UTC. */
  readonly en: string
  readonly emisor: Parte
  readonly recibidoDe: string
  readonly documento: string
  readonly concepto: string
  /** Centavos. */
  readonly valor: number
  readonly medio: string
  readonly referencia: string | null
  readonly saldo: number
  readonly cajero: string
}

/** Recibo de caja (workflows 6.7): it says in words that it does not replace the invoice. */
export function reciboPdf(
  recibo: ReciboImprimible,
  opciones: { readonly sinValidez: boolean; readonly en: Date },
): Promise<Uint8Array> {
  return renderPdf({
    titulo: `Recibo de caja ${recibo.numero}`,
    pie: `Recibo ${recibo.numero} · No reemplaza la factura electrónica`,
    sinValidez: opciones.sinValidez,
    en: opciones.en,
    contenido: [
      encabezado(membreteDe(recibo.emisor), 'Recibo de caja', [
        `No. ${recibo.numero}`,
        formatFechaHora(recibo.en),
      ]),
      linea(),
      { text: formatPesos(recibo.valor), style: 'total', fontSize: 22, margin: [0, 4, 0, 2] },
      { text: pesosEnLetras(recibo.valor), margin: [0, 0, 0, 10] },
      datos([
        ['Recibido de', recibo.recibidoDe],
        ['Documento', recibo.documento],
        ['Concepto', recibo.concepto],
        ['Medio de pago', nombreMedioPago(recibo.medio)],
        ['Referencia', recibo.referencia ?? ''],
        ['Saldo', formatPesos(recibo.saldo)],
        ['Recibió', recibo.cajero],
      ]),
      linea(),
      { text: 'No reemplaza la factura electrónica.', style: 'nota' },
    ],
  })
}
