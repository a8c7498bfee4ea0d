import { z } from 'zod'
import { command, commandId, query, refusals } from '../procedure.ts'
import { hallazgoRipsSchema } from '../rips/schemas.ts'
import { FACTURAN } from '../seguridad/schemas.ts'
import { eventosContract } from './eventos-contract.ts'
import { claseNotaSchema, conceptoNotaSchema } from './nota-schemas.ts'
import { numeracionContract } from './numeracion-contract.ts'
import {
  documentoFacturaSchema,
  eleccionesSaludSchema,
  hallazgoFactura,
  isPrintable,
  pagoSchema,
  recaudoSchema,
} from './schemas.ts'
import { ESTADOS_FACTURA, type EstadoFactura } from './texts.ts'

const estado = z.enum(Object.keys(ESTADOS_FACTURA) as [EstadoFactura, ...EstadoFactura[]])

export const facturaResumen = z.object({
  id: z.string(),
  numero: z.string(),
  adquiriente: z.string(),
  adquirienteDocumento: z.string(),
  pacienteId: z.string().nullable(),
  /** Centavos. */
  total: z.number().int(),
  aPagar: z.number().int(),
  recibido: z.number().int(),
  fechaEmision: z.string(),
  emitidaEn: z.string(),
  estado,
})
export type FacturaResumen = z.infer<typeof facturaResumen>

export const facturaDetalle = facturaResumen.extend({
  version: z.number().int(),
  cufe: z.string(),
  qr: z.string(),
  operacion: z.string(),
  documento: documentoFacturaSchema,
  validadaEn: z.string().nullable(),
  estados: z.array(
    z.object({
      estado: z.string(),
      en: z.string(),
      version: z.number().int(),
      detalle: z.string(),
      hallazgos: z.array(hallazgoFactura),
    }),
  ),
  outboxId: z.string(),
  /** Why a rejected one cannot be mended with its number; null when it can, or it is not rejected. */
  otroNumero: z.string().nullable(),
  /** When its number was left aside: the invoices that now bill its services. */
  despues: z.array(z.object({ id: z.string(), numero: z.string() })),
})
export type FacturaDetalle = z.infer<typeof facturaDetalle>

/** A service given and not yet billed, with its price and what still keeps it from being billed. */
export const servicioPorFacturar = z.object({
  id: z.string(),
  pacienteId: z.string(),
  paciente: z.string(),
  pagadorId: z.string().nullable(),
  pagador: z.string(),
  inicio: z.string(),
  cups: z.string(),
  descripcion: z.string(),
  cantidad: z.number().int(),
  valorUnitario: z.number().int(),
})
export type ServicioPorFacturar = z.infer<typeof servicioPorFacturar>

const emision = z.object({
  commandId,
  servicioIds: z.array(z.string()).min(1, 'Escoja al menos un servicio').max(500),
  pago: pagoSchema,
  recaudos: z.array(recaudoSchema),
  /** Absent: what is usual. Only read when somebody other than the patient pays. */
  salud: eleccionesSaludSchema.optional(),
  /** Money received now, for the receipt; null when nothing was received. */
  recibo: z
    .object({
      valor: z.number().int().positive(),
      medio: z.string(),
      referencia: z.string().trim().max(60).nullable(),
    })
    .nullable(),
})
export type Emision = z.infer<typeof emision>

const noEmitible = refusals(
  'FACTURA_NO_EMITIBLE',
  'CONFIGURACION_INCOMPLETA',
  'NUMERACION_AGOTADA',
  'NUMERACION_VENCIDA',
  'SERVICIO_YA_FACTURADO',
  'SERVICIO_SIN_COBRO',
)

export const notaResumen = z.object({
  id: z.string(),
  clase: claseNotaSchema,
  numero: z.string(),
  concepto: z.string(),
  razon: z.string(),
  /** Centavos, taxes included. */
  total: z.number().int(),
  cude: z.string(),
  emitidaEn: z.string(),
  estado: z.enum(['firmada', 'desconocida', 'validada', 'rechazada']),
  hallazgos: z.array(hallazgoFactura),
})
export type NotaResumen = z.infer<typeof notaResumen>

