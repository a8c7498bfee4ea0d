import { z } from 'zod'
import {
  ambienteSchema,
  isPrintable,
  numeroFacturaSchema,
  softwareSchema,
  tipoDocumentoSchema,
} from '../facturacion/schemas.ts'

/**
 * What the acquirer of an invoice tells DIAN about it, and the tacit acceptance that its issuer tells (annex 1.9, ApplicationResponse;
 * Decreto 1074 de 2015 art. 2.2.2.53.4). Dates and times are those of America/Bogota.
 */

export const codigoEventoSchema = z.enum(['030', '031', '032', '033', '034'])
/** Why an invoice is claimed (tabla conceptoReclamo). */
export const conceptoReclamoSchema = z.enum(['01', '02', '03', '04'])

const texto = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Falta este dato')
    .max(max, `Máximo ${max} letras`)
    .refine(isPrintable, 'Tiene caracteres que no se pueden imprimir: bórrelo y escríbalo de nuevo')

/** One of the two who speak: always by NIT, without check digit. */
export const parteEventoSchema = z.object({
  /** `1` persona jurídica, `2` persona natural. */
  tipoPersona: z.enum(['1', '2']),
  numero: z.string().regex(/^\d{3,15}$/, 'El NIT va sin puntos, espacios ni dígito de verificación'),
  nombre: texto(450),
})

/** The person who received the invoice, or the good or service. */
export const quienRecibeSchema = z.object({
  tipoDocumento: tipoDocumentoSchema,
  numero: z.string().regex(/^[0-9A-Za-z-]{3,20}$/, 'El número de documento va sin puntos ni espacios'),
  nombres: texto(200),
  apellidos: texto(200),
  cargo: texto(100),
})

export const documentoEventoSchema = z
  .object({
    codigo: codigoEventoSchema,
    ambiente: ambienteSchema,
    /** Own consecutive of who sends it: events need no authorised range. */
    numero: numeroFacturaSchema,
    emision: z.object({
      fecha: z.iso.date('Escriba la fecha como 2026-11-21'),
      hora: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'Escriba la hora como 14:05:00'),
    }),
    software: softwareSchema,
    /** Who sends it: the acquirer, or the issuer of the invoice in 034. */
    remitente: parteEventoSchema,
    /** The other party of the invoice. In 034 DIAN receives the event and this one is named in the sworn note. */
    contraparte: parteEventoSchema,
    factura: z.object({
      numero: z.string().regex(/^[A-Z0-9]{1,20}$/, 'El número de la factura va sin espacios ni guiones'),
      cufe: z.string().regex(/^[0-9a-f]{96}$/, 'El CUFE tiene 96 letras y números'),
      tipo: z.enum(['01', '02', '03', '04']),
    }),
    /** Only in 030 and 032, where it is required. */
    quienRecibe: quienRecibeSchema.optional(),
    /** Only in 031, where it is required. */
    reclamo: z.object({ concepto: conceptoReclamoSchema, motivo: texto(500).optional() }).optional(),
  })
  .superRefine(({ codigo, quienRecibe, reclamo }, refinement) => {
    if (pideQuienRecibe(codigo) !== (quienRecibe !== undefined))
      refinement.addIssue({
        code: 'custom',
        path: ['quienRecibe'],
        message: 'Diga quién recibió, solo en el acuse y en el recibo',
      })
    if ((codigo === '031') !== (reclamo !== undefined))
      refinement.addIssue({
        code: 'custom',
        path: ['reclamo'],
        message: 'Diga por qué reclama, solo en el reclamo',
      })
  })

export type CodigoEvento = z.infer<typeof codigoEventoSchema>
export type ConceptoReclamo = z.infer<typeof conceptoReclamoSchema>
export type ParteEvento = z.infer<typeof parteEventoSchema>
export type QuienRecibe = z.infer<typeof quienRecibeSchema>
export type DocumentoEvento = z.infer<typeof documentoEventoSchema>

/** Names of tabla eventos, letter by letter: they go in the document. */
export const NOMBRE_EVENTO: Readonly<Record<CodigoEvento, string>> = {
  '030': 'Acuse de recibo de Factura Electrónica de Venta',
  '031': 'Reclamo de la Factura Electrónica de Venta',
  '032': 'Recibo del bien o prestación del servicio',
  '033': 'Aceptación expresa',
  '034': 'Aceptación Tácita',
}

/** Names of tabla conceptoReclamo, letter by letter. */
export const NOMBRE_RECLAMO: Readonly<Record<ConceptoReclamo, string>> = {
  '01': 'Documento con inconsistencias',
  '02': 'Mercancía no entregada',
  '03': 'Mercancía entregada parcialmente',
  '04': 'Servicio no prestado',
}

/** 030 and 032 say which person received. */
export function pideQuienRecibe(codigo: CodigoEvento): boolean {
  return codigo === '030' || codigo === '032'
}
