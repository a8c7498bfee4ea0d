import { z } from 'zod'
import { hallazgoFactura, pagoSchema } from '../facturacion/schemas.ts'
import { command, commandId, query, refusals } from '../procedure.ts'
import { hallazgoRipsSchema } from '../rips/schemas.ts'
import { CLINICOS, TODOS } from '../seguridad/schemas.ts'

/** One paper or act that closing the consultation produces, with a tick or what it lacks. */
export const artefacto = z.object({
  clase: z.enum(['nota', 'formula', 'factura', 'rips']),
  estado: z.enum(['listo', 'falta', 'avisa', 'no-aplica']),
  detalle: z.string(),
  faltantes: z.array(z.object({ campo: z.string(), mensaje: z.string(), remedio: z.string() })),
})
export type Artefacto = z.infer<typeof artefacto>

const cierre = z.object({
  notaId: z.string(),
  /** Whether the invoice is issued now; else the services wait in Por facturar. */
  facturar: z.boolean(),
  pago: pagoSchema,
  /** Advances of the patient that the invoice lowers its amount by, by id. */
  recaudos: z.array(z.string()),
  recibo: z
    .object({
      valor: z.number().int().positive(),
      medio: z.string(),
      referencia: z.string().trim().max(60).nullable(),
    })
    .nullable(),
})
export type Cierre = z.infer<typeof cierre>

export const pendienteHoy = z.object({
  clase: z.enum([
    'rechazo',
    'incierto',
    'por-enviar',
    'rips',
    'borrador',
    'configuracion',
    'por-facturar',
    'vencimiento',
    'contingencia',
    'aceptacion',
    'buzon',
  ]),
  texto: z.string(),
  /** Verb of the one action. */
  accion: z.string(),
  /** Screen it leads to, and the record in it. */
  destino: z.string(),
  referenciaId: z.string().nullable(),
  /** Lower first: order of consequence. */
  orden: z.number().int(),
})
export type PendienteHoy = z.infer<typeof pendienteHoy>

/** The user's day: what is at hand, and closing a consultation with everything it produces. */
export const jornadaContract = {
  hoy: query({ roles: TODOS, lan: true }).output(
    z.object({
      fecha: z.string(),
      necesita: z.array(pendienteHoy),
      /** Centavos. */
      ventas: z.object({ facturas: z.number().int(), total: z.number().int(), recibido: z.number().int() }),
      atendidos: z.number().int(),
    }),
  ),
  /** Tries the closing for real and undoes it: what would be produced and what is missing, with nothing consumed. */
  prepararCierre: query({ roles: CLINICOS, lan: true })
    .input(z.object({ notaId: z.string() }))
    .output(
      z.object({
        artefactos: z.array(artefacto),
        /** Centavos the patient pays now; 0 when a payer has a monthly account. */
        total: z.number().int(),
        paga: z.string(),
        /** Proposed answer to «Facturar ahora». */
        facturar: z.boolean(),
        hallazgos: z.array(hallazgoFactura),
        hallazgosRips: z.array(hallazgoRipsSchema),
        puedeCerrar: z.boolean(),
      }),
    ),
  cerrarConsulta: command({ roles: CLINICOS, lan: true })
    .errors(
      refusals(
        'NOTA_INCOMPLETA',
        'NOTA_FIRMADA',
        'NOTA_AJENA',
        'FACTURA_NO_EMITIBLE',
        'CONFIGURACION_INCOMPLETA',
        'NUMERACION_AGOTADA',
        'NUMERACION_VENCIDA',
        'NUMERACION_FALTA',
        'SERVICIO_YA_FACTURADO',
        'VALOR_MAYOR_AL_SALDO',
        'RIPS_CON_RECHAZOS',
      ),
    )
    .input(cierre.extend({ commandId }))
    .output(
      z.object({
        notaId: z.string(),
        facturaId: z.string().nullable(),
        numero: z.string().nullable(),
        formulaFolio: z.number().int().nullable(),
      }),
    ),
}