const contingenciaResumen = z.object({
  id: z.string(),
  causa: z.enum(['dian', 'propia']),
  razon: z.string(),
  desde: z.string(),
  /** When DIAN was first seen to answer again, or null. */
  recuperadaEn: z.string().nullable(),
  terminadaEn: z.string().nullable(),
  facturas: z.number().int(),
  porTransmitir: z.number().int(),
  /** Until when what was issued must be transmitted; null while the clock has not begun. */
  vence: z.string().nullable(),
})
export type ContingenciaResumen = z.infer<typeof contingenciaResumen>

const estadoContingencia = z.object({
  abierta: contingenciaResumen.nullable(),
  recientes: z.array(contingenciaResumen),
  /** Whether there is a paper range in force, needed when the failure is one's own. */
  hayPapel: z.boolean(),
})
export type EstadoContingencia = z.infer<typeof estadoContingencia>

const emisionNota = z.object({
  commandId,
  facturaId: z.string(),
  clase: claseNotaSchema,
  concepto: conceptoNotaSchema,
  razon: z
    .string()
    .trim()
    .min(5, 'Escriba la razón en una frase; va en la nota')
    .max(500, 'Máximo 500 letras')
    .refine(isPrintable, 'Tiene caracteres que no se pueden imprimir: bórrelos'),
  /** Centavos before taxes by line of the invoice; empty in an annulment. */
  valores: z
    .array(z.object({ linea: z.int().min(0), valor: z.int().min(0, 'El valor no puede ser negativo') }))
    .max(1500),
  /** In an annulment: the services wait again to be billed. */
  refacturar: z.boolean(),
})
export type EmisionNota = z.infer<typeof emisionNota>

