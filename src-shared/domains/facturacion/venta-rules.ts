import {
  type Centavos,
  finePercentOf,
  multiplyByQuantity,
  percentOf,
  sumCentavos,
} from '../../kernel/money.ts'
import { UVT } from '../configuracion/texts.ts'
import { type TotalesFactura, totalesFactura } from './rules.ts'
import type { DocumentoFactura, ImpuestoLinea, LineaFactura, Retencion } from './schemas.ts'
import type { LineaVenta, Venta } from './ventas.ts'

/** Decisions of a sale that screen and core must take alike. Pure; money in centavos. */

/** What of a sale has a value: all but who buys. */
export type ValoresVenta = Pick<
  DocumentoFactura,
  'operacion' | 'recaudos' | 'lineas' | 'descuentos' | 'recargos' | 'autorretenciones' | 'retencionesCliente'
>

/** The values of a sale as the document says them. Operation 10: none of the codes of health. */
export function valoresVenta(
  venta: Pick<Venta, 'lineas' | 'descuentos' | 'recargos' | 'autorretenciones' | 'retencionesCliente'>,
): ValoresVenta {
  const { descuentos, recargos, autorretenciones, retencionesCliente } = venta
  return {
    operacion: '10',
    recaudos: [],
    lineas: alCentavo(venta.lineas),
    ...(descuentos.length > 0 && { descuentos }),
    ...(recargos.length > 0 && { recargos }),
    ...(autorretenciones.length > 0 && { autorretenciones }),
    ...(retencionesCliente.length > 0 && { retencionesCliente }),
  }
}

/**
 * A line as the document says it. A price that has its tax in it goes without, with the six decimals that DIAN takes, so that the
 * tax put back gives the price.
 */
export function lineaDeVenta(linea: LineaVenta): LineaFactura {
  const { codigo, estandar, descripcion, unidad, cantidad, impuesto, recargo } = linea
  const base = { codigo, estandar, descripcion, unidad, cantidad, impuesto }
  const { precioUnitario, fraccionPrecio } = precioSinImpuesto(linea)
  if (linea.muestra)
    return { ...base, precioUnitario: 0, muestra: { precio: Math.max(precioUnitario, 1), tipo: '1' } }
  const bruto = multiplyByQuantity(precioUnitario, cantidad, fraccionPrecio)
  const descuento = linea.descuento && {
    razon: linea.descuento.razon,
    valor:
      linea.descuento.tipo === 'porcentaje'
        ? percentOf(bruto, linea.descuento.valor)
        : Math.min(valorSinImpuesto(linea, linea.descuento.valor), bruto),
  }
  return {
    ...base,
    precioUnitario,
    ...(fraccionPrecio > 0 && { fraccionPrecio }),
    ...(descuento && descuento.valor > 0 && { descuento }),
    ...(recargo && { recargo }),
  }
}

/** Ten-thousandths of a centavo in one centavo: the six decimals of a price in pesos. */
const FINO = 10_000

function precioSinImpuesto(linea: Pick<LineaVenta, 'precio' | 'incluyeImpuesto' | 'impuesto'>): {
  precioUnitario: Centavos
  fraccionPrecio: number
} {
  const fino = sinImpuesto(linea, BigInt(linea.precio) * BigInt(FINO))
  return { precioUnitario: Number(fino / BigInt(FINO)), fraccionPrecio: Number(fino % BigInt(FINO)) }
}

function valorSinImpuesto(
  linea: Pick<LineaVenta, 'incluyeImpuesto' | 'impuesto'>,
  valor: Centavos,
): Centavos {
  return Number(sinImpuesto(linea, BigInt(valor)))
}

/** The part of an amount that is not tax, half up. */
function sinImpuesto(
  { incluyeImpuesto, impuesto }: Pick<LineaVenta, 'incluyeImpuesto' | 'impuesto'>,
  valor: bigint,
): bigint {
  if (!incluyeImpuesto || impuesto.clase !== 'gravado') return valor
  const divisor = 10_000n + BigInt(impuesto.tarifa)
  return (valor * 10_000n * 2n + divisor) / (divisor * 2n)
}

/** Beyond this DIAN could see another peso. */
const AJUSTE_MAXIMO = 50

/**
 * The lines, so that what was sold with its tax included adds up to exactly that: where rounding the tax leaves a centavo, the largest
 * line of that rate takes it. Rates with some price without tax have no such total to keep.
 */
