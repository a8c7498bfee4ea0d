import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { CONCEPTO_RECAUDO } from '../../../../src-shared/domains/rips/tablas.ts'
import { formatFecha } from '../../../../src-shared/kernel/dates.ts'
import { formatPesos, sumCentavos } from '../../../../src-shared/kernel/money.ts'
import { filasFinas } from '../../../core/pdf/parts.ts'
import type { DetallePaciente } from '../detalle.ts'

/**
 * Annex of an invoice of several patients: each with his services, authorisation and value, what he had paid, and what is left for the
 * payer. Nothing when the invoice is of only one.
 */
export function anexoPacientes(detalle: readonly DetallePaciente[]): Content[] {
  if (detalle.length <= 1) return []
  const valor = sumCentavos(detalle.map(({ servicios }) => sumCentavos(servicios.map((uno) => uno.valor))))
  const pagado = sumCentavos(detalle.map(({ recaudos }) => sumCentavos(recaudos.map((uno) => uno.valor))))
  return [
    {
      text: `Anexo: detalle de ${detalle.length} pacientes`,
      style: 'encabezado',
      pageBreak: 'before',
      margin: [0, 0, 0, 6],
    },
    {
      layout: filasFinas,
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [52, 40, '*', 70, 62, 62, 62],
        body: [
          [
            cabeza('Fecha'),
            cabeza('CUPS'),
            cabeza('Servicio'),
            cabeza('Autorización'),
            cabeza('Valor', true),
            cabeza('Pagó', true),
            cabeza('Neto', true),
          ],
          ...detalle.flatMap(dePaciente),
          totales(`Total de ${detalle.length} pacientes`, valor, pagado),
        ],
      },
    },
  ]
}

function dePaciente({ nombre, documento, servicios, recaudos }: DetallePaciente): TableCell[][] {
  const valor = sumCentavos(servicios.map((uno) => uno.valor))
  const pagado = sumCentavos(recaudos.map((uno) => uno.valor))
  return [
    [{ text: `${nombre} · ${documento}`, bold: true, colSpan: 7, margin: [0, 4, 0, 0] }, ...vacias(6)],
    ...servicios.map((servicio) => [
      celda(formatFecha(servicio.fecha)),
      celda(servicio.cups),
      celda(servicio.descripcion),
      celda(servicio.autorizacion ?? ''),
      celda(formatPesos(servicio.valor), true),
      celda(''),
      celda(''),
    ]),
    ...recaudos.map((recaudo) => [
      celda(formatFecha(recaudo.fecha)),
      celda(''),
      celda([nombreConcepto(recaudo.concepto), recaudo.numero].filter(Boolean).join(' ')),
      celda(''),
      celda(''),
      celda(formatPesos(recaudo.valor), true),
      celda(''),
    ]),
    totales('Total del paciente', valor, pagado),
  ]
}

function totales(etiqueta: string, valor: number, pagado: number): TableCell[] {
  const fuerte = (text: string): TableCell => ({ text, alignment: 'right', bold: true })
  return [
    { text: etiqueta, colSpan: 4, alignment: 'right', bold: true },
    ...vacias(3),
    fuerte(formatPesos(valor)),
    fuerte(formatPesos(pagado)),
    fuerte(formatPesos(valor - pagado)),
  ]
}

function nombreConcepto(concepto: string): string {
  return CONCEPTO_RECAUDO.valores.find(({ codigo }) => codigo === concepto)?.nombre ?? ''
}

function vacias(cuantas: number): TableCell[] {
  return Array.from({ length: cuantas }, () => ({ text: '' }))
}

function celda(text: string, derecha = false): TableCell {
  return { text, fontSize: 8, ...(derecha ? { alignment: 'right' as const } : {}) }
}

function cabeza(text: string, derecha = false): TableCell {
  return { text, style: 'encabezado', ...(derecha ? { alignment: 'right' as const } : {}) }
}
