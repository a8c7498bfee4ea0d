import { z } from 'zod'
import { isLocalDate } from '../../kernel/dates.ts'
import { query } from '../procedure.ts'
import { FACTURAN } from '../seguridad/schemas.ts'
import { USOS_NUMERO, type UsoNumero } from './usos-numero.ts'

const uso = z.enum(Object.keys(USOS_NUMERO) as [UsoNumero, ...UsoNumero[]])
const fecha = z.string().refine(isLocalDate, 'Escriba una fecha')

/** One number, or several in a row that share their explanation. */
export const usoDeNumeros = z.object({
  desde: z.number().int(),
  hasta: z.number().int(),
  uso,
  /** Day of the invoice, or on which they were left aside; null in a gap. */
  fecha: z.string().nullable(),
  explicacion: z.string(),
  facturaId: z.string().nullable(),
  adquiriente: z.string().nullable(),
  /** Centavos. */
  total: z.number().int().nullable(),
})
export type UsoDeNumeros = z.infer<typeof usoDeNumeros>

const filtro = z.object({
  resolucionId: z.string(),
  /** Days of Bogotá, both included. A gap has none, so it is always shown. */
  desde: fecha.nullable().default(null),
  hasta: fecha.nullable().default(null),
  uso: uso.nullable().default(null),
})
export type FiltroNumeracion = z.infer<typeof filtro>

/** Control of numbering: what became of every number that a range has given or left aside. */
export const numeracionContract = {
  /** The ranges there are, in use or not. */
  rangos: query({ roles: FACTURAN, lan: true }).output(
    z.array(
      z.object({
        id: z.string(),
        /** `SETP990000000 – 995000000`. */
        nombre: z.string(),
        resolucion: z.string(),
        prefijo: z.string(),
        tipo: z.enum(['factura', 'contingencia']),
        /** How many numbers it has given or left aside. */
        usados: z.number().int(),
      }),
    ),
  ),
  control: query({ roles: FACTURAN, lan: true })
    .input(
      filtro.extend({
        /** The last number seen; what follows it is given. */
        despuesDe: z.number().int().nullable().default(null),
        limite: z.number().int().min(1).max(500).default(500),
      }),
    )
    .output(
      z.object({
        numeros: z.array(usoDeNumeros),
        /** How many numbers of each use there are in those days. */
        cuenta: z.record(uso, z.number().int()),
      }),
    ),
  /** The same as a sheet for Excel, base64; every number of the filter. */
  exportar: query({ roles: FACTURAN, lan: true })
    .input(filtro)
    .output(z.object({ nombre: z.string(), base64: z.string() })),
}
