import { z } from 'zod'

/** Item of the queue that carries an invoice or a note to its customer; of a note, its meta has `notaId`. */
export const KIND_CORREO = 'correo.factura'

/** `tls` from the first byte; `starttls` asked for and demanded; `ninguna` only towards this very machine, in practice. */
export const seguridadCorreoSchema = z.enum(['tls', 'starttls', 'ninguna'])
export type SeguridadCorreo = z.infer<typeof seguridadCorreoSchema>

/** What the queue and the address field take as an address. */
export const direccionCorreoSchema = z
  .email('Escriba el correo completo, por ejemplo ana@correo.com')
  .max(100, 'Máximo 100 letras')

/** A text of one line: it goes in a header of the message, or names a folder. */
export const linea = (max: number, falta: string) =>
  z
    .string()
    .trim()
    .min(1, falta)
    .max(max, `Máximo ${max} letras`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'Escríbalo en un solo renglón')

/** @param ejemplo name of a server of that kind */
export const servidorSchema = (ejemplo: string) =>
  z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$|^::1$/,
      `Escriba solo el nombre del servidor, por ejemplo ${ejemplo}`,
    )
    .max(253)

/** @param ejemplos the usual ports, in words */
export const puertoSchema = (ejemplos: string) =>
  z
    .number(`Escriba el puerto, por ejemplo ${ejemplos}`)
    .int(`Escriba el puerto, por ejemplo ${ejemplos}`)
    .min(1, 'El puerto va de 1 a 65535')
    .max(65_535, 'El puerto va de 1 a 65535')

/** SMTP account of the practice. */
export const cuentaCorreoSchema = z.object({
  servidor: servidorSchema('smtp.gmail.com'),
  puerto: puertoSchema('465 o 587'),
  seguridad: seguridadCorreoSchema,
  /** Empty only when the server asks for no password (`ninguna`). */
  usuario: z.string().trim().max(200),
  clave: z.string().max(400),
  /** As the customer reads who writes. */
  nombre: linea(120, 'Escriba el nombre con el que le llegará al paciente'),
  /** Address it is sent from. */
  correo: direccionCorreoSchema,
})
export type CuentaCorreo = z.infer<typeof cuentaCorreoSchema>

/** The account as it is shown: its password never leaves the core. */
export const cuentaVisibleSchema = cuentaCorreoSchema.omit({ clave: true }).extend({
  /** Send each invoice when DIAN validates it. It holds once the account is tested. */
  automatico: z.boolean(),
  /** When a test message was last taken by the server with these very data, or null. UTC. */
  probadaEn: z.string().nullable(),
})
export type CuentaVisible = z.infer<typeof cuentaVisibleSchema>
