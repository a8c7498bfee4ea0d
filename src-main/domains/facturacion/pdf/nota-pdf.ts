import type { Content } from 'pdfmake/interfaces.js'
import {
  direccionImpresa,
  documentoImpreso,
  filasTotales,
} from '../../../../src-shared/domains/facturacion/impreso.ts'
import { totalesNota } from '../../../../src-shared/domains/facturacion/nota-rules.ts'
import type { DocumentoNota } from '../../../../src-shared/domains/facturacion/nota-schemas.ts'
import { NOMBRE_NOTA, nombreConcepto } from '../../../../src-shared/domains/facturacion/nota-texts.ts'
import { numeroCompleto, type TotalesFactura } from '../../../../src-shared/domains/facturacion/rules.ts'
import { formatFecha, formatFechaHora } from '../../../../src-shared/kernel/dates.ts'
import { datos, encabezado, linea } from '../../../core/pdf/parts.ts'
import { renderPdf } from '../../../core/pdf/render-pdf.ts'
import { textoQr } from '../../../integrations/dian/factura/huella.ts'
import { membreteDe, tablaLineas, tablaTotales } from './factura-pdf.ts'

export interface NotaImprimible {
  readonly documento: DocumentoNota
  readonly cude: string
  /** Instant DIAN validated it, UTC, or null. */
  readonly validadaEn: string | null
  readonly programa: string
}

/** Representación gráfica of a note; until DIAN validates it, it says that it corrects nothing yet. */
export function notaPdf(
  nota: NotaImprimible,
  opciones: { readonly sinValidez: boolean; readonly en: Date },
): Promise<Uint8Array> {
  const { documento, validadaEn } = nota
  const numero = numeroCompleto(documento.numero)
  const nombre = `${NOMBRE_NOTA[documento.clase]} electrónica`
  const totales = totalesNota(documento)
  return renderPdf({
    titulo: validadaEn ? `${nombre} ${numero}` : `${numero}, pendiente de validación DIAN`,
    pie: `${numero} · CUDE ${nota.cude.slice(0, 16)}… · Generada por ${nota.programa} (software propio del facturador)`,
    sinValidez: opciones.sinValidez,
    en: opciones.en,
    contenido: [
      encabezado(membreteDe(documento.emisor), validadaEn ? nombre : 'Pendiente de validación DIAN', [
        `No. ${numero}`,
        `Emitida ${formatFecha(documento.emision.fecha)}, ${documento.emision.hora.slice(0, 5)}`,
        validadaEn
          ? `Validada por la DIAN ${formatFechaHora(validadaEn)}`
          : 'Todavía no corrige la factura: espera la validación de la DIAN',
      ]),
      linea(),
      ...referencia(documento),
      tablaLineas(documento, totales),
      tablaTotales(filasTotales(documento, totales, 'Total de la nota'), totales.aPagar),
      linea(10),
      validacion(nota, totales),
    ],
  })
}

function referencia(documento: DocumentoNota): Content[] {
  const { adquiriente, factura } = documento
  return [
    datos([
      ['Adquiriente', adquiriente.nombre],
      ['Documento', documentoImpreso(adquiriente)],
      ['Dirección', direccionImpresa(adquiriente)],
      [
        'Factura que corrige',
        factura ? `${factura.numero} del ${formatFecha(factura.fecha)}` : 'Sin referencia',
      ],
      ['Concepto', nombreConcepto(documento.clase, documento.concepto)],
      ['Razón', documento.notas.join(' ')],
    ]),
  ]
}

function validacion({ documento, cude, programa }: NotaImprimible, totales: TotalesFactura): Content {
  return {
    unbreakable: true,
    columns: [
      { width: 108, qr: textoQr(documento, totales, { nombre: 'CUDE', valor: cude }), fit: 104 },
      {
        width: '*',
        stack: [
          { text: 'CUDE', style: 'etiqueta' },
          { text: cude, style: 'codigo', margin: [0, 0, 0, 5] },
          ...(documento.factura
            ? [
                { text: 'CUFE de la factura', style: 'etiqueta' } satisfies Content,
                { text: documento.factura.cufe, style: 'codigo', margin: [0, 0, 0, 5] } satisfies Content,
              ]
            : []),
          {
            text: `Software ${programa}, del propio facturador (NIT ${documento.emisor.numero}). Documento firmado digitalmente (XAdES-EPES).`,
            style: 'nota',
          },
        ],
      },
    ],
    columnGap: 14,
  }
}
