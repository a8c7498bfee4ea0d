import fc from 'fast-check'
import { XmlDocument } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { element, type XmlElement, type XmlNode, xmlSlot } from '../../../../../src-main/core/xml/element.ts'
import {
  writeAroundSlot,
  writeCanonical,
  writeCanonicalSubtree,
  writeFragment,
  XmlWriteError,
} from '../../../../../src-main/core/xml/write.ts'

const namespaces = {
  '': 'urn:documento',
  b: 'urn:zeta',
  z: 'urn:alfa',
  a: 'http://example.com/alfa#',
}

const texto = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/\p{C}/gu, '\t'))
const conSignos = fc.oneof(texto, fc.constantFrom('&<>"\'', '\r\n\t ', ']]>', '&amp;', 'Ñandú', '𝒳', ' a '))
const nombre = fc.constantFrom('uno', 'b:dos', 'z:tres', 'a:cuatro', 'Cinco')
const atributos = fc.dictionary(
  fc.constantFrom('Id', 'b:x', 'z:x', 'a:x', 'xml:lang', 'zeta', 'Alfa', 'ñ'),
  conSignos,
  {
    maxKeys: 6,
  },
)

const arbol = fc.letrec<{ nodo: XmlNode; elemento: XmlElement }>((tie) => ({
  nodo: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    conSignos,
    conSignos.map((cdata) => ({ cdata })),
    tie('elemento'),
  ),
  elemento: fc
    .tuple(nombre, atributos, fc.array(tie('nodo'), { maxLength: 5 }))
    .map(([name, attributes, children]) => ({ name, attributes, children })),
})).elemento

const documento = arbol.map((root): XmlElement => ({ ...root, namespaces }))

function c14n(text: string, path?: string): string {
  const doc = XmlDocument.fromString(text)
  try {
    if (path === undefined) return doc.canonicalizeToString()
    const node = doc.get(path)
    if (node === null) throw new Error(`nothing at ${path}`)
    return node.canonicalizeToString()
  } finally {
    doc.dispose()
  }
}

describe('XML canónico por construcción', () => {
  it('lo que se escribe es su propia forma canónica, según libxml2', () => {
    fc.assert(
      fc.property(documento, (root) => {
        const written = writeCanonical(root)
        expect(c14n(written)).toBe(written)
      }),
      { numRuns: 300 },
    )
  })

  it('con CDATA en el documento, la forma canónica que se firma es la que libxml2 calcula', () => {
    fc.assert(
      fc.property(documento, (root) => {
        expect(c14n(writeFragment(root, {}))).toBe(writeCanonical(root))
      }),
      { numRuns: 300 },
    )
  })

  it('un elemento recortado repite los espacios de nombres heredados', () => {
    fc.assert(
      fc.property(arbol, (inner) => {
        const cut: XmlElement = { ...inner, name: 'b:recorte' }
        const root: XmlElement = { ...element('raiz', {}, element('z:medio', {}, cut)), namespaces }
        expect(c14n(writeCanonical(root), '/*/*/*')).toBe(writeCanonicalSubtree(cut, namespaces))
      }),
      { numRuns: 300 },
    )
  })

  it('el documento partido alrededor de la firma es el documento sin ella', () => {
    const root: XmlElement = {
      ...element('raiz', {}, element('b:hueco', {}, xmlSlot), element('z:x', {}, { cdata: 'a<b' })),
      namespaces,
    }
    const { document, canonical } = writeAroundSlot(root)
    expect(document.join('<s></s>')).toContain('<b:hueco><s></s></b:hueco><z:x><![CDATA[a<b]]></z:x>')
    expect(canonical.join('')).toContain('<b:hueco></b:hueco><z:x>a&lt;b</z:x>')
    expect(() => writeAroundSlot({ ...element('raiz', {}, 'sin hueco'), namespaces })).toThrow(XmlWriteError)
    expect(() => writeAroundSlot({ ...element('raiz', {}, xmlSlot, xmlSlot), namespaces })).toThrow(
      XmlWriteError,
    )
  })

  it.each(['a\u0000b', '\u0008', '\ud800', '\uffff'])(
    'no escribe caracteres que el XML no admite',
    (malo) => {
      expect(() => writeCanonical(element('a', {}, malo))).toThrow(XmlWriteError)
      expect(() => writeCanonical(element('a', { b: malo }))).toThrow(XmlWriteError)
      expect(() => writeCanonical(element('a', {}, { cdata: malo }))).toThrow(XmlWriteError)
    },
  )

  it('no escribe un espacio de nombres que cada programa canonizaría distinto', () => {
    expect(() => writeCanonical({ ...element('a', {}), namespaces: { b: 'urn:x?a=1&b=2' } })).toThrow(
      XmlWriteError,
    )
  })

  it('no escribe un prefijo que nadie declaró', () => {
    expect(() => writeCanonical(element('a', { 'q:x': '1', b: '2' }))).toThrow(XmlWriteError)
  })
})
