import type { Content, CustomTableLayout } from 'pdfmake/interfaces.js'

/** Pieces every document shares, so that sixteen papers look like one practice. */

export interface Membrete {
  readonly nombre: string
  readonly lineas: readonly string[]
}

/** Letterhead at the left and the document's own name and number at the right. */
export function encabezado(membrete: Membrete, titulo: string, lineas: readonly string[]): Content {
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: membrete.nombre, style: 'titulo' },
          ...membrete.lineas.map((linea): Content => ({ text: linea, style: 'nota' })),
        ],
      },
      {
        width: 210,
        stack: [
          { text: titulo, style: 'titulo', alignment: 'right' },
          ...lineas.map((linea): Content => ({ text: linea, style: 'nota', alignment: 'right' })),
        ],
      },
    ],
    columnGap: 16,
  }
}

/** Label above its value, in as many columns as pairs. */
export function datos(pares: readonly (readonly [etiqueta: string, valor: string])[], columnas = 4): Content {
  const filas: Content[] = []
  for (let i = 0; i < pares.length; i += columnas)
    filas.push({
      columns: pares.slice(i, i + columnas).map(([etiqueta, valor]) => ({
        stack: [{ text: etiqueta, style: 'etiqueta' }, { text: valor || '—' }],
        margin: [0, 0, 0, 5] as [number, number, number, number],
      })),
      columnGap: 10,
    })
  return { stack: filas }
}

export function linea(margen = 8): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: 528, y2: 0, lineWidth: 0.6, lineColor: '#c5ccd1' }],
    margin: [0, margen, 0, margen],
  }
}

/** Hair lines between rows, a stronger one under the header; prints well in black and white. */
export const filasFinas: CustomTableLayout = {
  hLineWidth: (i, node) => (i === 0 || i === node.table.body.length ? 0.6 : i === 1 ? 0.6 : 0.25),
  vLineWidth: () => 0,
  hLineColor: () => '#c5ccd1',
  paddingLeft: (i) => (i === 0 ? 0 : 5),
  paddingRight: () => 5,
  paddingTop: () => 3,
  paddingBottom: () => 3,
}
