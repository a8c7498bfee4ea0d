import { z } from 'zod'
import { entregableSchema } from '../facturacion/schemas.ts'
import { command, commandId, query, refusals } from '../procedure.ts'
import { ADMINISTRAN, FACTURAN } from '../seguridad/schemas.ts'
import { ESTADOS_ENVIO, type EstadoEnvio } from '../sincronizacion/texts.ts'
import { buzonEntradaSchema, buzonVisibleSchema, estadoBuzonSchema, noLeidoSchema } from './buzon.ts'
import { cuentaCorreoSchema, cuentaVisibleSchema, direccionCorreoSchema } from './schemas.ts'

const estado = z.enum(Object.keys(ESTADOS_ENVIO) as [EstadoEnvio, ...EstadoEnvio[]])

/** `clave` null keeps the one stored; another user or server asks for it again. */
export const cuentaEntrada = cuentaCorreoSchema
  .extend({ clave: cuentaCorreoSchema.shape.clave.nullable(), automatico: z.boolean() })
  .refine((cuenta) => cuenta.seguridad === 'ninguna' || cuenta.usuario !== '', {
    path: ['usuario'],
    message: 'Escriba el usuario: casi siempre es el correo completo',
  })
export type CuentaEntrada = z.infer<typeof cuentaEntrada>

/** One time an invoice or a note was put on its way to an address. */
export const envioCorreo = z.object({
  id: z.string(),
  para: z.string(),
  /** Asked for by a person; else it went by itself when DIAN validated it. */
  pedido: z.boolean(),
  creadoEn: z.string(),
  estado,
  /** When it got to that state. */
  en: z.string(),
  detalle: z.string(),
  /** What to do, when it was refused. */
  remedio: z.string(),
  proximoIntento: z.string().nullable(),
})
export type EnvioCorreo = z.infer<typeof envioCorreo>

export const correoDeFactura = z.object({
  /** Where it goes by itself: the address of the customer as it was signed; of a note, the one where its invoice last arrived. */
  direccion: z.string().nullable(),
  /** Why it does not go by itself; null when it does. */
  motivo: z.enum(['sin-validar', 'sin-direccion', 'sin-cuenta', 'sin-probar', 'apagado']).nullable(),
  /** There is an account to send with. */
  hayCuenta: z.boolean(),
  /** Newest first. */
  envios: z.array(envioCorreo),
})
export type CorreoDeFactura = z.infer<typeof correoDeFactura>

const cuentaConLugar = z.object({ cuenta: cuentaVisibleSchema.nullable(), practica: z.boolean() })

/** Delivery of the invoice and its notes to their customer: the mail account of the practice, what was sent to whom, and the file to hand over. */
export const comunicacionesContract = {
  /** The account without its password, and whether this is practice. */
  cuenta: query({ roles: ADMINISTRAN, lan: true }).output(cuentaConLugar),
  /** Data that change how it connects make the account untested again. The password is only typed on the machine that keeps it. */
  guardarCuenta: command({ roles: ADMINISTRAN, lan: false })
    .errors(refusals('CORREO_SIN_CIFRAR'))
    .input(z.object({ commandId, cuenta: cuentaEntrada }))
    .output(cuentaVisibleSchema),
  /** Sends a test message with the stored account. A repeated command has the same Message-ID. */
  probarCuenta: command({ roles: ADMINISTRAN, lan: false })
    .errors(refusals('CORREO_SIN_CUENTA', 'CORREO_NO_SALIO'))
    .input(z.object({ commandId, para: direccionCorreoSchema }))
    .output(cuentaVisibleSchema),
  /** How the delivery of an invoice stands, or that of the note of it that is named. */
  deFactura: query({ roles: FACTURAN, lan: true }).input(entregableSchema).output(correoDeFactura),
  /**
   * Sends an invoice, or a note of it, to an address. What is on its way to it, or may have arrived, is the same message and is tried again; one
   * that already arrived goes as a new message.
   */
  enviar: command({ roles: FACTURAN, lan: true })
    .errors(refusals('CORREO_SIN_CUENTA', 'FACTURA_SIN_VALIDAR', 'CORREO_EN_CAMINO', 'DOCUMENTO_ALTERADO'))
    .input(entregableSchema.extend({ commandId, para: direccionCorreoSchema }))
    .output(z.object({ id: z.string() })),
  /** The ZIP that goes by e-mail, base64. The first time it is made and kept; afterwards it is always the same bytes. */
  exportar: command({ roles: FACTURAN, lan: true })
    .errors(refusals('FACTURA_SIN_VALIDAR', 'DOCUMENTO_ALTERADO'))
    .input(entregableSchema)
    .output(z.object({ nombre: z.string(), base64: z.string() })),
  /** The mailbox to which suppliers send their invoices. */
  buzon: {
    /** The account without its password, and whether this is practice. */
    cuenta: query({ roles: ADMINISTRAN, lan: true }).output(
      z.object({ cuenta: buzonVisibleSchema.nullable(), practica: z.boolean() }),
    ),
    /** As `guardarCuenta`: the password is only typed on the machine that keeps it. */
    guardar: command({ roles: ADMINISTRAN, lan: false })
      .errors(refusals('CORREO_SIN_CIFRAR'))
      .input(z.object({ commandId, cuenta: buzonEntradaSchema }))
      .output(buzonVisibleSchema),
    /** Opens the folder with the stored account and reads nothing. */
    probar: command({ roles: ADMINISTRAN, lan: false })
      .errors(refusals('BUZON_SIN_CUENTA', 'BUZON_NO_ABRE'))
      .input(z.object({ commandId }))
      .output(z.object({ cuenta: buzonVisibleSchema, mensajes: z.number().int() })),
    /** Forgets the account. What it brought stays. */
    quitar: command({ roles: ADMINISTRAN, lan: false })
      .input(z.object({ commandId }))
      .output(z.object({ quitada: z.boolean() })),
    estado: query({ roles: FACTURAN, lan: true }).output(estadoBuzonSchema),
    /** Begins a reading and answers at once; how it goes is in `estado`. One at a time: asked again, it is the same one. */
    traer: command({ roles: FACTURAN, lan: true })
      .errors(refusals('BUZON_SIN_CUENTA', 'CONFIGURACION_INCOMPLETA'))
      .input(z.object({ commandId }))
      .output(estadoBuzonSchema),
    /** Ends the reading after the message in hand. What was brought stays, and the next one goes on from there. */
    detener: command({ roles: FACTURAN, lan: true }).input(z.object({ commandId })).output(estadoBuzonSchema),
    /** What could not be read and nobody has put aside, newest first. */
    noLeidos: query({ roles: FACTURAN, lan: true }).output(z.array(noLeidoSchema)),
    /** Puts one of those aside: somebody saw it. */
    descartar: command({ roles: FACTURAN, lan: true })
      .input(z.object({ commandId, id: z.string() }))
      .output(z.object({ id: z.string() })),
  },
}
