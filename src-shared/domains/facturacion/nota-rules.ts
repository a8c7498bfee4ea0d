import { proportionOf } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { ClaseNota, ConceptoNota, DocumentoNota } from './nota-schemas.ts'
import { nombreConcepto } from './nota-texts.ts'
import { type TotalesFactura, totalesFactura } from './rules.ts'
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

/** What a note says of an invoice: its lines, and what belongs to it of the discounts and charges of the whole invoice. */
export type ContenidoNota = Pick<DocumentoNota, 'lineas' | 'descuentos' | 'recargos'>

/** Sums of a note. What the user had paid towards the invoice has no place in it (DT2 §3.9); `neto` is what it moves. */
export function totalesNota({ lineas, descuentos, recargos }: ContenidoNota): TotalesFactura {
  return totalesFactura({ operacion: '10', recaudos: [], lineas, descuentos, recargos })
}

/** What the notes that stand already took of an invoice. */
export interface NotasAnteriores {
  /** Centavos before taxes credited before. */
  readonly subtotal: number
  /** Centavos that can still be credited, taxes included: `porAcreditar`. */
  readonly disponible: number
  /** Something was charged on top: what remains is not only the invoice's. */
  readonly hayDebitos: boolean
}

/** The notes of an invoice that stand, for the next one. @param neto what the invoice is worth, centavos */
export function notasAnteriores(
  neto: number,
  notas: readonly (Acreditable & { readonly subtotal: number })[],
): NotasAnteriores {
  const enPie = notas.filter(({ estado }) => estado !== 'rechazada')
  return {
    subtotal: enPie.reduce((suma, nota) => suma + (nota.clase === 'credito' ? nota.subtotal : 0), 0),
    disponible: porAcreditar(neto, notas),
    hayDebitos: enPie.some(({ clase }) => clase === 'debito'),
  }
}

/**
 * What a note says. A value is written as one unit at that price, with the code, the words and the tax of the line it corrects, so
 * that line by line it can be set beside the invoice; of the discounts and charges of the whole invoice goes the part that is credited.
 * The note that credits the last of it leaves exactly nothing. @returns why not, in words, naming the line
 */
export function contenidoNota(
  factura: DatosFactura,
  peticion: PeticionNota,
  anteriores: NotasAnteriores,
): Result<ContenidoNota, string> {
  const { descuentos = [], recargos = [] } = factura
  if (anula(peticion))
    return ok(conAjustes({ lineas: factura.lineas.map((linea) => ({ ...linea })), descuentos, recargos }))
  const lineas = lineasNota(factura, peticion)
  if (!lineas.ok) return lineas
  if (peticion.clase === 'debito') return ok({ lineas: lineas.value })
  const { subtotal } = totalesFactura(factura)
  const acreditado = peticion.valores.reduce((suma, { valor }) => suma + valor, 0)
  const parte = <T extends { readonly valor: number }>(uno: T): T[] => {
    const valor = proportionOf(uno.valor, acreditado, subtotal)
    return valor > 0 ? [{ ...uno, valor }] : []
  }
  return ok(
    cerrar(
      conAjustes({
        lineas: lineas.value,
        descuentos: descuentos.flatMap(parte),
        recargos: recargos.flatMap(parte),
      }),
      anteriores,
      acreditado + anteriores.subtotal === subtotal && !anteriores.hayDebitos,
    ),
  )
}

type DatosFactura = Pick<DocumentoFactura, 'lineas' | 'operacion' | 'recaudos' | 'descuentos' | 'recargos'>

function conAjustes({ lineas, descuentos = [], recargos = [] }: ContenidoNota): ContenidoNota {
  return {
    lineas,
    ...(descuentos.length > 0 && { descuentos }),
    ...(recargos.length > 0 && { recargos }),
  }
}

/** Up to one peso, as DIAN compares: what several roundings leave is never more. */
const CIERRE_MAXIMO = 100

const RAZON_CIERRE = 'Ajuste de centavos por las notas anteriores'

/** Rounding each note on its own may leave a centavo of more or of less: the last one takes it. */
function cerrar(
  contenido: ContenidoNota,
  { disponible }: NotasAnteriores,
  esLaUltima: boolean,
): ContenidoNota {
  const sobra = totalesNota(contenido).neto - disponible
  if (!esLaUltima || sobra === 0 || Math.abs(sobra) > CIERRE_MAXIMO) return contenido
  const { descuentos = [], recargos = [] } = contenido
  return sobra > 0
    ? { ...contenido, descuentos: [...descuentos, { codigo: '00', valor: sobra, razon: RAZON_CIERRE }] }
    : { ...contenido, recargos: [...recargos, { codigo: '02', valor: -sobra, razon: RAZON_CIERRE }] }
}

function lineasNota(factura: DatosFactura, peticion: PeticionNota): Result<LineaFactura[], string> {
  const { lineas } = totalesFactura(factura)
  const elegidas = peticion.valores.filter(({ valor }) => valor > 0)
  if (elegidas.length === 0) return err('Escriba el valor en al menos una línea.')
  const escritas: LineaFactura[] = []
  for (const { linea: indice, valor } of elegidas) {
    const original = factura.lineas[indice]
    const calculada = lineas[indice]
    if (!original || !calculada) return err('La factura no tiene esa línea. Vuelva a abrirla.')
    if (original.muestra)
      return err(`«${original.descripcion}» se entregó sin cobrar: no hay qué corregirle en dinero.`)
    if (peticion.clase === 'credito' && valor > calculada.subtotal)
      return err(`El valor de «${original.descripcion}» es mayor que lo facturado.`)
    const { descuento: _d, recargo: _r, fraccionPrecio: _f, ajusteImpuesto: _a, ...resto } = original
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

interface Acreditable {
  readonly clase: string
  readonly estado: string
  readonly total: number
}

/**
 * Centavos that can still be credited to an invoice: its total and the debits, less the credits that stand. A rejected note does
 * not count; one without answer does, because it may be validated.
 */
export function porAcreditar(total: number, notas: readonly Acreditable[]): number {
  return notas
    .filter(({ estado, clase }) => (clase === 'credito' ? estado !== 'rechazada' : estado === 'validada'))
    .reduce((resta, nota) => resta + (nota.clase === 'debito' ? nota.total : -nota.total), total)
}
