/** The tree of an XML document about to be written. Names carry their prefix (`cbc:ID`). */
export interface XmlElement {
  readonly name: string
  /** Attribute name with prefix → value. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** Namespaces declared here (prefix → URI, `''` for the default one). Documents declare theirs on the root only. */
  readonly namespaces?: XmlNamespaces
}

/** Text written as a CDATA section in the document, and as plain text in its canonical form. */
export interface XmlCdata {
  readonly cdata: string
}

/** The one place of a document where something else is put later: the signature. */
export interface XmlSlot {
  readonly slot: true
}

export type XmlNode = XmlElement | XmlCdata | XmlSlot | string

/** Prefix → URI; the empty prefix is the default namespace. */
export type XmlNamespaces = Readonly<Record<string, string>>

/** What a builder may give as child: `undefined` is an optional part that is absent. */
export type XmlContent = XmlNode | undefined | readonly XmlContent[]

export const xmlSlot: XmlSlot = { slot: true }

/** Builds an element; absent (`undefined`) children and attributes are left out, lists are flattened. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  ...content: readonly XmlContent[]
): XmlElement {
  const present: Record<string, string> = {}
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) present[key] = value
  const children: XmlNode[] = []
  flattenInto(children, content)
  return { name, attributes: present, children }
}

function flattenInto(target: XmlNode[], content: readonly XmlContent[]): void {
  for (const item of content) {
    if (item === undefined) continue
    if (isList(item)) flattenInto(target, item)
    else target.push(item)
  }
}

function isList(item: XmlContent): item is readonly XmlContent[] {
  return Array.isArray(item)
}
