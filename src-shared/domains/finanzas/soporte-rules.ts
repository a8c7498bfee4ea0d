import { type Centavos, percentOf, sumCentavos } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { repartirPorTarifa, type TotalesFactura, totalesFactura } from '../facturacion/rules.ts'
import type { ConceptoAjuste, LineaSoporte, Retencion } from './soporte-schemas.ts'

/** Decisions of a documento soporte that screen and core must take alike. Pure; money in centavos. */

export interface RetencionCalculada extends Retencion {
  readonly base: Centavos
  readonly valor: Centavos
  /** What falls to each line, in the order of the lines; their sum is `base` and `valor`. */
  readonly lineas: readonly { readonly base: Centavos; readonly valor: Centavos }[]
}

export interface TotalesSoporte extends TotalesFactura {
  /** In the order of their codes; those without base are left out. */
  readonly retenciones: readonly RetencionCalculada[]
  readonly totalRetenido: Centavos
  /** What the seller is handed: the total less what is withheld. The document itself says the total. */
  readonly neto: Centavos
}

/**
 * Totals by the rules of the invoice (the annex mirrors them) and what is withheld: informed apart, it never lowers the amount to pay
 * (DSAU14).
 */
export function totalesSoporte(doc: {
  readonly lineas: readonly LineaSoporte[]
  readonly retenciones?: readonly Retencion[]
}): TotalesSoporte {
  const totales = totalesFactura({ operacion: '10', recaudos: [], lineas: [...doc.lineas] })
  const retenciones = [...(doc.retenciones ?? [])]
    .sort((a, b) => a.tributo.localeCompare(b.tributo))
    .map((retencion): RetencionCalculada => {
      const bases = totales.lineas.map(({ subtotal, impuesto }) =>
        retencion.tributo === '05' ? impuesto : subtotal,
      )
      const base = sumCentavos(bases)
      const valor = percentOf(base, retencion.tarifa)
      const valores = repartirPorTarifa(valor, bases, retencion.tarifa)
      return {
        ...retencion,
        base,
        valor,
        lineas: bases.map((uno, index) => ({ base: uno, valor: valores[index] ?? 0 })),
      }
    })
    .filter(({ base }) => base > 0)
  const totalRetenido = sumCentavos(retenciones.map(({ valor }) => valor))
  return { ...totales, retenciones, totalRetenido, neto: totales.aPagar - totalRetenido }
}

/** Whether the nota de ajuste leaves the document without value (lista ConceptoNotaAjuste). */
export function anulaSoporte(concepto: ConceptoAjuste): boolean {
  return concepto === '2'
}

/** What is taken back of one line, before IVA. `linea` is its place from 0. */
export interface ValorAjustado {
  readonly linea: number
  readonly valor: Centavos
}

/**
 * The lines of a nota de ajuste: every one whole when it annuls; else one unit at the value given, with the words and the IVA of the
 * line it corrects. @returns why not, in words
 */
export function lineasAjuste(
  lineas: readonly LineaSoporte[],
  concepto: ConceptoAjuste,
  valores: readonly ValorAjustado[],
): Result<LineaSoporte[], string> {
  if (anulaSoporte(concepto)) return ok(lineas.map((linea) => ({ ...linea })))
  const elegidas = valores.filter(({ valor }) => valor > 0)
  if (elegidas.length === 0) return err('Escriba el valor en al menos una línea.')
  const totales = totalesSoporte({ lineas })
  const escritas: LineaSoporte[] = []
  for (const { linea: indice, valor } of elegidas) {
    const original = lineas[indice]
    const calculada = totales.lineas[indice]
    if (!original || !calculada) return err('El documento no tiene esa línea. Vuelva a abrirlo.')
    if (valor > calculada.subtotal)
      return err(`El valor de «${original.descripcion}» es mayor que lo que se compró.`)
    escritas.push({ ...original, cantidad: 1000, precioUnitario: valor })
  }
  return ok(escritas)
}

/** Centavos that can still be adjusted: what is rejected does not count, what has no answer does, because it may be validated (VLR02). */
export function porAjustar(
  total: Centavos,
  notas: readonly { readonly estado: string; readonly total: Centavos }[],
): Centavos {
  return total - sumCentavos(notas.filter(({ estado }) => estado !== 'rechazada').map((nota) => nota.total))
}
