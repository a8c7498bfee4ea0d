import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'

/**
 * PDF files made in the core with pdfmake: what is kept or sent looks the same on every machine, printer or none. Fonts come
 * inside the package; nothing else is read from the disk or the network while a document is made.
 */

const fonts = createRequire(import.meta.url)('pdfmake/fonts/Roboto.js') as Record<
  string,
  Record<string, string>
>
const fontFiles = new Set(Object.values(fonts).flatMap((family) => Object.values(family)))

pdfmake.addFonts(fonts)
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path))
pdfmake.setUrlAccessPolicy(() => false)

export interface PdfInput {
  readonly titulo: string
  readonly contenido: Content[]
  /** Left of the page number, on every page. */
  readonly pie: string
  /** Practice documents carry «SIN VALIDEZ» across every page. */
  readonly sinValidez: boolean
  /** When it was made; goes in the file's own data. */
  readonly en: Date
  readonly tamanio?: 'LETTER' | { readonly width: number; readonly height: number | 'auto' }
}

/** @returns bytes of the PDF, Letter size unless told, with `Página 1 de n` at the foot */
export async function renderPdf(input: PdfInput): Promise<Uint8Array> {
  const definition: TDocumentDefinitions = {
    pageSize: input.tamanio ?? 'LETTER',
    pageMargins: [42, 40, 42, 46],
    info: {
      title: input.titulo,
      creator: 'Consultorio',
      producer: 'Consultorio',
      creationDate: input.en,
      modDate: input.en,
    },
    language: 'es-CO',
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    styles: STYLES,
    content: input.contenido,
    footer: (page: number, pages: number) => ({
      margin: [42, 12, 42, 0],
      columns: [
        // In words too: a watermark is not read aloud nor found by a search.
        { text: input.sinValidez ? `SIN VALIDEZ · ${input.pie}` : input.pie, style: 'nota' },
        { text: `Página ${page} de ${pages}`, style: 'nota', alignment: 'right', width: 80 },
      ],
    }),
    ...(input.sinValidez
      ? { watermark: { text: 'SIN VALIDEZ', color: '#b42318', opacity: 0.13, bold: true, angle: -38 } }
      : {}),
  }
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}

const STYLES = {
  titulo: { fontSize: 14, bold: true },
  subtitulo: { fontSize: 10.5, bold: true, margin: [0, 8, 0, 3] as [number, number, number, number] },
  etiqueta: { fontSize: 7.5, color: '#5b6770' },
  nota: { fontSize: 7.5, color: '#5b6770' },
  codigo: { fontSize: 7 },
  encabezado: { fontSize: 8, bold: true, color: '#37434c' },
  total: { fontSize: 13, bold: true },
  alerta: { fontSize: 11, bold: true, color: '#b42318' },
}
