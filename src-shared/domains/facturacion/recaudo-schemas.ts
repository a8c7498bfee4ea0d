import { z } from 'zod'
import { conceptoCobradoSchema, soporteRegistradoSchema } from './recaudos.ts'
import { isPrintable, tipoDocumentoSchema } from './schemas.ts'

const palabras = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Falta este dato')
    .max(max, `Máximo ${max} letras`)
    .refine(isPrintable, 'Tiene caracteres que no se pueden imprimir: bórrelos')

/** Who hands over the money when it is not the patient (DT2 §3.7: the patient is then the beneficiary). */
export const quienPagaSchema = z.object({
  tipoDocumento: tipoDocumentoSchema,
  numeroDocumento: z.string().regex(/^[0-9A-Za-z]{3,20}$/, 'Escriba el documento sin puntos ni espacios'),
  nombre: palabras(200),
  correo: z.email('Escriba el correo completo, por ejemplo ana@correo.com').nullable(),
})
export type QuienPaga = z.infer<typeof quienPagaSchema>

export const cobroRecaudoSchema = z.object({
  pacienteId: z.string(),
  /** The payer that the money belongs to; null only in an advance of a private patient. */
  pagadorId: z.string().nullable(),
  concepto: conceptoCobradoSchema,
  valor: z.number().int().positive('Escriba un valor mayor que cero'),
  medio: z.string(),
  referencia: z.string().trim().max(60).nullable(),
  soporte: soporteRegistradoSchema,
  /** Of the ticket or the talonario, when the program did not issue it. */
  numeroSoporte: palabras(20).nullable(),
  /** Day it was received, Bogotá; what the program invoices is received today. */
  fecha: z.iso.date('Escriba la fecha como 2026-11-21').nullable(),
  quienPaga: quienPagaSchema.nullable(),
})
export type CobroRecaudo = z.infer<typeof cobroRecaudoSchema>

/** An invoice named beside another. */
export const facturaNombradaSchema = z.object({ id: z.string(), numero: z.string() })

export const recaudoRegistradoSchema = z.object({
  id: z.string(),
  pacienteId: z.string(),
  paciente: z.string(),
  pagadorId: z.string().nullable(),
  pagador: z.string(),
  concepto: conceptoCobradoSchema,
  /** Centavos. */
  valor: z.number().int(),
  fecha: z.string(),
  medio: z.string(),
  soporte: soporteRegistradoSchema,
  /** Number of what the user was given. */
  numeroSoporte: z.string().nullable(),
  /** The SS-Recaudo invoice, when it is ours; with where it stands with DIAN. */
  factura: facturaNombradaSchema.extend({ estado: z.string() }).nullable(),
  recibo: z.number().int().nullable(),
  /** The invoice to the payer that it lowers, if any stands. */
  aplicadoEn: facturaNombradaSchema.nullable(),
  /** `anulado`: given back; `rechazado`: its invoice was refused and is to be corrected first. */
  estado: z.enum(['por-aplicar', 'aplicado', 'anulado', 'rechazado']),
})
export type RecaudoRegistrado = z.infer<typeof recaudoRegistradoSchema>
