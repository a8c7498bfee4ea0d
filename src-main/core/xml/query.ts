import { type XmlDocument, XmlElement, XmlXPath } from 'libxml2-wasm'

/** Prefix → URI for the paths; independent of the prefixes a document uses. */
export type PathPrefixes = Readonly<Record<string, string>>

/** Reads an open document by XPath. Compiled paths are kept: the same few dozen are asked of every document. */
export interface XmlQuery {
  /** Text of the first match without blanks at its ends, `''` when there is none. */
  text(path: string, from?: XmlElement): string
  has(path: string, from?: XmlElement): boolean
  element(path: string, from?: XmlElement): XmlElement | undefined
  elements(path: string, from?: XmlElement): XmlElement[]
}

/** Makes a reader of documents for one set of prefixes. Create it once per module, not per document. */
export function createXmlQuery(prefixes: PathPrefixes): (doc: XmlDocument) => XmlQuery {
  const compiled = new Map<string, XmlXPath>()
  const path = (text: string): XmlXPath => {
    const known = compiled.get(text)
    if (known !== undefined) return known
    const fresh = XmlXPath.compile(text, { ...prefixes })
    compiled.set(text, fresh)
    return fresh
  }
  return (doc) => ({
    text: (text, from) => (from ?? doc).get(path(text))?.content.trim() ?? '',
    has: (text, from) => (from ?? doc).get(path(text)) !== null,
    element: (text, from) => {
      const node = (from ?? doc).get(path(text))
      return node instanceof XmlElement ? node : undefined
    },
    elements: (text, from) => (from ?? doc).find(path(text)).filter((node) => node instanceof XmlElement),
  })
}
