import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { command, query } from '../procedure.ts'
import { ATIENDEN, TODOS } from '../seguridad/schemas.ts'
import { ESTADOS_ENVIO, type EstadoEnvio } from './texts.ts'

const estado = z.enum(Object.keys(ESTADOS_ENVIO) as [EstadoEnvio, ...EstadoEnvio[]])

export const envio = z.object({
  id: z.string(),
  /** What it is, in words: «Factura SETP990000001». */
  descripcion: z.string(),
  destino: z.string(),
  clase: z.string(),
  referenciaId: z.string(),
  /** What it goes in order with: `factura:<id>`. */
  cadena: z.string(),
  estado,
  intentos: z.number().int(),
  creadoEn: z.string(),
  proximoIntento: z.string().nullable(),
  ultimaRespuesta: z.string(),
  actualizadoEn: z.string(),
  /** The item before it in its chain, when it waits for it. */
  esperaA: z.string().nullable(),
})
export type Envio = z.infer<typeof envio>

export const resumenEnvios = z.object({
  porEnviar: z.number().int(),
  /** Asked about by the program before anything is sent again. */
  inciertos: z.number().int(),
  /** E-mails that may have arrived: nobody can be asked, so they wait for a person. */
  correosEnDuda: z.number().int(),
  rechazados: z.number().int(),
  /** Since when nothing gets out of this machine, or null. UTC. */
  sinConexionDesde: z.string().nullable(),
  /** Authorities out of service while the network is there, by their short names. UTC. */
  sinServicio: z.array(z.object({ autoridad: z.string(), desde: z.string() })),
  /** One sentence that says how things stand. */
  frase: z.string(),
})
export type ResumenEnvios = z.infer<typeof resumenEnvios>

/** The Bandeja de salida: everything that must reach an authority, in words, and the stream of changes of the whole core. */
export const sincronizacionContract = {
  /**
   * What changed, as query keys, after each commit; every window and LAN device refreshes from it. It needs a session, locked or
   * not, and ends with it.
   */
  eventos: query({ roles: 'bloqueada', lan: true }).output(
    eventIterator(z.object({ changed: z.array(z.string()) })),
  ),
  resumen: query({ roles: TODOS, lan: true }).output(resumenEnvios),
  listar: query({ roles: TODOS, lan: true })
    .input(
      z.object({
        cuales: z.enum(['por-enviar', 'rechazados', 'aceptados', 'todos']).default('por-enviar'),
        limite: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(z.array(envio)),
  historial: query({ roles: TODOS, lan: true })
    .input(z.object({ id: z.string() }))
    .output(
      z.array(
        z.object({
          en: z.string(),
          estado,
          intento: z.number().int(),
          detalle: z.string(),
          hallazgos: z.array(
            z.object({
              regla: z.string(),
              severidad: z.enum(['rechazo', 'notificacion']),
              ruta: z.string(),
              mensaje: z.string(),
              remedio: z.string(),
            }),
          ),
        }),
      ),
    ),
  reintentar: command({ roles: ATIENDEN, lan: true })
    .input(z.object({ id: z.uuid('No es el identificador de un envío') }))
    .output(z.object({ aceptado: z.boolean() })),
}
