import { z } from 'zod'
import { hallazgoFactura } from '../facturacion/schemas.ts'
import { command, commandId, query, refusals } from '../procedure.ts'
import { FACTURAN } from '../seguridad/schemas.ts'
import { conceptoReclamoSchema, quienRecibeSchema } from './eventos.ts'
import { comprobacionSchema } from './recibida.ts'
import { soportesContract } from './soporte-contract.ts'

const codigoComprador = z.enum(['030', '031', '032', '033'])

const compraResumen = z.object({
  id: z.string(),
  numero: z.string(),
  proveedor: z.string(),
  proveedorNit: z.string(),
  fecha: z.string(),
  vence: z.string().nullable(),
  /** Centavos. */
  total: z.number().int(),
  impuestos: z.number().int(),
  importadaEn: z.string(),
  estado: z.enum(['por-acusar', 'acusada', 'recibida', 'aceptada', 'aceptada-tacita', 'reclamada']),
  /** Last day to accept or claim before it counts as accepted; null while it does not run. */
  limiteTacita: z.string().nullable(),
  /** DIAN refused an event and nobody made it again. */
  conRechazo: z.boolean(),
  observaciones: z.number().int(),
})
export type CompraResumen = z.infer<typeof compraResumen>

const compraDetalle = compraResumen.extend({
  cufe: z.string(),
  subtotal: z.number().int(),
  forma: z.enum(['1', '2']),
  lineas: z.array(z.object({ descripcion: z.string(), valor: z.number().int() })),
  comprobaciones: z.array(comprobacionSchema),
  tienePdf: z.boolean(),
  posibles: z.array(codigoComprador),
  eventos: z.array(
    z.object({
      id: z.string(),
      codigo: codigoComprador,
      numero: z.string(),
      en: z.string(),
      estado: z.enum(['firmado', 'desconocido', 'registrado', 'rechazado']),
      detalle: z.string(),
      hallazgos: z.array(hallazgoFactura),
    }),
  ),
})
export type CompraDetalle = z.infer<typeof compraDetalle>

/** Invoices of suppliers: imported, checked, and answered to DIAN with their events. */
export const finanzasContract = {
  soportes: soportesContract,
  compras: {
    importar: command({ roles: FACTURAN, lan: true })
      .errors(refusals('COMPRA_NO_VALIDA', 'COMPRA_REPETIDA', 'CONFIGURACION_INCOMPLETA'))
      .input(
        z.object({
          commandId,
          nombre: z.string().trim().min(1).max(255),
          /** XML or ZIP as it arrived, base64. */
          archivo: z.string().min(1, 'El archivo está vacío').max(24_000_000, 'El archivo pesa más de 16 MB'),
        }),
      )
      .output(z.object({ id: z.string(), numero: z.string() })),
    /** `total` is of all the pages of the same filter; when a text is given nothing beyond 1,000 is counted. */
    listar: query({ roles: FACTURAN, lan: true })
      .input(
        z.object({
          texto: z.string().trim().max(100).default(''),
          /** The last one seen; the next page follows it, those imported in the same instant included. */
          desdeMarca: z.object({ importadaEn: z.string(), id: z.string() }).nullable().default(null),
          limite: z.number().int().min(1).max(500).default(100),
        }),
      )
      .output(z.object({ compras: z.array(compraResumen), total: z.number().int() })),
    obtener: query({ roles: FACTURAN, lan: true })
      .input(z.object({ id: z.string() }))
      .output(compraDetalle),
    /** The file as it was imported, or its PDF. */
    archivo: query({ roles: FACTURAN, lan: true })
      .errors(refusals('DOCUMENTO_ALTERADO'))
      .input(z.object({ id: z.string(), cual: z.enum(['original', 'pdf']) }))
      .output(z.object({ nombre: z.string(), base64: z.string() })),
    /** Who received last time, to be asked once. */
    quienRecibe: query({ roles: FACTURAN, lan: true }).output(
      z.object({ persona: quienRecibeSchema.nullable() }),
    ),
    /** Signs an event and leaves it in the Bandeja de salida. */
    registrar: command({ roles: FACTURAN, lan: true })
      .errors(refusals('EVENTO_FUERA_DE_ORDEN', 'EVENTO_NO_EMITIBLE', 'CONFIGURACION_INCOMPLETA'))
      .input(
        z.object({
          commandId,
          compraId: z.string(),
          codigo: codigoComprador,
          quienRecibe: quienRecibeSchema.nullable(),
          reclamo: z
            .object({
              concepto: conceptoReclamoSchema,
              motivo: z.string().trim().min(5, 'Diga en una frase por qué reclama').max(500),
            })
            .nullable(),
        }),
      )
      .output(z.object({ id: z.string() })),
  },
}
