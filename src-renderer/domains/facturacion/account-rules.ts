import type { LineaCuenta } from '../../../src-shared/domains/facturacion/contract.ts'
import type { FacturaDeCuenta } from '../../../src-shared/domains/facturacion/cuenta.ts'
import type { RecaudoRegistrado } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { anticiposRestan, operacionDeSoporte } from '../../../src-shared/domains/facturacion/rules.ts'
import { addDays, addMonths, type LocalDate } from '../../../src-shared/kernel/dates.ts'
import { sumCentavos } from '../../../src-shared/kernel/money.ts'

export interface Periodo {
  readonly inicio: LocalDate
  readonly fin: LocalDate
}

/** First to last day of the month of a date. */
export function monthOf(fecha: LocalDate): Periodo {
  const inicio = `${fecha.slice(0, 7)}-01`
  return { inicio, fin: addDays(addMonths(inicio, 1), -1) }
}

const MESES = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
]

/** The months that can be billed: this one and the eleven before. */
export function recentMonths(hoy: LocalDate): { readonly value: string; readonly label: string }[] {
  return Array.from({ length: 12 }, (_, back) => {
    const { inicio } = monthOf(addMonths(`${hoy.slice(0, 7)}-01`, -back))
    return { value: inicio, label: `${MESES[Number(inicio.slice(5, 7)) - 1] ?? ''} de ${inicio.slice(0, 4)}` }
  })
}

export interface Amounts {
  readonly servicios: number
  readonly pacientes: number
  /** Centavos. */
  readonly valor: number
  readonly pagado: number
  /** What is left for the payer: an amount that is only informed lowers nothing. */
  readonly neto: number
}

/** What an invoice of the account adds up to. */
export function amountsOf(
  factura: FacturaDeCuenta,
  lineas: ReadonlyMap<string, LineaCuenta>,
  recaudos: ReadonlyMap<string, RecaudoRegistrado>,
): Amounts {
  const propias = factura.servicioIds.flatMap((id) => lineas.get(id) ?? [])
  const valor = sumCentavos(propias.map((linea) => linea.valorUnitario * linea.cantidad))
  const pagado = sumCentavos(factura.recaudoIds.flatMap((id) => recaudos.get(id)?.valor ?? []))
  const resta = factura.soporte !== null && anticiposRestan(operacionDeSoporte(factura.soporte))
  return {
    servicios: propias.length,
    pacientes: new Set(propias.map(({ pacienteId }) => pacienteId)).size,
    valor,
    pagado,
    neto: resta ? valor - pagado : valor,
  }
}
