import type { XmlElement, XmlNamespaces, XmlNode } from './element.ts'

/**
 * Writes XML that is already in canonical form (Canonical XML 1.0, inclusive, without comments): what C14N would make of
 * it is the text itself. A signer then digests the very text it writes and needs no canonicaliser, whose mistakes are
 * the usual cause of signatures that do not verify.
 *
 * It holds because: start and end tags always (no `<a/>`), namespaces before attributes and both in canonical order,
 * double quotes, the escapes of C14N §2.3, no whitespace that was not asked for, LF only, no comments, and CDATA only where
 * `document` form is asked (its canonical form is the same text escaped).
 */

/** Control characters and half surrogates cannot be in any XML document, so a text with them is a bug of the caller. */
export class XmlWriteError extends Error {
  constructor(detail: string) {
    super(detail)
    this.name = 'XmlWriteError'
  }
}

/** Canonical text of a whole document, without the XML declaration. */
export function writeCanonical(root: XmlElement): string {
  return new Writer('canonical').run(root, root.namespaces ?? {})
}

/**
 * Canonical text of an element cut out of a document: inclusive C14N repeats on it every namespace of its ancestors.
 * @param inherited namespaces in scope at that place of the document
 */
export function writeCanonicalSubtree(subtree: XmlElement, inherited: XmlNamespaces): string {
  return new Writer('canonical').run(subtree, { ...inherited, ...subtree.namespaces })
}

/** Text of an element inside a document: no inherited namespaces are repeated. */
export function writeFragment(fragment: XmlElement, inherited: XmlNamespaces): string {
  return new Writer('document').run(fragment, fragment.namespaces ?? {}, inherited)
}

/** A document in two halves, around its slot. `canonical` halves joined are what is digested when the slot is empty. */
export interface SplitDocument {
  readonly document: readonly [before: string, after: string]
  readonly canonical: readonly [before: string, after: string]
}

/** Writes a document that has exactly one slot. @throws XmlWriteError when it has none or several */
export function writeAroundSlot(root: XmlElement): SplitDocument {
  const namespaces = root.namespaces ?? {}
  const canonicalWriter = new Writer('canonical')
  const canonical = splitOnce(canonicalWriter.run(root, namespaces))
  // The two forms differ only where there is CDATA: most documents are written once.
  const document = canonicalWriter.sawCdata
    ? splitOnce(new Writer('document').run(root, namespaces))
    : canonical
  return { document, canonical }
}

/** The first line of every document we write; C14N drops it. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'

/** U+0000 cannot occur in XML nor pass the writer's check, so it marks the slot without any chance of a clash. */
const SLOT_MARK = '\u0000'

function splitOnce(text: string): readonly [string, string] {
  const parts = text.split(SLOT_MARK)
  const [before, after] = parts
  if (parts.length !== 2 || before === undefined || after === undefined)
    throw new XmlWriteError(
      `a document to be signed has one place for the signature, this one has ${parts.length - 1}`,
    )
  return [before, after]
}

class Writer {
  sawCdata = false
  readonly #form: 'canonical' | 'document'
  #out = ''

  constructor(form: 'canonical' | 'document') {
    this.#form = form
  }

  run(root: XmlElement, namespaces: XmlNamespaces, inherited: XmlNamespaces = {}): string {
    this.#out = ''
    this.#element(root, namespaces, { ...inherited, ...namespaces })
    return this.#out
  }

  /** @param declared namespaces to write on this element; @param scope all namespaces known inside it */
  #element(node: XmlElement, declared: XmlNamespaces, scope: XmlNamespaces): void {
    this.#out += `<${node.name}`
    for (const prefix of Object.keys(declared).sort()) {
      const uri = declared[prefix] ?? ''
      // libxml2 and others do not escape a namespace in canonical form: with these signs two programs would digest two texts.
      if (/[&<"\s]/.test(uri)) throw new XmlWriteError(`namespace with signs to escape: ${uri}`)
      this.#out += prefix === '' ? ` xmlns="${uri}"` : ` xmlns:${prefix}="${uri}"`
    }
    const names = Object.keys(node.attributes)
    if (names.length > 1) names.sort((a, b) => compareAttributes(a, b, scope))
    for (const name of names) this.#out += ` ${name}="${escapeAttribute(node.attributes[name] ?? '')}"`
    this.#out += '>'
    for (const child of node.children) this.#node(child, scope)
    this.#out += `</${node.name}>`
  }

  #node(node: XmlNode, scope: XmlNamespaces): void {
    if (typeof node === 'string') this.#out += escapeText(node)
    else if ('cdata' in node) this.#cdata(node.cdata)
    else if ('slot' in node) this.#out += SLOT_MARK
    else {
      const declared = node.namespaces
      if (declared === undefined) this.#element(node, {}, scope)
      else this.#element(node, declared, { ...scope, ...declared })
    }
  }

  /** A parser turns CRLF and CR inside CDATA into LF before anything is digested; writing LF keeps both forms equal. */
  #cdata(text: string): void {
    this.sawCdata = true
    const normalised = text.replace(/\r\n?/g, '\n')
    assertXmlCharacters(normalised)
    this.#out +=
      this.#form === 'canonical'
        ? escapeText(normalised)
        : `<![CDATA[${normalised.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  }
}

/** C14N §2.2: by namespace URI, then local name; attributes without prefix are in no namespace and come first. */
function compareAttributes(a: string, b: string, scope: XmlNamespaces): number {
  const [uriA, localA] = expandAttribute(a, scope)
  const [uriB, localB] = expandAttribute(b, scope)
  if (uriA !== uriB) return compareCodePoints(uriA, uriB)
  return compareCodePoints(localA, localB)
}

function expandAttribute(name: string, scope: XmlNamespaces): readonly [uri: string, local: string] {
  const colon = name.indexOf(':')
  if (colon < 0) return ['', name]
  const prefix = name.slice(0, colon)
  const uri = prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : scope[prefix]
  if (uri === undefined) throw new XmlWriteError(`prefix not declared: ${prefix}`)
  return [uri, name.slice(colon + 1)]
}

function compareCodePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function escapeText(text: string): string {
  assertXmlCharacters(text)
  if (!/[&<>\r]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;')
}

function escapeAttribute(text: string): string {
  assertXmlCharacters(text)
  if (!/[&<"\t\n\r]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 §2.2 forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

function assertXmlCharacters(text: string): void {
  if (FORBIDDEN.test(text) || !text.isWellFormed())
    throw new XmlWriteError('text with a character that XML does not admit')
}
