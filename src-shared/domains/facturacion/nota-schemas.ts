import { z } from 'zod'
import {
  ambienteSchema,
  descuentoFacturaSchema,
  lineaFacturaSchema,
  numeroFacturaSchema,
  pagoSchema,
  parteSchema,
  recargoFacturaSchema,
  saludFacturaSchema,
  softwareSchema,
} from './schemas.ts'

/**
 * A nota crédito or nota débito as the domain hands it to whoever issues it. Same units as the invoice: centavos, milésimas,
 * hundredths of a percent, Bogotá dates.
 */

const fecha = z.iso.date('Escriba la fecha como 2026-11-21')

/** DiscrepancyResponse: `1`–`6` in a nota crédito (tabla 13.2.4), `1`–`4` in a nota débito (13.2.5). */
export const conceptoNotaSchema = z.enum(['1', '2', '3', '4', '5', '6'])
export const claseNotaSchema = z.enum(['credito', 'debito'])

/** Operation type (tablas 13.1.5.2 and 13.1.5.3): with reference to an invoice, or without. */
export const operacionNotaSchema = z.enum(['20', '22', '30', '32'])

/** The invoice that the note corrects, as DIAN has it. */
export const facturaReferidaSchema = z.object({
  numero: z.string().regex(/^[A-Z0-9]{1,20}$/, 'El número de la factura va sin espacios ni guiones'),
  cufe: z.string().regex(/^[0-9a-f]{96}$/, 'El CUFE tiene 96 letras y números'),
  /** CUDE when the invoice is a transcription (03). */
  codigo: z.enum(['CUFE', 'CUDE']).default('CUFE'),
  fecha,
})

export const documentoNotaSchema = z.object({
  clase: claseNotaSchema,
  ambiente: ambienteSchema,
  operacion: operacionNotaSchema,
  /** Own consecutive of the issuer: notes need no authorised range. */
  numero: numeroFacturaSchema,
  emision: z.object({ fecha, hora: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/) }),
  concepto: conceptoNotaSchema,
  /** Absent only in 22 and 32. */
  factura: facturaReferidaSchema.optional(),
  /** Days of care, or of the invoices affected when there is no reference. */
  periodo: z.object({ inicio: fecha, fin: fecha }),
  software: softwareSchema,
  emisor: parteSchema,
  adquiriente: parteSchema,
  salud: saludFacturaSchema.optional(),
  pago: pagoSchema,
  lineas: z.array(lineaFacturaSchema).min(1, 'La nota necesita al menos una línea').max(1500),
  /** What belongs to this note of the discounts and charges of the whole invoice. */
  descuentos: z.array(descuentoFacturaSchema).max(21).optional(),
  recargos: z.array(recargoFacturaSchema).max(21).optional(),
  notas: z.array(z.string().trim().min(1).max(5000)),
})

export type ClaseNota = z.infer<typeof claseNotaSchema>
export type ConceptoNota = z.infer<typeof conceptoNotaSchema>
export type DocumentoNota = z.infer<typeof documentoNotaSchema>
