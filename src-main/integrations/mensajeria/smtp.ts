import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { CuentaCorreo } from '../../../src-shared/domains/comunicaciones/schemas.ts'

/** Where a hand-over ended. `cifrado`: the server offers no encryption; `protocolo`: it does not speak as a mail server does. */
export type PasoCorreo =
  | 'conexion'
  | 'certificado'
  | 'cifrado'
  | 'protocolo'
  | 'clave'
  | 'remitente'
  | 'destinatario'
  | 'mensaje'

export interface FalloCorreo {
  readonly entregado: false
  readonly paso: PasoCorreo
  /** The server said no for good (5xx), no for now (4xx), or nothing was said. */
  readonly no: 'definitivo' | 'por-ahora' | 'sin-respuesta'
  /** The whole message was written and no answer came: it may have arrived. */
  readonly quizaLlego: boolean
  /** What the server said, or what the network did: for whoever helps, not for the log. */
  readonly dijo: string
}

export type EntregaCorreo = { readonly entregado: true } | FalloCorreo

/** Milliseconds. */
export interface PlazosSmtp {
  readonly conexion: number
  readonly respuesta: number
}

const PLAZOS: PlazosSmtp = { conexion: 15_000, respuesta: 60_000 }
const LARGO_DICHO = 200

/**
 * Hands one message over to the server of an account, once, and ends the connection. Never throws for network trouble.
 * @param mensaje whole message as bytes, CRLF
 */
export async function entregarPorSmtp(
  cuenta: CuentaCorreo,
  sobre: { readonly para: string },
  mensaje: Uint8Array,
  plazos: PlazosSmtp = PLAZOS,
): Promise<EntregaCorreo> {
  // Loaded when something is sent: most starts of the program send no e-mail.
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  return new Promise((resolve) => {
    let escrito = false
    let autenticando = false
    const connection: SMTPConnection = new Connection({
      host: cuenta.servidor,
      port: cuenta.puerto,
      secure: cuenta.seguridad === 'tls',
      requireTLS: cuenta.seguridad === 'starttls',
      ignoreTLS: cuenta.seguridad === 'ninguna',
      allowInternalNetworkInterfaces: true,
      // The name of this machine is nobody's business.
      name: 'consultorio.local',
      connectionTimeout: plazos.conexion,
      dnsTimeout: plazos.conexion,
      greetingTimeout: plazos.respuesta,
      socketTimeout: plazos.respuesta,
      tls: { minVersion: 'TLSv1.2' },
    })
    const end = (result: EntregaCorreo) => {
      resolve(result)
      connection.close()
    }
    const fail = (error: unknown) => end(falloDe(error, { escrito, autenticando }))
    connection.once('error', fail)
    connection.on('error', () => {})

    const send = () => {
      const content = Readable.from([Buffer.from(mensaje)], { objectMode: false })
      // The last byte was taken for writing: from here on, silence says nothing of whether it arrived.
      content.once('end', () => {
        escrito = true
      })
      connection.send(
        { from: cuenta.correo, to: [sobre.para], size: mensaje.byteLength },
        content,
        (error) => {
          if (error) return fail(error)
          resolve({ entregado: true })
          connection.quit()
        },
      )
    }

    connection.connect((error) => {
      if (error) return fail(error)
      if (cuenta.usuario === '') return send()
      autenticando = true
      connection.login({ user: cuenta.usuario, pass: cuenta.clave }, (refused) => {
        if (refused) return fail(refused)
        autenticando = false
        send()
      })
    })
  })
}

interface SmtpError {
  readonly message: string
  readonly code?: string
  readonly originalCode?: string
  readonly command?: string
  readonly response?: string
  readonly responseCode?: number
}

function falloDe(
  thrown: unknown,
  { escrito, autenticando }: { readonly escrito: boolean; readonly autenticando: boolean },
): FalloCorreo {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as SmtpError
  const { responseCode: code } = error
  const no = code === undefined ? 'sin-respuesta' : code >= 500 ? 'definitivo' : 'por-ahora'
  return {
    entregado: false,
    paso: escrito ? 'mensaje' : pasoDe(error, autenticando),
    no,
    quizaLlego: escrito && no === 'sin-respuesta',
    dijo: (error.response ?? error.message).slice(0, LARGO_DICHO),
  }
}

function pasoDe(error: SmtpError, autenticando: boolean): PasoCorreo {
  if (esDeCertificado(error)) return 'certificado'
  if (error.code === 'EAUTH' || (autenticando && error.responseCode !== undefined)) return 'clave'
  if (error.command === 'STARTTLS') return 'cifrado'
  if (error.command === 'MAIL FROM') return 'remitente'
  if (error.command === 'RCPT TO') return 'destinatario'
  if (error.command === 'DATA') return 'mensaje'
  // OpenSSL's words for a server that greets in clear where encryption was expected.
  if (error.code === 'ETLS' || error.code === 'EPROTOCOL' || /wrong version number/.test(error.message))
    return 'protocolo'
  return 'conexion'
}

/** Codes of OpenSSL and Node for a certificate that is not trusted, not of that server or out of date. */
function esDeCertificado({ code, originalCode, message }: SmtpError): boolean {
  return [code, originalCode, message].some((text) =>
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME|certificate/.test(text ?? ''),
  )
}
