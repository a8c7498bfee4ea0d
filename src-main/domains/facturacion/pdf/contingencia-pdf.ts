import type { Content } from 'pdfmake/interfaces.js'
import {
  CASOS_CONTINGENCIA,
  type CausaContingencia,
} from '../../../../src-shared/domains/facturacion/contingencia.ts'
import { formatFecha, formatFechaHora } from '../../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../../src-shared/kernel/money.ts'
import { datos, encabezado, filasFinas, linea, type Membrete } from '../../../core/pdf/parts.ts'
import { renderPdf } from '../../../core/pdf/render-pdf.ts'

export interface CartaContingencia {
  readonly membrete: Membrete
  readonly nit: string
  readonly causa: CausaContingencia
  readonly razon: string
  readonly desde: string
  readonly recuperadaEn: string | null
  readonly terminadaEn: string | null
  readonly facturas: readonly {
    readonly numero: string
    readonly fecha_emision: string
    readonly total: number
    readonly validada_en: string | null
  }[]
  /** Attempts that failed, as they were recorded at the time. */
  readonly intentos: readonly { readonly at: string; readonly descriptor: string; readonly detail: string }[]
}

/** Letter to DIAN that reports a contingency, with its evidence. Its wording is a proposal: the norm asks for the facts, not for a form. */
export function contingenciaPdf(
  carta: CartaContingencia,
  opciones: { readonly sinValidez: boolean; readonly en: Date },
): Promise<Uint8Array> {
  const caso = CASOS_CONTINGENCIA[carta.causa]
  return renderPdf({
    titulo: `Contingencia del ${formatFechaHora(carta.desde)}`,
    pie: `NIT ${carta.nit} · contingencia del ${formatFechaHora(carta.desde)}`,
    sinValidez: opciones.sinValidez,
    en: opciones.en,
    contenido: [
      encabezado(carta.membrete, 'Reporte de contingencia', [
        formatFecha(opciones.en.toISOString().slice(0, 10)),
      ]),
      linea(),
      { text: 'Señores\nDirección de Impuestos y Aduanas Nacionales, DIAN', margin: [0, 4, 0, 10] },
      {
        text: `Informamos que entre ${formatFechaHora(carta.desde)} y ${carta.terminadaEn ? formatFechaHora(carta.terminadaEn) : 'la fecha de esta carta'} facturamos en contingencia por la siguiente situación: ${caso.titulo.toLowerCase()}. ${carta.razon}`,
        margin: [0, 0, 0, 10],
      },
      datos([
        ['Situación', caso.titulo],
        ['Empezó', formatFechaHora(carta.desde)],
        [
          'La DIAN volvió a responder',
          carta.recuperadaEn ? formatFechaHora(carta.recuperadaEn) : 'Todavía no',
        ],
        ['Terminó', carta.terminadaEn ? formatFechaHora(carta.terminadaEn) : 'Sigue abierta'],
        ['Facturas expedidas', String(carta.facturas.length)],
      ]),
      ...tabla(
        'Facturas expedidas',
        ['Número', 'Fecha', 'Valor', 'Validada por la DIAN'],
        carta.facturas.map((una) => [
          una.numero,
          formatFecha(una.fecha_emision),
          formatPesos(una.total),
          una.validada_en ? formatFechaHora(una.validada_en) : 'Pendiente',
        ]),
      ),
      ...tabla(
        'Intentos de envío que fallaron',
        ['Hora', 'Documento', 'Qué pasó'],
        carta.intentos.map((uno) => [formatFechaHora(uno.at), uno.descriptor, uno.detail]),
      ),
    ],
  })
}

function tabla(titulo: string, cabezas: readonly string[], filas: readonly (readonly string[])[]): Content[] {
  if (filas.length === 0) return []
  return [
    { text: titulo, style: 'encabezado', margin: [0, 12, 0, 4] },
    {
      layout: filasFinas,
      table: {
        headerRows: 1,
        widths: cabezas.map((_, i) => (i === cabezas.length - 1 ? '*' : 'auto')),
        body: [
          cabezas.map((text) => ({ text, style: 'encabezado' })),
          ...filas.map((fila) => fila.map((text) => ({ text }))),
        ],
      },
    },
  ]
}
