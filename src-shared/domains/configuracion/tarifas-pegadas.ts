import { type Centavos, parsePesos } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { foldText } from '../../kernel/text-folding.ts'
import type { Tarifa } from './schemas.ts'

/** One tariff read from pasted text, not stored yet. */
export type TarifaLeida = Omit<Tarifa, 'id' | 'pagadorId'>

export interface LineaPegada {
  /** Place in the pasted text, from 1. */
  readonly linea: number
  readonly texto: string
  readonly resultado: Result<TarifaLeida, string>
}

/** Health services are excluded from IVA (Estatuto Tributario art. 476). */
export const IMPUESTO_SALUD: Tarifa['impuesto'] = { clase: 'excluido', tributo: '01', tarifa: 0 }

/**
 * Reads tariffs copied from a spreadsheet or a text: `CUPS`, `descripción`, `valor` and, if there is IVA, its percentage;
 * separated by tab, `;` or `|`. Empty lines and a heading are left out; a line that is not understood says why and stops nothing.
 * Of a code that comes twice only the first line is taken.
 */
export function leerTarifasPegadas(texto: string): LineaPegada[] {
  const vistos = new Map<string, number>()
  return texto
    .split(/\r?\n/)
    .map((line, index) => ({ linea: index + 1, texto: line.trim() }))
    .filter(({ texto: line, linea }) => line !== '' && !(linea === 1 && isHeading(line)))
    .map(({ texto: line, linea }) => {
      const leida = readLine(line)
      const antes = leida.ok ? vistos.get(leida.value.cups) : undefined
      if (leida.ok && antes === undefined) vistos.set(leida.value.cups, linea)
      return {
        linea,
        texto: line,
        resultado:
          antes === undefined ? leida : err(`El código ya está en la línea ${antes}. Deje una de las dos.`),
      }
    })
}

function isHeading(line: string): boolean {
  const words = foldText(line)
  return /cups|codigo/.test(words) && /valor|tarifa|precio/.test(words)
}

function readLine(line: string): Result<TarifaLeida, string> {
  const parts = splitColumns(line)
  const [codigo = '', descripcion = '', valor = '', iva = ''] = parts
  if (parts.length < 3)
    return err(
      'Se esperan tres columnas: código CUPS, descripción y valor, separadas por tabulador o punto y coma.',
    )
  const cups = codigo.toUpperCase()
  if (!/^[0-9A-Z]{6}$/.test(cups)) return err(`El código CUPS tiene 6 caracteres y este es «${codigo}».`)
  if (descripcion === '') return err('Falta la descripción del servicio.')
  if (descripcion.length > 300) return err('La descripción pasa de 300 letras. Acórtela.')
  const pesos = parsePesos(valor)
  if (!pesos.ok) return pesos
  if (pesos.value < 0) return err('El valor no puede ser negativo.')
  const impuesto = readIva(iva)
  return impuesto.ok
    ? ok({ cups, descripcion, valor: pesos.value satisfies Centavos, impuesto: impuesto.value })
    : impuesto
}

function splitColumns(line: string): string[] {
  const separator = ['\t', ';', '|'].find((mark) => line.includes(mark))
  return separator === undefined
    ? [line]
    : line.split(separator).map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
}

function readIva(text: string): Result<Tarifa['impuesto'], string> {
  const clean = text.replace(/[\s%]/g, '').replace(',', '.')
  if (clean === '' || /^excluido$/i.test(clean)) return ok(IMPUESTO_SALUD)
  if (/^exento$/i.test(clean) || clean === '0') return ok({ clase: 'exento', tributo: '01', tarifa: 0 })
  const match = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(clean)
  if (!match)
    return err(
      `No se entiende el IVA «${text}». Escriba 19, exento, o deje la columna vacía si está excluido.`,
    )
  const tarifa = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return ok({ clase: 'gravado', tributo: '01', tarifa })
}
