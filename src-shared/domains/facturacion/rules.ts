import {
  type Centavos,
  finePercentOf,
  multiplyByQuantity,
  percentOf,
  sumCentavos,
} from '../../kernel/money.ts'
import {
  type DocumentoFactura,
  type EleccionesSalud,
  type ImpuestoLinea,
  type LineaFactura,
  type Operacion,
  type Recaudo,
  type Retencion,
  type SoporteRecaudo,
  soporteRecaudoSchema,
} from './schemas.ts'

/** Decisions of an invoice that screen and core must take alike. Pure; money in centavos. */

export interface TotalesLinea {
  /** Price × quantity, before the discount. */
  readonly bruto: Centavos
  readonly descuento: Centavos
  readonly recargo: Centavos
  /** What the line adds to the invoice: `bruto − descuento + recargo`; 0 of a sample. */
  readonly subtotal: Centavos
  /** Taxable amount: the subtotal, or what a sample is worth; 0 when excluded. */
  readonly base: Centavos
  readonly impuesto: Centavos
}

export interface ImpuestoPorTarifa {
  /** Hundredths of a percent. */
  readonly tarifa: number
  readonly base: Centavos
  readonly valor: Centavos
}

export interface ImpuestoPorTributo {
  readonly tributo: ImpuestoLinea['tributo']
  readonly valor: Centavos
  readonly tarifas: readonly ImpuestoPorTarifa[]
}

export interface RetencionPorTarifa {
  /** Thousandths of a percent. */
  readonly tarifa: number
  readonly base: Centavos
  readonly valor: Centavos
}

/** What is withheld under one name, rate by rate. */
export interface RetencionPorTributo {
  readonly tributo: Retencion['tributo']
  readonly valor: Centavos
  readonly tarifas: readonly RetencionPorTarifa[]
}

export interface TotalesFactura {
  readonly lineas: readonly TotalesLinea[]
  /** LineExtensionAmount: sum of the lines (FAU02). */
  readonly subtotal: Centavos
  /** TaxExclusiveAmount: sum of the tax bases; excluded lines add nothing (FAU04). */
  readonly baseGravable: Centavos
  /** One per tribute present in the lines, ordered by code; empty when everything is excluded (FAS01b). */
  readonly impuestos: readonly ImpuestoPorTributo[]
  readonly totalImpuestos: Centavos
  /** TaxInclusiveAmount: subtotal + taxes (FAU06). */
  readonly total: Centavos
  /** AllowanceTotalAmount: discounts of the whole document (FAU08). */
  readonly descuentos: Centavos
  /** ChargeTotalAmount: charges of the whole document (FAU10). */
  readonly recargos: Centavos
  /** What the invoice is worth: `total − descuentos + recargos`, whatever was paid before. */
  readonly neto: Centavos
  /** PrepaidAmount: sum of what the user already paid (FAU12). */
  readonly anticipos: Centavos
  /** PayableAmount (FAU14); see `anticiposRestan`. */
  readonly aPagar: Centavos
  /** WithholdingTaxTotal of an autorretenedor, one per tribute, ordered by code (FAT01–FAT07); it lowers nothing. */
  readonly autorretenciones: readonly RetencionPorTributo[]
  /** What the customer will withhold; no part of the document that is sent. */
  readonly retencionesCliente: readonly RetencionPorTributo[]
  /** What will really come in: `aPagar` less what the customer withholds. */
  readonly aRecibir: Centavos
}

type DatosTotales = Pick<
  DocumentoFactura,
  'operacion' | 'recaudos' | 'lineas' | 'descuentos' | 'recargos' | 'autorretenciones' | 'retencionesCliente'
>

/**
 * Totals of an invoice by the rules FAU02–FAU14, FAS01b–FAS07 of annex 1.9.
 *
 * The tax of each tribute and rate is computed on the summed base and then shared out among its lines (largest
 * remainder), so that header and lines agree to the centavo and both satisfy base × rate.
 */
