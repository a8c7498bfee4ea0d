import { z } from 'zod'
import { err, ok, type Result } from '../../kernel/result.ts'
import { type SoporteRecaudo, soporteRecaudoSchema } from './schemas.ts'

/**
 * The payment of a user towards a service that somebody else pays: cuota moderadora, copago, pago compartido, or money in advance
 * (Res. 948 de 2026, tabla conceptoRecaudo). Decisions that screen and core take alike. Pure; money in centavos.
 */

/** Concepts that can be collected. `linea`: the exact words of its SS-Recaudo invoice (DT2 §3.7); an advance is billed with none. */
export const CONCEPTOS_RECAUDO = [
  { codigo: '02', nombre: 'Cuota moderadora', linea: 'Cuota Moderadora', interno: 'CUOTA' },
  { codigo: '01', nombre: 'Copago', linea: 'Copago', interno: 'COPAGO' },
  {
    codigo: '03',
    nombre: 'Pago compartido de plan voluntario',
    linea: 'Pagos compartidos en planes voluntarios de salud',
    interno: 'COMPART',
  },
  { codigo: '04', nombre: 'Anticipo', linea: null, interno: 'ANTICIPO' },
] as const

export type ConceptoCobrado = (typeof CONCEPTOS_RECAUDO)[number]['codigo']
export const conceptoCobradoSchema = z.enum(
  CONCEPTOS_RECAUDO.map(({ codigo }) => codigo) as [ConceptoCobrado, ...ConceptoCobrado[]],
)

export function conceptoRecaudo(codigo: ConceptoCobrado): (typeof CONCEPTOS_RECAUDO)[number] {
  const encontrado = CONCEPTOS_RECAUDO.find((uno) => uno.codigo === codigo)
  if (!encontrado) throw new Error(`no such concept of recaudo ${codigo}`)
  return encontrado
}

/** How a payment was supported. `recibo`: an advance, for which the user holds the receipt of cash alone. */
export const soporteRegistradoSchema = z.enum([...soporteRecaudoSchema.options, 'recibo'])
export type SoporteRegistrado = z.infer<typeof soporteRegistradoSchema>

/** Supports as the practice names them, in the order they are offered; `documento` is how its number is asked for. */
export const SOPORTES_RECAUDO: Readonly<
  Record<SoporteRegistrado, { readonly nombre: string; readonly documento: string | null }>
> = {
  'factura-electronica': { nombre: 'Factura electrónica al paciente', documento: 'Número de la factura' },
  'factura-contingencia': {
    nombre: 'Factura de contingencia al paciente',
    documento: 'Número de la factura',
  },
  pos: { nombre: 'Tiquete o documento POS', documento: 'Número del tiquete' },
  talonario: { nombre: 'Factura de talonario', documento: 'Número del talonario' },
  'solo-informar': { nombre: 'Ya se arregló con el pagador: solo informarlo', documento: null },
  recibo: { nombre: 'Recibo de caja', documento: null },
}

/**
 * Support that what was just collected has: an electronic invoice, unless it was transcribed from paper (type 03, which bears a CUDE;
 * type 04 bears a CUFE). DT2 §3.2.
 */
export function soporteDeFactura(tipo: string): SoporteRecaudo {
  return tipo === '03' ? 'factura-contingencia' : 'factura-electronica'
}

export interface RecaudoConSoporte {
  readonly soporte: SoporteRegistrado
}

/** The supports that decide an operation: each once, in the order of the table. An advance follows what it goes with. */
export function soportesDe(recaudos: readonly RecaudoConSoporte[]): SoporteRecaudo[] {
  return soporteRecaudoSchema.options.filter((soporte) => recaudos.some((uno) => uno.soporte === soporte))
}

/**
 * The one support of the payments of an invoice, which decides its operation; advances alone go as what is supported by electronic
 * invoices. @returns the supports that are mixed, in error
 */
export function soporteComun(
  recaudos: readonly RecaudoConSoporte[],
): Result<SoporteRecaudo, readonly SoporteRecaudo[]> {
  const soportes = soportesDe(recaudos)
  return soportes.length > 1 ? err(soportes) : ok(soportes[0] ?? 'factura-electronica')
}

const EN_PLURAL: Readonly<Record<SoporteRecaudo, string>> = {
  'factura-electronica': 'con factura electrónica',
  'factura-contingencia': 'con factura de contingencia',
  pos: 'con tiquete POS',
  talonario: 'con talonario',
  'solo-informar': 'que solo se informan',
}

/** What is wrong with payments of several supports in one invoice, and what to do, in Spanish. */
export function explicarMezcla(soportes: readonly SoporteRecaudo[]): {
  readonly mensaje: string
  readonly remedio: string
} {
  const nombres = soportes.map((soporte) => EN_PLURAL[soporte])
  const ultimo = nombres.pop() ?? ''
  return {
    mensaje: `Hay pagos ${nombres.join(', ')} y ${ultimo}, y una factura solo admite una clase de soporte (su tipo de operación).`,
    remedio:
      'Deje marcados los de una sola clase y facture los demás con otros servicios del mismo paciente.',
  }
}