function alCentavo(ventas: readonly LineaVenta[]): LineaFactura[] {
  const lineas = ventas.map(lineaDeVenta)
  for (const id of new Set(ventas.map(({ impuesto }) => idImpuesto(impuesto)))) {
    const indices = ventas.flatMap((una, index) =>
      idImpuesto(una.impuesto) === id && una.impuesto.clase === 'gravado' ? [index] : [],
    )
    const acordados = indices.map((index) => acordado(ventas[index]))
    if (indices.length === 0 || acordados.some((valor) => valor === null)) continue
    const { total, lineas: sumas } = totalesFactura({
      operacion: '10',
      recaudos: [],
      lineas: indices.flatMap((index) => lineas[index] ?? []),
    })
    const ajuste = sumCentavos(acordados.map((valor) => valor ?? 0)) - total
    if (ajuste === 0 || Math.abs(ajuste) > AJUSTE_MAXIMO) continue
    const bases = sumas.map(({ base }) => base)
    const mayor = indices[bases.indexOf(Math.max(...bases))]
    const linea = mayor === undefined ? undefined : lineas[mayor]
    if (mayor !== undefined && linea) lineas[mayor] = { ...linea, ajusteImpuesto: ajuste }
  }
  return lineas
}

/** Centavos that were agreed for a line, tax and all; null when its price does not say it. */
function acordado(linea: LineaVenta | undefined): Centavos | null {
  if (!linea?.incluyeImpuesto || linea.muestra || linea.recargo) return null
  const bruto = multiplyByQuantity(linea.precio, linea.cantidad)
  if (!linea.descuento) return bruto
  const { tipo, valor } = linea.descuento
  return bruto - (tipo === 'porcentaje' ? percentOf(bruto, valor) : Math.min(valor, bruto))
}

/** Taxes that are offered for what a practice sells; health services are excluded and go by another road. */
export const IMPUESTOS_VENTA: readonly {
  readonly id: string
  readonly nombre: string
  readonly impuesto: ImpuestoLinea
}[] = [
  { id: 'iva19', nombre: 'IVA 19 %', impuesto: { clase: 'gravado', tributo: '01', tarifa: 1900 } },
  { id: 'iva5', nombre: 'IVA 5 %', impuesto: { clase: 'gravado', tributo: '01', tarifa: 500 } },
  { id: 'exento', nombre: 'Exento', impuesto: { clase: 'exento', tributo: '01', tarifa: 0 } },
  { id: 'excluido', nombre: 'Excluido', impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 } },
  { id: 'inc8', nombre: 'INC 8 %', impuesto: { clase: 'gravado', tributo: '04', tarifa: 800 } },
]

/** Id of the tax as it is offered; that of the excluded when it is none of them. */
export function idImpuesto({ clase, tributo, tarifa }: ImpuestoLinea): string {
  const igual = IMPUESTOS_VENTA.find(
    ({ impuesto }) =>
      impuesto.clase === clase &&
      (clase !== 'gravado' || (impuesto.tributo === tributo && impuesto.tarifa === tarifa)),
  )
  return igual?.id ?? 'excluido'
}

/** What a withholding is taken from by its name: the IVA for ReteIVA, the value before taxes for the others. */
export function baseUsual(
  tributo: Retencion['tributo'],
  totales: Pick<TotalesFactura, 'subtotal' | 'impuestos'>,
) {
  return tributo === '05'
    ? sumCentavos(totales.impuestos.filter((uno) => uno.tributo === '01').map(({ valor }) => valor))
    : totales.subtotal
}

/** Why a withholding cannot be as it is written; null when it can. */
export function problemaRetencion(
  { tributo, tarifa, base }: Retencion,
  totales: Pick<TotalesFactura, 'subtotal' | 'impuestos'>,
): string | null {
  if (tributo === '05' && tarifa !== 15_000 && tarifa !== 100_000)
    return 'La retención de IVA es del 15 % o del 100 % del IVA.'
  if (base > baseUsual(tributo, totales))
    return tributo === '05'
      ? 'La base de la retención de IVA es mayor que el IVA de la venta.'
      : 'La base de la retención es mayor que el valor de la venta antes de impuestos.'
  if (finePercentOf(base, tarifa) === 0) return 'La retención queda en cero: quítela.'
  return null
}

/**
 * Centavos, before taxes, from which who buys must be identified. Uncertain in the sources: the figure in UVT is a setting, and a year
 * whose UVT is not known takes the latest that is.
 * @param fecha Bogotá date of the sale
 */
export function topeConsumidorFinal(fecha: string, uvt: number): Centavos {
  const anios = Object.keys(UVT).map(Number)
  const anio = Number(fecha.slice(0, 4))
  const valor = UVT[anio] ?? UVT[Math.max(...anios)] ?? 0
  return valor * 100 * uvt
}

/** Totals of a sale, as its invoice will say them. */
export function totalesVenta(venta: Parameters<typeof valoresVenta>[0]): TotalesFactura {
  return totalesFactura(valoresVenta(venta))
}