export function totalesFactura(doc: DatosTotales): TotalesFactura {
  const lineas = doc.lineas.map(sinImpuesto)
  const impuestoDeLinea = new Array<Centavos>(lineas.length).fill(0)
  const impuestos = agruparTributos(doc.lineas).map(({ tributo, tarifas }): ImpuestoPorTributo => {
    const calculadas = tarifas.map(({ tarifa, indices }): ImpuestoPorTarifa => {
      const bases = indices.map((index) => lineas[index]?.base ?? 0)
      const base = sumCentavos(bases)
      const exacto = percentOf(base, tarifa)
      const ajustes = indices.map((index) => (tarifa > 0 ? (doc.lineas[index]?.ajusteImpuesto ?? 0) : 0))
      repartirPorTarifa(exacto, bases, tarifa).forEach((parte, orden) => {
        impuestoDeLinea[indices[orden] ?? 0] = parte + (ajustes[orden] ?? 0)
      })
      return { tarifa, base, valor: exacto + sumCentavos(ajustes) }
    })
    return { tributo, valor: sumCentavos(calculadas.map((tarifa) => tarifa.valor)), tarifas: calculadas }
  })
  const subtotal = sumCentavos(lineas.map((linea) => linea.subtotal))
  const totalImpuestos = sumCentavos(impuestos.map((impuesto) => impuesto.valor))
  const total = subtotal + totalImpuestos
  const anticipos = sumCentavos(doc.recaudos.map((recaudo) => recaudo.valor))
  const descuentos = sumCentavos((doc.descuentos ?? []).map(({ valor }) => valor))
  const recargos = sumCentavos((doc.recargos ?? []).map(({ valor }) => valor))
  const neto = total - descuentos + recargos
  const aPagar = anticiposRestan(doc.operacion) ? neto - anticipos : neto
  const retencionesCliente = agruparRetenciones(doc.retencionesCliente ?? [])
  return {
    lineas: lineas.map((linea, index) => ({ ...linea, impuesto: impuestoDeLinea[index] ?? 0 })),
    subtotal,
    baseGravable: sumCentavos(lineas.map((linea) => linea.base)),
    impuestos,
    totalImpuestos,
    total,
    descuentos,
    recargos,
    neto,
    anticipos,
    aPagar,
    autorretenciones: agruparRetenciones(doc.autorretenciones ?? []),
    retencionesCliente,
    aRecibir: aPagar - sumCentavos(retencionesCliente.map(({ valor }) => valor)),
  }
}

/** A sample is worth nothing in the invoice, and its tax goes by what it would cost (art. 421 ET; official example). */
function sinImpuesto(linea: LineaFactura): Omit<TotalesLinea, 'impuesto'> {
  const { cantidad, muestra } = linea
  const bruto = muestra ? 0 : multiplyByQuantity(linea.precioUnitario, cantidad, linea.fraccionPrecio)
  const descuento = muestra ? 0 : (linea.descuento?.valor ?? 0)
  const recargo = muestra ? 0 : (linea.recargo?.valor ?? 0)
  const subtotal = bruto - descuento + recargo
  const gravable = muestra ? multiplyByQuantity(muestra.precio, cantidad) : subtotal
  return {
    bruto,
    descuento,
    recargo,
    subtotal,
    base: linea.impuesto.clase === 'excluido' ? 0 : gravable,
  }
}

/**
 * Whether what the user paid lowers the amount to pay: yes in SS-CUFE, SS-CUDE, SS-POS and SS-SNum; in SS-Reporte the
 * amounts are informative; the rest carry none (DT2 "método de cálculo", annex 1.9 FAU14).
 */
export function anticiposRestan(operacion: string | undefined): boolean {
  return (
    operacion === 'SS-CUFE' || operacion === 'SS-CUDE' || operacion === 'SS-POS' || operacion === 'SS-SNum'
  )
}

/** Whether the invoice carries the health extension and goes to the ministry: every `SS-` operation but SS-Recaudo (DT2 §3.2). */
export function llevaExtensionSalud(operacion: Operacion): boolean {
  return operacion !== '10' && operacion !== 'SS-Recaudo'
}

export interface DecisionOperacion {
  /** A health service, or the collection of a copago; false for any other sale. */
  readonly sectorSalud: boolean
  /** The invoice charges the user the copago, cuota moderadora or pago compartido itself. */
  readonly esRecaudo: boolean
  readonly recaudos: readonly Pick<Recaudo, 'concepto' | 'valor'>[]
  /** How the payments were supported. */
  readonly soporte: SoporteRecaudo
}

/** What a payer without contract usually is for an independent doctor: ADRES, SOAT or a voluntary plan. */
export const ELECCIONES_USUALES: EleccionesSalud = { sinContrato: '02' }

const POR_SOPORTE: Readonly<Record<SoporteRecaudo, Operacion>> = {
  'factura-electronica': 'SS-CUFE',
  'factura-contingencia': 'SS-CUDE',
  pos: 'SS-POS',
  talonario: 'SS-SNum',
  'solo-informar': 'SS-Reporte',
}

/** What was chosen for an invoice already made, to make it again alike. */
export function eleccionesDe(doc: Pick<DocumentoFactura, 'salud'>): EleccionesSalud {
  const sinContrato = doc.salud?.facturaSinContrato
  return {
    sinContrato: sinContrato && sinContrato !== '07' ? sinContrato : ELECCIONES_USUALES.sinContrato,
  }
}

