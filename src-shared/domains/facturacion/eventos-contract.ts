import { z } from 'zod'
import { codigoEventoSchema, conceptoReclamoSchema } from '../finanzas/eventos.ts'
import { command, commandId, query, refusals } from '../procedure.ts'
import { FACTURAN } from '../seguridad/schemas.ts'
import { hallazgoFactura } from './schemas.ts'

const eventosFactura = z.object({
  /** Whether its buyer answers with events: on credit and to a NIT; else the rest is empty. */
  aplica: z.boolean(),
  pagador: z.string(),
  /** When DIAN last answered, UTC; null when it was never asked. */
  consultadoEn: z.string().nullable(),
  /** The last answer is older than a day, or there is none, and something may still change. */
  porConsultar: z.boolean(),
  /** DIAN answered something that could not be read whole. */
  sinEntender: z.boolean(),
  situacion: z.enum(['sin-eventos', 'acusada', 'recibida', 'aceptada', 'reclamada', 'aceptada-tacita']),
  eventos: z.array(
    z.object({
      codigo: codigoEventoSchema,
      /** Bogotá date; null when DIAN did not say it. */
      fecha: z.string().nullable(),
      cude: z.string().nullable(),
      concepto: conceptoReclamoSchema.nullable(),
      oidoEl: z.string(),
    }),
  ),
  /** First day on which the tacit acceptance can be declared; null while it does not run. */
  tacitaDesde: z.string().nullable(),
  /** Why it cannot be declared now; null when it can. */
  impedimento: z.object({ que: z.string(), remedio: z.string() }).nullable(),
  /** What is sworn, word by word as it is signed. */
  juramento: z.string(),
  /** Tacit acceptances made here, oldest first; those dated anew only once. */
  declaradas: z.array(
    z.object({
      id: z.string(),
      numero: z.string(),
      en: z.string(),
      estado: z.enum(['firmado', 'desconocido', 'registrado', 'rechazado']),
      detalle: z.string(),
      hallazgos: z.array(hallazgoFactura),
    }),
  ),
})
export type EventosFactura = z.infer<typeof eventosFactura>

/** Events of our own invoices on credit: what the buyer answered to DIAN, and the tacit acceptance (034) that the issuer declares. */
export const eventosContract = {
  deFactura: query({ roles: FACTURAN, lan: true })
    .input(z.object({ facturaId: z.string() }))
    .output(eventosFactura),
  /** Asks DIAN (GetStatusEvent) and keeps its answer. Without answer it says so and keeps nothing: it is not a refusal. */
  consultar: command({ roles: FACTURAN, lan: true })
    .errors(refusals('TACITA_NO_PROCEDE'))
    .input(z.object({ commandId, facturaId: z.string() }))
    .output(z.object({ respondio: z.boolean(), detalle: z.string() })),
  /** Signs the sworn tacit acceptance and leaves it in the Bandeja de salida. */
  declararTacita: command({ roles: FACTURAN, lan: true })
    .errors(refusals('TACITA_NO_PROCEDE', 'EVENTO_NO_EMITIBLE', 'CONFIGURACION_INCOMPLETA'))
    .input(z.object({ commandId, facturaId: z.string() }))
    .output(z.object({ id: z.string(), numero: z.string() })),
}
