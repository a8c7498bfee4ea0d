import { SaxesParser } from 'saxes'

/** An element with what the judge needs of it. `texto` is its own character data, without that of its children. */
export interface Nodo {
  readonly ns: string
  readonly nombre: string
  readonly atributos: Readonly<Record<string, string>>
  readonly hijos: readonly Nodo[]
  readonly texto: string
}

interface NodoAbierto extends Nodo {
  readonly hijos: NodoAbierto[]
  texto: string
}

/** The bytes are not XML, or not XML that an authority should open. The message says what and where. */
export class XmlInvalido extends Error {}

/**
 * Reads a document into a tree with its own parser, namespaces resolved.
 * @throws XmlInvalido when it is not well-formed or declares a DTD (the way in of entity attacks).
 */
export function leerXml(xml: string): Nodo {
  const parser = new SaxesParser({ xmlns: true })
  const abiertos: NodoAbierto[] = []
  let raiz: NodoAbierto | undefined
  parser.on('error', (error) => {
    throw new XmlInvalido(error.message)
  })
  parser.on('doctype', () => {
    throw new XmlInvalido('El documento trae una declaración DOCTYPE, que no se acepta')
  })
  parser.on('opentag', (tag) => {
    const atributos: Record<string, string> = {}
    for (const atributo of Object.values(tag.attributes)) {
      if (atributo.prefix !== 'xmlns' && atributo.name !== 'xmlns') atributos[atributo.local] = atributo.value
    }
    const nodo: NodoAbierto = { ns: tag.uri, nombre: tag.local, atributos, hijos: [], texto: '' }
    abiertos.at(-1)?.hijos.push(nodo)
    raiz ??= nodo
    abiertos.push(nodo)
  })
  parser.on('closetag', () => {
    abiertos.pop()
  })
  const addText = (texto: string) => {
    const actual = abiertos.at(-1)
    if (actual) actual.texto += texto
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(xml).close()
  if (!raiz) throw new XmlInvalido('El documento está vacío')
  return raiz
}

/** Children with that local name, in order. */
export function hijos(nodo: Nodo | undefined, nombre: string): readonly Nodo[] {
  return nodo?.hijos.filter((hijo) => hijo.nombre === nombre) ?? []
}

/** First element at a path of local names below `nodo`: `en(factura, 'LegalMonetaryTotal/PayableAmount')`. */
export function en(nodo: Nodo | undefined, ruta: string): Nodo | undefined {
  return ruta.split('/').reduce<Nodo | undefined>((actual, nombre) => hijos(actual, nombre)[0], nodo)
}

/** Trimmed text at a path; '' when the element is absent. */
export function texto(nodo: Nodo | undefined, ruta?: string): string {
  return (ruta === undefined ? nodo : en(nodo, ruta))?.texto.trim() ?? ''
}

/** Every element of the tree with that local name, `nodo` included. */
export function todos(nodo: Nodo, nombre: string): readonly Nodo[] {
  const propios = nodo.nombre === nombre ? [nodo] : []
  return [...propios, ...nodo.hijos.flatMap((hijo) => todos(hijo, nombre))]
}

/** Walks the tree, parents first, with the path of each element for messages. */
export function* recorrer(nodo: Nodo, ruta = nodo.nombre): Generator<{ nodo: Nodo; ruta: string }> {
  yield { nodo, ruta }
  for (const hijo of nodo.hijos) yield* recorrer(hijo, `${ruta}/${hijo.nombre}`)
}
