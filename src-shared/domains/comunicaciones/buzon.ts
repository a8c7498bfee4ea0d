import { z } from 'zod'
import { cuentaCorreoSchema, linea, puertoSchema, servidorSchema } from './schemas.ts'

/** The mailbox to which suppliers send their invoices, read over IMAP. */

/** Minutes between readings by itself; 0: only when somebody asks. */
export const RITMOS_BUZON = [0, 15, 60, 240] as const
export const ritmoBuzonSchema = z.literal(RITMOS_BUZON)
export type RitmoBuzon = z.infer<typeof ritmoBuzonSchema>

export const cuentaBuzonSchema = z.object({
  servidor: servidorSchema('imap.gmail.com'),
  puerto: puertoSchema('993 o 143'),
  seguridad: cuentaCorreoSchema.shape.seguridad,
  usuario: z.string().trim().min(1, 'Escriba el usuario: casi siempre es el correo completo').max(200),
  clave: cuentaCorreoSchema.shape.clave,
  carpeta: linea(200, 'Escriba la carpeta. La bandeja de entrada se llama INBOX'),
  /** Messages that arrived before are never looked at. */
  desde: z.iso.date('Escriba desde qué día se leen los mensajes'),
  cadaMinutos: ritmoBuzonSchema,
  /** Marks as read, in the mailbox itself, the messages of which every invoice was kept. Else nothing in it changes. */
  marcarLeidos: z.boolean(),
})
export type CuentaBuzon = z.infer<typeof cuentaBuzonSchema>

/** The account as it is shown: its password never leaves the core. */
export const buzonVisibleSchema = cuentaBuzonSchema.omit({ clave: true }).extend({
  /** When it was last opened with these very data, or null. UTC. */
  probadaEn: z.string().nullable(),
})
export type BuzonVisible = z.infer<typeof buzonVisibleSchema>

/** `clave` null keeps the one stored; another user or server asks for it again. */
export const buzonEntradaSchema = cuentaBuzonSchema.extend({
  clave: cuentaBuzonSchema.shape.clave.nullable(),
})
export type BuzonEntrada = z.infer<typeof buzonEntradaSchema>

/** A file of a message that could not become a purchase, or a message that could not be read. */
export const noLeidoSchema = z.object({
  id: z.string(),
  de: z.string(),
  asunto: z.string(),
  /** When the message arrived, UTC. */
  recibidoEn: z.string(),
  /** Empty when it is the whole message. */
  archivo: z.string(),
  motivo: z.string(),
  remedio: z.string(),
})
export type NoLeido = z.infer<typeof noLeidoSchema>

export const estadoBuzonSchema = z.object({
  hayCuenta: z.boolean(),
  /** When it was last read to the end, UTC. */
  leidoEn: z.string().nullable(),
  /** What the last reading that ended brought. */
  trajo: z.object({ compras: z.number().int(), repetidas: z.number().int(), noLeidos: z.number().int() }),
  /** The reading in course. `total` null while it is not known how many messages there are. */
  leyendo: z
    .object({ hechos: z.number().int(), total: z.number().int().nullable(), deteniendo: z.boolean() })
    .nullable(),
  /** Why the last try did not get to the end. `detenido`: it is not tried again until the account is saved or tested. */
  fallo: z
    .object({ mensaje: z.string(), remedio: z.string(), desde: z.string(), detenido: z.boolean() })
    .nullable(),
  noLeidos: z.number().int(),
})
export type EstadoBuzon = z.infer<typeof estadoBuzonSchema>
