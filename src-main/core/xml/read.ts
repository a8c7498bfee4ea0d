import { ParseOption, XmlDocument, XmlElement, XmlParseError } from 'libxml2-wasm'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'

/**
 * Reads XML that came from outside: answers of authorities, invoices of providers, files a user picks.
 *
 * One parser reads everything, signatures included (libxml2 in WebAssembly): with two parsers a crafted document can mean
 * one thing to the one that verifies and another to the one that reads. Inside WebAssembly it has no file nor network
 * to reach. Besides, before it sees a byte: size limit, UTF-8 only (so no other encoding can hide a `<!DOCTYPE`), and no document type at
 * all, which leaves nothing to expand and nothing external to fetch.
 */

export type XmlReadCode = 'XML_VACIO' | 'XML_MUY_GRANDE' | 'XML_CODIFICACION' | 'XML_CON_DTD' | 'XML_DANIADO'

/** Why a document was not read. `mensaje` is for the user, `detalle` for the log. */
export interface XmlReadError {
  readonly codigo: XmlReadCode
  readonly mensaje: string
  readonly detalle: string
}

export interface ReadLimits {
  /** Bytes. */
  readonly maxBytes: number
}

/** What the ministry admits for an AttachedDocument (GI008); a larger invoice does not exist. */
export const DEFAULT_LIMITS: ReadLimits = { maxBytes: 16 * 1024 * 1024 }

/**
 * Parses `bytes` and gives the document to `use`; its memory is freed afterwards, so nothing of it may be kept.
 * @returns what `use` returned, or why the bytes are not a document we read
 */
export function withXmlDocument<T>(
  bytes: Uint8Array,
  use: (doc: XmlDocument) => T,
  limits: ReadLimits = DEFAULT_LIMITS,
): Result<T, XmlReadError> {
  const text = decode(bytes, limits)
  if (!text.ok) return text
  let doc: XmlDocument
  try {
    doc = XmlDocument.fromString(text.value, { option: PARSE_OPTIONS })
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error
    return failure('XML_DANIADO', error.message)
  }
  try {
    if (doc.dtd !== null) return failure('XML_CON_DTD', 'document type found after parsing')
    return ok(use(doc))
  } finally {
    doc.dispose()
  }
}

/** HUGE lifts libxml2's 10 MB limit of one text: an AttachedDocument is one text; our own limit is `maxBytes`. */
const PARSE_OPTIONS: ParseOption =
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NOCDATA |
  ParseOption.XML_PARSE_HUGE

function decode(bytes: Uint8Array, limits: ReadLimits): Result<string, XmlReadError> {
  if (bytes.byteLength === 0) return failure('XML_VACIO', 'no bytes')
  if (bytes.byteLength > limits.maxBytes)
    return failure('XML_MUY_GRANDE', `${bytes.byteLength} > ${limits.maxBytes}`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return failure('XML_CODIFICACION', 'not UTF-8')
  }
  if (text.trim() === '') return failure('XML_VACIO', 'only blanks')
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(text.slice(0, 300))?.[1]
  if (declared !== undefined && !/^utf-?8$/i.test(declared))
    return failure('XML_CODIFICACION', `declared ${declared}`)
  return hasDocumentType(text) ? failure('XML_CON_DTD', 'document type before the root') : ok(text)
}

/** A document type may only stand before the root: blanks, comments and processing instructions are skipped to find it. */
function hasDocumentType(text: string): boolean {
  let at = 0
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1
    const close = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined
    if (close === undefined) return text.startsWith('<!', at)
    const end = text.indexOf(close, at + 2)
    if (end < 0) return false
    at = end + close.length
  }
}

const MENSAJES: Record<XmlReadCode, string> = {
  XML_VACIO: 'El archivo está vacío. Pida el documento de nuevo a quien lo envió.',
  XML_MUY_GRANDE:
    'El archivo pesa más de lo permitido para una factura (16 MB). Revise que sea el documento correcto.',
  XML_CODIFICACION:
    'El archivo no está escrito en UTF-8, como exige la DIAN. Pida el documento de nuevo; no lo abra ni lo guarde con otro programa.',
  XML_CON_DTD:
    'El archivo trae instrucciones que una factura no debe tener (DOCTYPE). No lo abra: puede ser dañino.',
  XML_DANIADO: 'El archivo está incompleto o dañado. Descárguelo otra vez o pida que se lo envíen de nuevo.',
}

function failure(codigo: XmlReadCode, detalle: string): Result<never, XmlReadError> {
  return err({ codigo, mensaje: MENSAJES[codigo], detalle })
}

/** First child element with that namespace and local name. */
export function childElement(parent: XmlElement | null, namespace: string, local: string): XmlElement | null {
  for (const child of childElements(parent))
    if (child.name === local && child.namespaceUri === namespace) return child
  return null
}

/** Child elements in order, text left out. */
export function* childElements(parent: XmlElement | null): Generator<XmlElement> {
  for (let node = parent?.firstChild ?? null; node !== null; node = node.next)
    if (node instanceof XmlElement) yield node
}
