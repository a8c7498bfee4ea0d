import { z } from 'zod'
import { command, commandId, query, refusals } from '../procedure.ts'
import { FACTURAN, RADICAN } from '../seguridad/schemas.ts'
import { hallazgoRipsSchema } from './schemas.ts'

/** Words of each state of a package (workflows 0.3). */
export const ESTADOS_RIPS = {
  observaciones: { texto: 'Con observaciones', tono: 'alerta' },
  listo: { texto: 'Listo', tono: 'pendiente' },
  cuv: { texto: 'Con CUV', tono: 'listo' },
  rechazado: { texto: 'Rechazado por el MUV', tono: 'error' },
  reemplazado: { texto: 'Reemplazado', tono: 'neutro' },
} as const
export type EstadoRips = keyof typeof ESTADOS_RIPS

export const paqueteResumen = z.object({
  id: z.string(),
  facturaId: z.string(),
  numero: z.string(),
  paciente: z.string(),
  creadoEn: z.string(),
  estado: z.enum(Object.keys(ESTADOS_RIPS) as [EstadoRips, ...EstadoRips[]]),
  cuv: z.string().nullable(),
  validadoEn: z.string().nullable(),
  observaciones: z.number().int(),
})
export type PaqueteResumen = z.infer<typeof paqueteResumen>

/** RIPS of each invoice: made from the note, checked here, validated by the ministry's MUV. */
export const ripsContract = {
  listar: query({ roles: FACTURAN, lan: true })
    .input(
      z.object({
        texto: z.string().trim().max(100).default(''),
        estado: z.enum(['observaciones', 'listo', 'cuv', 'rechazado']).nullable().default(null),
        limite: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ paquetes: z.array(paqueteResumen), total: z.number().int() })),
  /** Findings, JSON and answer are for RADICAN; for the others they come empty, and state, CUV and counts all the same. */
  deFactura: query({ roles: FACTURAN, lan: true })
    .input(z.object({ facturaId: z.string() }))
    .output(
      paqueteResumen
        .extend({
          hallazgos: z.array(hallazgoRipsSchema),
          hallazgosMuv: z.array(hallazgoRipsSchema),
          /** As it is sent; empty when it could not be made. */
          json: z.string(),
          /** The answer of the MUV as it came, JSON text. */
          respuesta: z.string().nullable(),
        })
        .nullable(),
    ),
  /** Makes the package again with today's data after its observations were mended. */
  regenerar: command({ roles: RADICAN, lan: true })
    .errors(refusals('RIPS_CON_CUV', 'RIPS_EN_ENVIO'))
    .input(z.object({ commandId, facturaId: z.string() }))
    .output(paqueteResumen),
}
