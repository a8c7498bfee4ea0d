import { err, ok, type Result } from '../../kernel/result.ts'
import type { ClaseNota, ConceptoNota, DocumentoNota } from './nota-schemas.ts'
import { nombreConcepto } from './nota-texts.ts'
import { totalesFactura } from './rules.ts'
import type { DocumentoFactura, LineaFactura } from './schemas.ts'

/** Decisions of a note that screen and core must take alike. Pure; money in centavos. */

/** Annulment of the whole invoice (tabla 13.2.4). */
export const ANULACION: ConceptoNota = '2'

/** What is credited or charged of one line of the invoice, before taxes. */
export interface ValorLinea {
  /** Place of the line in the invoice, from 0. */
  readonly linea: number
  readonly valor: number
}

export interface PeticionNota {
  readonly clase: ClaseNota
  readonly concepto: ConceptoNota
  /** Empty in an annulment, which takes every line whole. */
  readonly valores: readonly ValorLinea[]
}

/** Whether the note leaves the invoice without value. */
export function anula(peticion: Pick<PeticionNota, 'clase' | 'concepto'>): boolean {
  return peticion.clase === 'credito' && peticion.concepto === ANULACION
}

/** Total of a note with its taxes, centavos. */
export function totalNota(lineas: DocumentoNota['lineas']): number {
  return totalesFactura({ operacion: '10', recaudos: [], lineas }).total
}

/**
 * The lines of a note. A value is written as one unit at that price, with the code, the words and the tax of the line it corrects, so
 * that line by line it can be set beside the invoice. @returns why not, in words, naming the line
 */
export function lineasNota(
  factura: Pick<DocumentoFactura, 'lineas' | 'operacion' | 'recaudos'>,
  peticion: PeticionNota,
): Result<LineaFactura[], string> {
  if (anula(peticion)) return ok(factura.lineas.map((linea) => ({ ...linea })))
  const { lineas } = totalesFactura(factura)
  const elegidas = peticion.valores.filter(({ valor }) => valor > 0)
  if (elegidas.length === 0) return err('Escriba el valor en al menos una línea.')
  const escritas: LineaFactura[] = []
  for (const { linea: indice, valor } of elegidas) {
    const original = factura.lineas[indice]
    const calculada = lineas[indice]
    if (!original || !calculada) return err('La factura no tiene esa línea. Vuelva a abrirla.')
    if (peticion.clase === 'credito' && valor > calculada.subtotal)
      return err(`El valor de «${original.descripcion}» es mayor que lo facturado.`)
    const { descuento: _, ...resto } = original
    escritas.push({
      ...resto,
      descripcion: descripcionNota(peticion, original.descripcion),
      cantidad: 1000,
      precioUnitario: valor,
    })
  }
  return ok(escritas)
}

function descripcionNota({ clase, concepto }: PeticionNota, original: string): string {
  const texto = clase === 'debito' ? `${nombreConcepto(clase, concepto)}: ${original}` : original
  return texto.slice(0, 300)
}

/**
 * Centavos that can still be credited to an invoice: its total and the debits, less the credits that stand. A rejected note does
 * not count; one without answer does, because it may be validated.
 */
export function porAcreditar(
  total: number,
  notas: readonly { readonly clase: string; readonly estado: string; readonly total: number }[],
): number {
  return notas
    .filter(({ estado, clase }) => (clase === 'credito' ? estado !== 'rechazada' : estado === 'validada'))
    .reduce((resta, nota) => resta + (nota.clase === 'debito' ? nota.total : -nota.total), total)
}
