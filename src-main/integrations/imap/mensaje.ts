import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import { puedeSerFactura } from './candidatos.ts'

/** A ZIP or XML that came in a message. */
export interface ArchivoDeCorreo {
  readonly nombre: string
  readonly bytes: Uint8Array
}

/** More files than this in one message are not the invoices of a supplier. */
const TOPE_ARCHIVOS = 50
const TOPE_CAPAS = 60
const TOPE_CABECERAS = 512 * 1024
const TOPE_REENVIOS = 5

/**
 * Takes the ZIP and XML files out of a message, forwarded messages included.
 * @param crudo whole message (RFC 5322)
 * @returns the files, or in words why it is not read
 */
export async function archivosDe(crudo: Uint8Array): Promise<Result<readonly ArchivoDeCorreo[], string>> {
  // Loaded when there is something to read, as the connection is.
  const { default: PostalMime } = await import('postal-mime')
  const leido = await PostalMime.parse(crudo, {
    maxNestingDepth: TOPE_CAPAS,
    maxHeadersSize: TOPE_CABECERAS,
    maxRfc822NestingDepth: TOPE_REENVIOS,
    attachmentEncoding: 'arraybuffer',
  }).catch(() => undefined)
  if (leido === undefined) return err(MAL_ARMADO)
  const archivos = leido.attachments.flatMap(({ filename, mimeType, content }) => {
    if (!puedeSerFactura(filename, mimeType) || typeof content === 'string') return []
    const nombre = nombreDe(filename, mimeType)
    return [{ nombre, bytes: content instanceof Uint8Array ? content : new Uint8Array(content) }]
  })
  if (archivos.length > TOPE_ARCHIVOS)
    return err(`El mensaje trae ${archivos.length} archivos, demasiados para ser facturas de un proveedor.`)
  return ok(archivos)
}

/** Said of a message whose parts cannot be told one from another. */
export const MAL_ARMADO = 'El mensaje viene armado de una forma que no se puede leer.'

const LARGO_NOMBRE = 255

/** The name of the file alone, whatever path or sign the sender wrote in it. */
function nombreDe(filename: string | null, mimeType: string): string {
  const ultimo = (filename ?? '').split(/[\\/]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const limpio = ultimo.replaceAll(/[\u0000-\u001f\u007f]/g, '').trim()
  if (limpio !== '') return limpio.slice(-LARGO_NOMBRE)
  return /xml/.test(mimeType) ? 'adjunto.xml' : 'adjunto.zip'
}
