import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { direccionImpresa } from '../../../../src-shared/domains/facturacion/impreso.ts'
import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import { nombreMedioPago } from '../../../../src-shared/domains/facturacion/texts.ts'
import { type TotalesSoporte, totalesSoporte } from '../../../../src-shared/domains/finanzas/soporte-rules.ts'
import {
  CONCEPTOS_AJUSTE,
  NOMBRE_DOCUMENTO_VENDEDOR,
  NOMBRE_FORMA,
  NOMBRE_RETENCION,
} from '../../../../src-shared/domains/finanzas/soporte-texts.ts'
import { formatFecha, formatFechaHora } from '../../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../../src-shared/kernel/money.ts'
import { pesosEnLetras } from '../../../../src-shared/kernel/number-words.ts'
import { datos, encabezado, linea } from '../../../core/pdf/parts.ts'
import { renderPdf } from '../../../core/pdf/render-pdf.ts'
import { membreteDe, tablaLineas } from '../../facturacion/api.ts'
import type { DocumentoDeSoporte } from './versiones.ts'

export interface SoporteImprimible {
  readonly documento: DocumentoDeSoporte
  readonly cuds: string
  /** Text of the QR, as it was signed. */
  readonly qr: string
  /** Instant DIAN validated it, UTC, or null. */
  readonly validadoEn: string | null
  /** The nota de ajuste that left it without value. */
  readonly anuladoPor: string | null
  readonly programa: string
}

/** Representación gráfica of the documento soporte or of its nota de ajuste; until DIAN validates it, it says that it is not yet one. */
export function soportePdf(
  soporte: SoporteImprimible,
  opciones: { readonly sinValidez: boolean; readonly en: Date },
): Promise<Uint8Array> {
  const { documento, validadoEn } = soporte
  const numero = numeroCompleto(documento.numero)
  const nombre =
    documento.clase === 'soporte'
      ? 'Documento soporte en adquisiciones efectuadas a no obligados a facturar'
      : 'Nota de ajuste del documento soporte'
  const totales = totalesSoporte({
    lineas: documento.lineas,
    retenciones: documento.clase === 'soporte' ? documento.retenciones : [],
  })
  return renderPdf({
    titulo: validadoEn ? `${nombre} ${numero}` : `${numero}, pendiente de validación DIAN`,
    pie: `${numero} · CUDS ${soporte.cuds.slice(0, 16)}… · Generado por ${soporte.programa} (software propio del adquirente)`,
    sinValidez: opciones.sinValidez,
    en: opciones.en,
    contenido: [
      encabezado(membreteDe(documento.comprador), validadoEn ? nombre : 'Pendiente de validación DIAN', [
        `No. ${numero}`,
        `Generado ${formatFecha(documento.emision.fecha)}, ${documento.emision.hora.slice(0, 5)}`,
        validadoEn
          ? `Validado por la DIAN ${formatFechaHora(validadoEn)}`
          : 'Todavía no soporta la compra: espera la validación de la DIAN',
      ]),
      ...(soporte.anuladoPor
        ? [
            {
              text: `Anulado con la nota de ajuste ${soporte.anuladoPor}`,
              style: 'alerta',
              margin: [0, 8, 0, 0],
            } satisfies Content,
          ]
        : []),
      linea(),
      partes(documento),
      tablaLineas(documento, totales),
      compras(documento),
      valores(documento, totales),
      linea(10),
      validacion(soporte),
    ],
  })
}