/** The electronic invoice: what is waiting to be billed, issuing it, and where each one stands with DIAN. */
export const facturacionContract = {
  porFacturar: query({ roles: FACTURAN, lan: true })
    .input(z.object({ pacienteId: z.string().optional() }))
    .output(z.array(servicioPorFacturar)),
  /** The invoice as it would be issued now, with every finding, consuming nothing. */
  previsualizar: query({ roles: FACTURAN, lan: true })
    .errors(noEmitible)
    .input(emision.omit({ commandId: true, recibo: true }))
    .output(
      z.object({
        documento: documentoFacturaSchema,
        hallazgos: z.array(hallazgoFactura),
        hallazgosRips: z.array(hallazgoRipsSchema),
        /** Centavos already received for these services with a number that was left aside; they go to this invoice. */
        recibido: z.number().int(),
      }),
    ),
  emitir: command({ roles: FACTURAN, lan: true })
    .errors({ ...noEmitible, ...refusals('VALOR_MAYOR_AL_SALDO') })
    .input(emision)
    .output(facturaResumen),
  /** Builds a rejected invoice again with today's data, its own number, range and payer, as a new version. */
  corregir: command({ roles: FACTURAN, lan: true })
    .errors({ ...noEmitible, ...refusals('FACTURA_NO_RECHAZADA') })
    .input(z.object({ commandId, facturaId: z.string() }))
    .output(facturaResumen),
  /**
   * Leaves the number of a rejected invoice aside for good, when it is the number that DIAN does not take: its services wait again to
   * be billed and its RIPS is withdrawn. Nobody undoes it.
   */
  descartarNumero: command({ roles: FACTURAN, lan: true })
    .errors(refusals('FACTURA_NO_RECHAZADA', 'NUMERO_SIRVE', 'RIPS_EN_ENVIO'))
    .input(z.object({ commandId, facturaId: z.string() }))
    .output(z.object({ servicioIds: z.array(z.string()) })),
  /** `total` is of all the pages of the same filter; when a text is given nothing beyond 1,000 is counted. */
  listar: query({ roles: FACTURAN, lan: true })
    .input(
      z.object({
        texto: z.string().trim().max(100).default(''),
        estado: estado.nullable().default(null),
        pacienteId: z.string().nullable().default(null),
        /** The last one seen; the next page follows it, those issued in the same instant included. */
        desdeMarca: z.object({ emitidaEn: z.string(), id: z.string() }).nullable().default(null),
        limite: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ facturas: z.array(facturaResumen), total: z.number().int() })),
  obtener: query({ roles: FACTURAN, lan: true })
    .input(z.object({ id: z.string() }))
    .output(facturaDetalle),
  /** Representación gráfica, base64 of the PDF. */
  pdf: query({ roles: FACTURAN, lan: true })
    .input(z.object({ id: z.string() }))
    .output(z.object({ nombre: z.string(), base64: z.string() })),
  reciboPdf: query({ roles: FACTURAN, lan: true })
    .input(z.object({ facturaId: z.string() }))
    .output(z.object({ nombre: z.string(), base64: z.string() })),
  /** The signed XML, or the AttachedDocument or DIAN's answer once validated, base64; never one that changed since it was kept. */
  xml: query({ roles: FACTURAN, lan: true })
    .errors(refusals('DOCUMENTO_ALTERADO'))
    .input(
      z.object({ id: z.string(), cual: z.enum(['factura', 'attached-document', 'application-response']) }),
    )
    .output(z.object({ nombre: z.string(), base64: z.string() })),
  /** Contingency (annex 1.9 §12): declared and ended by a person. */
  contingencia: {
    estado: query({ roles: FACTURAN, lan: true }).output(estadoContingencia),
    declarar: command({ roles: FACTURAN, lan: true })
      .errors(refusals('CONTINGENCIA_ABIERTA', 'CONTINGENCIA_INVALIDA', 'CONFIGURACION_INCOMPLETA'))
      .input(
        z.object({
          commandId,
          causa: z.enum(['dian', 'propia']),
          razon: z.string().trim().min(10, 'Diga en una frase qué pasó').max(500, 'Máximo 500 letras'),
          /** When the failure began, UTC. */
          desde: z.iso.datetime(),
        }),
      )
      .output(z.object({ id: z.string() })),
    terminar: command({ roles: FACTURAN, lan: true })
      .errors(refusals('CONTINGENCIA_ABIERTA'))
      .input(z.object({ commandId, id: z.string() }))
      .output(z.object({ id: z.string() })),
    /** Letter to DIAN with the failure, its evidence and what was issued, base64 of the PDF. */
    carta: query({ roles: FACTURAN, lan: true })
      .input(z.object({ id: z.string() }))
      .output(z.object({ nombre: z.string(), base64: z.string() })),
  },
  numeracion: numeracionContract,
  eventos: eventosContract,
  /** Notas crédito y débito of an invoice. */
  notas: {
    deFactura: query({ roles: FACTURAN, lan: true })
      .input(z.object({ facturaId: z.string() }))
      .output(z.array(notaResumen)),
    emitir: command({ roles: FACTURAN, lan: true })
      .errors(
        refusals('NOTA_SIN_FACTURA', 'NOTA_INVALIDA', 'FACTURA_NO_EMITIBLE', 'CONFIGURACION_INCOMPLETA'),
      )
      .input(emisionNota)
      .output(notaResumen),
    pdf: query({ roles: FACTURAN, lan: true })
      .input(z.object({ id: z.string() }))
      .output(z.object({ nombre: z.string(), base64: z.string() })),
    xml: query({ roles: FACTURAN, lan: true })
      .errors(refusals('DOCUMENTO_ALTERADO'))
      .input(
        z.object({ id: z.string(), cual: z.enum(['nota', 'attached-document', 'application-response']) }),
      )
      .output(z.object({ nombre: z.string(), base64: z.string() })),
  },
  registrarRecibo: command({ roles: FACTURAN, lan: true })
    .errors(refusals('VALOR_MAYOR_AL_SALDO'))
    .input(
      z.object({
        commandId,
        facturaId: z.string(),
        valor: z.number().int().positive('Escriba un valor mayor que cero'),
        medio: z.string(),
        referencia: z.string().trim().max(60).nullable(),
      }),
    )
    .output(z.object({ numero: z.number().int() })),
}
