/** Where a reading ended. `cifrado`: the server offers no encryption; `protocolo`: it does not speak as a mailbox does. */
export type PasoBuzon = 'conexion' | 'certificado' | 'cifrado' | 'protocolo' | 'clave' | 'carpeta'

/** A reading that could not go on. Nothing of the mailbox changed. */
export class FalloBuzon extends Error {
  readonly paso: PasoBuzon
  /** The server said no and will say it again until a person mends it; else it may work later. */
  readonly definitivo: boolean
  /** What the server said, or what the network did: for whoever helps, not for the log. */
  readonly dijo: string

  constructor(paso: PasoBuzon, definitivo: boolean, dijo: string) {
    super(`mailbox: ${paso}`)
    this.name = 'FalloBuzon'
    this.paso = paso
    this.definitivo = definitivo
    this.dijo = dijo.slice(0, LARGO_DICHO)
  }
}

const LARGO_DICHO = 200

/** What imapflow, Node and OpenSSL leave on an error. */
interface ErrorCrudo {
  readonly message: string
  readonly code?: string
  readonly authenticationFailed?: boolean
  readonly mailboxMissing?: boolean
  readonly tlsFailed?: boolean
  readonly serverResponseCode?: string
  readonly responseText?: string
  readonly responseStatus?: string
}

/** RFC 5530: the server cannot say now whether the password is good. */
const POR_AHORA = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG'])

/** @param thrown what the client threw at any moment */
export function falloDe(thrown: unknown): FalloBuzon {
  if (thrown instanceof FalloBuzon) return thrown
  const error: ErrorCrudo = thrown instanceof Error ? thrown : new Error(String(thrown))
  const dijo = error.responseText ?? error.message
  if (error.authenticationFailed)
    return new FalloBuzon('clave', !POR_AHORA.has(error.serverResponseCode ?? ''), dijo)
  if (error.mailboxMissing) return new FalloBuzon('carpeta', true, dijo)
  if (esDeCertificado(error)) return new FalloBuzon('certificado', false, dijo)
  if (error.tlsFailed) return new FalloBuzon('cifrado', false, dijo)
  // OpenSSL's words for a server that greets in clear where encryption was expected.
  if (/wrong version number|WRONG_VERSION_NUMBER|EPROTO/.test(`${error.code} ${error.message}`))
    return new FalloBuzon('protocolo', false, dijo)
  return new FalloBuzon('conexion', false, dijo)
}

/** Codes of OpenSSL and Node for a certificate that is not trusted, not of that server or out of date. */
function esDeCertificado({ code, message }: ErrorCrudo): boolean {
  return [code, message].some((text) =>
    /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME|certificate/.test(text ?? ''),
  )
}
