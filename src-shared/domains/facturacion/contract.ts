import { z } from 'zod'
import { requisitosSchema } from '../configuracion/requisitos.ts'
import { soporteServicioSchema } from '../historia/schemas.ts'
import { command, commandId, query, refusals } from '../procedure.ts'
import { hallazgoRipsSchema } from '../rips/schemas.ts'
import { FACTURAN } from '../seguridad/schemas.ts'
import { MAX_LINEAS } from './cuenta.ts'
import { eventosContract } from './eventos-contract.ts'
import { claseNotaSchema, conceptoNotaSchema } from './nota-schemas.ts'
import { numeracionContract } from './numeracion-contract.ts'
import { cobroRecaudoSchema, recaudoRegistradoSchema } from './recaudo-schemas.ts'
import {
  documentoFacturaSchema,
  eleccionesSaludSchema,
  hallazgoFactura,
  isPrintable,
  pagoSchema,
} from './schemas.ts'
import { ESTADOS_FACTURA, type EstadoFactura } from './texts.ts'

const estado = z.enum(Object.keys(ESTADOS_FACTURA) as [EstadoFactura, ...EstadoFactura[]])

export const facturaResumen = z.object({
  id: z.string(),
  numero: z.string(),
  adquiriente: z.string(),
  adquirienteDocumento: z.string(),
  /** Null: of several patients, or of none. */
  pacienteId: z.string().nullable(),
  /** Who owes it when it is not the patient. */
  pagadorId: z.string().nullable(),
  /** `recaudo`: the SS-Recaudo invoice of a copago, money of the payer. */
  origen: z.enum(['servicios', 'recaudo', 'venta']),
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
  /** Payments of users that it lowers its amount by, in an invoice to a payer. */
  recaudos: z.array(recaudoRegistradoSchema),
  /** What it collected, when it is itself the invoice of a copago. */
  recaudo: recaudoRegistradoSchema.nullable(),
  /** Patients whose services are in it, in order. */
  pacientes: z.array(z.object({ id: z.string(), nombre: z.string(), documento: z.string() })),
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

/** Something that would keep a service from being billed, told before. */
export const faltaCuenta = z.object({
  campo: z.string(),
  mensaje: z.string(),
  /** Where it is mended; null: in the service itself. */
  destino: z.string().nullable(),
  /** Whether it keeps it from being billed, or is only told. */
  impide: z.boolean(),
})
export type FaltaCuenta = z.infer<typeof faltaCuenta>

/** A service of an account with what it lacks. */
export const lineaCuenta = servicioPorFacturar.extend({
  documento: z.string(),
  autorizacion: z.string().nullable(),
  poliza: z.string().nullable(),
  notaId: z.string(),
  faltas: z.array(faltaCuenta),
})
export type LineaCuenta = z.infer<typeof lineaCuenta>

const emision = z.object({
  commandId,
  servicioIds: z
    .array(z.string())
    .min(1, 'Escoja al menos un servicio')
    .max(MAX_LINEAS, `Una factura lleva como máximo ${MAX_LINEAS} servicios`),
  pago: pagoSchema,
  /** Payments of its patients that it lowers its amount by, by id; each is applied once. */
  recaudos: z.array(z.string()).max(MAX_LINEAS),
  /** The billed period, for an account; absent: first and last day of care. */
  periodo: z.object({ inicio: z.iso.date(), fin: z.iso.date() }).optional(),
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
  'RECAUDO_NO_APLICABLE',
  'RECAUDOS_MEZCLADOS',
  'POLIZAS_DISTINTAS',
  'FALTAN_DATOS_PAGADOR',
)

export const notaResumen = z.object({
  id: z.string(),
  clase: claseNotaSchema,
  numero: z.string(),
  concepto: z.string(),
  razon: z.string(),
  /** Centavos, taxes, discounts and charges included. */
  total: z.number().int(),
  /** Centavos of its lines, before taxes. */
  subtotal: z.number().int(),
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
  /** Representación gráfica, base64 of the PDF: of a validated one, always the same bytes. */
  pdf: query({ roles: FACTURAN, lan: true })
    .errors(refusals('DOCUMENTO_ALTERADO'))
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
      .errors(refusals('DOCUMENTO_ALTERADO'))
      .input(z.object({ id: z.string() }))
      .output(z.object({ nombre: z.string(), base64: z.string() })),
    xml: query({ roles: FACTURAN, lan: true })
      .errors(refusals('DOCUMENTO_ALTERADO'))
      .input(
        z.object({ id: z.string(), cual: z.enum(['nota', 'attached-document', 'application-response']) }),
      )
      .output(z.object({ nombre: z.string(), base64: z.string() })),
  },
  /** Payments of users: cuota moderadora, copago, pago compartido and advances. */
  recaudos: {
    /** Collects one: with its SS-Recaudo invoice and receipt of cash in the same act, or with the support it already had. */
    cobrar: command({ roles: FACTURAN, lan: true })
      .errors({ ...noEmitible, ...refusals('RECAUDO_INVALIDO') })
      .input(cobroRecaudoSchema.extend({ commandId }))
      .output(recaudoRegistradoSchema),
    /** All of a patient, newest first. */
    dePaciente: query({ roles: FACTURAN, lan: true })
      .input(z.object({ pacienteId: z.string() }))
      .output(z.array(recaudoRegistradoSchema)),
    /** Those of these patients that no invoice to that payer has taken yet; a refused one is given with its state. */
    porAplicar: query({ roles: FACTURAN, lan: true })
      .input(z.object({ pagadorId: z.string().nullable(), pacienteIds: z.array(z.string()).max(MAX_LINEAS) }))
      .output(z.array(recaudoRegistradoSchema)),
    /** Gives back one that has no invoice of ours; that of an invoice is given back with a nota crédito. */
    anular: command({ roles: FACTURAN, lan: true })
      .errors(refusals('RECAUDO_NO_ANULABLE'))
      .input(
        z.object({
          commandId,
          recaudoId: z.string(),
          motivo: z.string().trim().min(5, 'Diga en una frase por qué').max(300, 'Máximo 300 letras'),
        }),
      )
      .output(recaudoRegistradoSchema),
    /** Receipt of cash of one, base64 of the PDF. */
    reciboPdf: query({ roles: FACTURAN, lan: true })
      .input(z.object({ recaudoId: z.string() }))
      .output(z.object({ nombre: z.string(), base64: z.string() })),
  },
  /** The account of a payer: what was given to its patients in some days, ready to be billed in one invoice. */
  cuenta: {
    /** Payers with services waiting, the one with most first. */
    pagadores: query({ roles: FACTURAN, lan: true }).output(
      z.array(
        z.object({
          id: z.string(),
          nombre: z.string(),
          servicios: z.number().int(),
          /** Centavos. */
          valor: z.number().int(),
          desde: z.string(),
          hasta: z.string(),
        }),
      ),
    ),
    /** What its payer asks of a service: what is written, which fields make sense and which are required. */
    soporte: query({ roles: FACTURAN, lan: true })
      .input(z.object({ servicioId: z.string() }))
      .output(
        z.object({
          servicio: z.string(),
          paciente: z.string(),
          datos: soporteServicioSchema,
          aplica: z.object({ autorizacion: z.boolean(), mipres: z.boolean(), poliza: z.boolean() }),
          pide: requisitosSchema,
        }),
      ),
    /** Writes it before the service is billed; the signed note stays as it is. */
    anotarSoporte: command({ roles: FACTURAN, lan: true })
      .errors(refusals('SERVICIO_YA_FACTURADO'))
      .input(z.object({ commandId, servicioId: z.string(), datos: soporteServicioSchema }))
      .output(z.object({ servicioId: z.string() })),
    servicios: query({ roles: FACTURAN, lan: true })
      .input(z.object({ pagadorId: z.string(), desde: z.iso.date(), hasta: z.iso.date() }))
      .output(
        z.object({
          pagador: z.object({ id: z.string(), nombre: z.string(), conContrato: z.boolean() }),
          lineas: z.array(lineaCuenta),
          recaudos: z.array(recaudoRegistradoSchema),
          /** What the payer itself lacks to be billed. */
          faltas: z.array(faltaCuenta),
        }),
      ),
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