function partes(documento: DocumentoDeSoporte): Content {
  const { vendedor, pago } = documento
  const { exterior } = vendedor
  return datos([
    ['Vendedor', vendedor.nombre],
    ['Documento', `${NOMBRE_DOCUMENTO_VENDEDOR[vendedor.tipoDocumento]} ${vendedor.numero}`],
    [
      'Dirección',
      exterior ? `${exterior.linea}, ${exterior.ciudad}, ${exterior.nombrePais}` : direccionImpresa(vendedor),
    ],
    ['Procedencia', documento.procedencia === '10' ? 'Residente en Colombia' : 'No residente'],
    ...(documento.clase === 'soporte'
      ? ([
          ['Forma de pago', pago.forma === '1' ? 'Contado' : 'Crédito'],
          ['Medio de pago', nombreMedioPago(pago.medio)],
          ...(pago.vencimiento ? ([['Vence', formatFecha(pago.vencimiento)]] as const) : []),
        ] as const)
      : ([
          ['Documento que ajusta', `${documento.soporte.numero} del ${formatFecha(documento.soporte.fecha)}`],
          ['Concepto', CONCEPTOS_AJUSTE[documento.concepto].nombre],
        ] as const)),
    ...(documento.notas.length > 0
      ? ([[documento.clase === 'soporte' ? 'Observaciones' : 'Razón', documento.notas.join(' ')]] as const)
      : []),
  ])
}

/** The day of each purchase: the invoice's table has no room for it. */
function compras({ lineas }: DocumentoDeSoporte): Content {
  const [primera] = lineas
  const forma = primera ? NOMBRE_FORMA[primera.compra.forma] : ''
  const fechas = [...new Set(lineas.map(({ compra }) => compra.fecha))]
    .sort()
    .map((fecha) => formatFecha(fecha))
  return {
    text: `${forma}. Fecha de compra: ${fechas.join(', ')}`,
    style: 'nota',
    margin: [0, 6, 0, 0],
  }
}

function valores(documento: DocumentoDeSoporte, totales: TotalesSoporte): Content {
  const fila = (etiqueta: string, valor: string, style?: string): TableCell[] => [
    { text: etiqueta, alignment: 'right', ...(style ? { style } : {}) },
    { text: valor, alignment: 'right', ...(style ? { style } : {}) },
  ]
  return {
    margin: [0, 8, 0, 0],
    columns: [
      { width: '*', stack: [{ text: 'Son', style: 'etiqueta' }, { text: pesosEnLetras(totales.aPagar) }] },
      {
        width: 270,
        layout: 'noBorders',
        table: {
          widths: ['*', 100],
          body: [
            fila('Subtotal', formatPesos(totales.subtotal)),
            ...totales.impuestos.map((impuesto) => fila('IVA', formatPesos(impuesto.valor))),
            fila(
              documento.clase === 'soporte' ? 'Total del documento' : 'Total de la nota',
              formatPesos(totales.aPagar),
              'total',
            ),
            ...totales.retenciones.map(({ tributo, tarifa, valor }) =>
              fila(
                `${NOMBRE_RETENCION[tributo]} ${String(tarifa / 100).replace('.', ',')} %`,
                `- ${formatPesos(valor)}`,
              ),
            ),
            ...(totales.retenciones.length > 0
              ? [fila('Neto que recibe el vendedor', formatPesos(totales.neto), 'total')]
              : []),
          ],
        },
      },
    ],
  }
}

function validacion({ documento, cuds, qr, programa }: SoporteImprimible): Content {
  return {
    unbreakable: true,
    columns: [
      { width: 108, qr, fit: 104 },
      {
        width: '*',
        stack: [
          { text: 'CUDS', style: 'etiqueta' },
          { text: cuds, style: 'codigo', margin: [0, 0, 0, 5] },
          documento.clase === 'ajuste'
            ? [
                { text: 'CUDS del documento soporte', style: 'etiqueta' },
                { text: documento.soporte.cuds, style: 'codigo', margin: [0, 0, 0, 5] },
              ]
            : { text: numeracion(documento.resolucion), style: 'nota' },
          {
            text: `Software ${programa}, del propio adquirente (NIT ${documento.comprador.numero}). Documento firmado digitalmente (XAdES-EPES).`,
            style: 'nota',
          },
        ],
      },
    ],
    columnGap: 14,
  }
}

function numeracion(resolucion: Extract<DocumentoDeSoporte, { clase: 'soporte' }>['resolucion']): string {
  return `Autorización de numeración de documento soporte ${resolucion.numero}, prefijo ${resolucion.prefijo || 'sin prefijo'}, del ${resolucion.desde} al ${resolucion.hasta}, vigente del ${formatFecha(resolucion.vigenciaDesde)} al ${formatFecha(resolucion.vigenciaHasta)}.`
}