/** How the payments of an invoice already made were supported, by its operation. */
export function soporteDe(operacion: Operacion): SoporteRecaudo {
  return soporteRecaudoSchema.options.find((uno) => POR_SOPORTE[uno] === operacion) ?? 'factura-electronica'
}

/** Operation code that invoices whose payments were supported like that take (DT2 §3.2). */
export function operacionDeSoporte(soporte: SoporteRecaudo): Operacion {
  return POR_SOPORTE[soporte]
}

/** Operation code of an invoice (DT2 §3.2). */
export function operacionDe(decision: DecisionOperacion): Operacion {
  if (!decision.sectorSalud) return '10'
  if (decision.esRecaudo) return 'SS-Recaudo'
  if (!decision.recaudos.some((recaudo) => recaudo.concepto !== '05' && recaudo.valor > 0))
    return 'SS-SinAporte'
  return POR_SOPORTE[decision.soporte]
}

/** One entry per concept, summed, with the latest date (FED061). Concepts without money are left out. */
export function recaudosPorConcepto(recaudos: readonly Recaudo[]): Omit<Recaudo, 'soporte'>[] {
  const porConcepto = new Map<Recaudo['concepto'], Omit<Recaudo, 'soporte'>>()
  for (const recaudo of recaudos) {
    if (recaudo.valor === 0) continue
    const previo = porConcepto.get(recaudo.concepto)
    porConcepto.set(recaudo.concepto, {
      concepto: recaudo.concepto,
      valor: (previo?.valor ?? 0) + recaudo.valor,
      fecha: previo && previo.fecha > recaudo.fecha ? previo.fecha : recaudo.fecha,
    })
  }
  return [...porConcepto.values()].sort((a, b) => a.concepto.localeCompare(b.concepto))
}

/** Prefix and consecutive together, as DIAN wants them: `SETP990000001`. */
export function numeroCompleto(numero: DocumentoFactura['numero']): string {
  return `${numero.prefijo}${numero.consecutivo}`
}

/** One group per tribute and one rate once, its bases together (FAT01). */
function agruparRetenciones(retenciones: readonly Retencion[]): RetencionPorTributo[] {
  const tributos = new Map<Retencion['tributo'], Map<number, Centavos>>()
  for (const { tributo, tarifa, base } of retenciones) {
    const tarifas = tributos.get(tributo) ?? new Map<number, Centavos>()
    tributos.set(tributo, tarifas.set(tarifa, (tarifas.get(tarifa) ?? 0) + base))
  }
  return [...tributos]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([tributo, bases]) => {
      const tarifas = [...bases]
        .sort(([a], [b]) => b - a)
        .map(([tarifa, base]) => ({ tarifa, base, valor: finePercentOf(base, tarifa) }))
      return { tributo, tarifas, valor: sumCentavos(tarifas.map(({ valor }) => valor)) }
    })
}

interface GrupoTributo {
  readonly tributo: ImpuestoLinea['tributo']
  readonly tarifas: { tarifa: number; indices: number[] }[]
}

function agruparTributos(lineas: readonly LineaFactura[]): GrupoTributo[] {
  const tributos = new Map<ImpuestoLinea['tributo'], Map<number, number[]>>()
  lineas.forEach(({ impuesto }, index) => {
    if (impuesto.clase === 'excluido') return
    const tarifas = tributos.get(impuesto.tributo) ?? new Map<number, number[]>()
    tributos.set(impuesto.tributo, tarifas)
    const tarifa = impuesto.clase === 'exento' ? 0 : impuesto.tarifa
    tarifas.set(tarifa, [...(tarifas.get(tarifa) ?? []), index])
  })
  return [...tributos]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([tributo, tarifas]) => ({
      tributo,
      tarifas: [...tarifas].sort(([a], [b]) => b - a).map(([tarifa, indices]) => ({ tarifa, indices })),
    }))
}

/** Shares `total` among the bases: each gets its exact tax rounded down, the spare centavos go to the largest remainders. */
export function repartirPorTarifa(total: Centavos, bases: readonly Centavos[], tarifa: number): Centavos[] {
  const exactas = bases.map((base) => BigInt(base) * BigInt(tarifa))
  const partes = exactas.map((exacta) => Number(exacta / 10_000n))
  let sobrante = total - sumCentavos(partes)
  const orden = exactas
    .map((exacta, index) => ({ index, resto: Number(exacta % 10_000n) }))
    .sort((a, b) => b.resto - a.resto || a.index - b.index)
  for (const { index } of orden) {
    if (sobrante <= 0) break
    partes[index] = (partes[index] ?? 0) + 1
    sobrante -= 1
  }
  return partes
}
