import { createHash } from 'node:crypto'

/** A letter without its envelope, as the queue keeps it. */
export interface Carta {
  readonly para: string
  readonly asunto: string
  readonly texto: string
  readonly html: string
  /** `<id@dominio>`: by it, a mailbox that gets the same message twice can tell. */
  readonly messageId: string
  /** Date of the letter, UTC: the same at each try. */
  readonly en: string
}

export interface Remitente {
  readonly nombre: string
  readonly correo: string
}

export interface Adjunto {
  readonly nombre: string
  readonly tipo: string
  readonly bytes: Uint8Array
}

/** The message as it travels (RFC 5322, CRLF). The same letter, sender and attachment give the same bytes. */
export async function armarMensaje(
  carta: Carta,
  remitente: Remitente,
  adjunto?: Adjunto,
): Promise<Uint8Array> {
  // Loaded when something is sent, as the connection is.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    from: { name: remitente.nombre, address: remitente.correo },
    to: carta.para,
    subject: carta.asunto,
    messageId: carta.messageId,
    date: new Date(carta.en),
    text: carta.texto,
    html: carta.html,
    attachments: adjunto
      ? [{ filename: adjunto.nombre, contentType: adjunto.tipo, content: Buffer.from(adjunto.bytes) }]
      : [],
    baseBoundary: createHash('sha256').update(carta.messageId).digest('hex').slice(0, 32),
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: '\r\n',
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
