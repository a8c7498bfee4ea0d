import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { type FuenteMuv, type ResultadoValidacion, rechazado } from './hallazgo-muv.ts'

/** An element as fast-xml-parser gives it: a text, an object, or a list of them when repeated. */
export type Elemento = unknown

const maxBytes = 16 * 1024 * 1024
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
})

/** The parts of an AttachedDocument. */
export interface Contenedor {
  readonly documento: Elemento
  readonly fuente: FuenteMuv
  /** Text of the embedded invoice or note. */
  readonly xmlDocumento: string
  readonly respuesta: Elemento
}

export type RaizDocumento = 'Invoice' | 'CreditNote' | 'DebitNote'

const partes: Readonly<Record<RaizDocumento, { fuente: FuenteMuv; estructura: string; parte: string }>> = {
  Invoice: { fuente: 'FacturaElectronica', estructura: 'FEV001', parte: 'PFE001' },
  CreditNote: { fuente: 'NotaCredito', estructura: 'NCV001', parte: 'PFE001' },
  DebitNote: { fuente: 'NotaDebito', estructura: 'NDV001', parte: 'PFE001' },
}

/** Opens the base64 AttachedDocument of an upload, which must hold a document of kind `raiz` and DIAN's answer. */
export function abrirContenedor(
  base64: unknown,
  raiz: RaizDocumento,
): { readonly contenedor: Contenedor } | { readonly hallazgos: readonly ResultadoValidacion[] } {
  const { fuente, estructura, parte } = partes[raiz]
  const falla = (codigo: string, descripcion: string) => ({
    hallazgos: [rechazado(codigo, descripcion, { fuente })],
  })

  if (typeof base64 !== 'string' || base64 === '') return falla('GI006', 'El archivo XML está vacío.')
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > maxBytes) return falla('GI008', 'El archivo XML supera el tamaño permitido.')
  const adjunto = leer(bytes.toString('utf8'), 'AttachedDocument')
  if (!adjunto) return falla(estructura, 'El archivo XML no es un AttachedDocument bien formado.')

  const xmlDocumento = texto(adjunto, 'Attachment/ExternalReference/Description')
  if (xmlDocumento === '') return falla(parte, 'El contenedor no trae el documento electrónico.')
  const documento = leer(xmlDocumento, raiz)
  if (!documento) return falla('FEV002', `El documento incluido en el contenedor no es ${raiz} bien formado.`)

  const xmlRespuesta = texto(
    adjunto,
    'ParentDocumentLineReference/DocumentReference/Attachment/ExternalReference/Description',
  )
  const respuesta = leer(xmlRespuesta, 'ApplicationResponse')
  if (!respuesta) return falla('AAR001', 'El contenedor no trae la respuesta de validación de la DIAN.')
  return { contenedor: { documento, fuente, xmlDocumento, respuesta } }
}

function leer(xml: string, raiz: string): Elemento | undefined {
  if (xml === '' || /<!DOCTYPE/i.test(xml) || XMLValidator.validate(xml) !== true) return undefined
  const leido: unknown = parser.parse(xml)
  return hijo(leido, raiz)
}

function hijo(elemento: Elemento, nombre: string): Elemento | undefined {
  if (typeof elemento !== 'object' || elemento === null) return undefined
  return (elemento as Readonly<Record<string, unknown>>)[nombre]
}

/** Every element with the last name of a path; the earlier steps take the first one. */
export function lista(elemento: Elemento, ruta: string): readonly Elemento[] {
  const pasos = ruta.split('/')
  const ultimo = pasos.pop() ?? ''
  const padre = pasos.reduce<Elemento>((actual, paso) => primero(hijo(actual, paso)), elemento)
  const encontrado = hijo(padre, ultimo)
  if (encontrado === undefined) return []
  return Array.isArray(encontrado) ? encontrado : [encontrado]
}

/** First element at a path; undefined when absent. An empty element is ''. */
export function uno(elemento: Elemento, ruta: string): Elemento | undefined {
  return lista(elemento, ruta)[0]
}

/** Text at a path, '' when absent. */
export function texto(elemento: Elemento, ruta?: string): string {
  const encontrado = ruta === undefined ? primero(elemento) : uno(elemento, ruta)
  if (typeof encontrado === 'string') return encontrado
  const propio = hijo(encontrado, '#text')
  return typeof propio === 'string' ? propio : ''
}

/** Attribute of the first element at a path, undefined when absent. */
export function atributo(elemento: Elemento, ruta: string, nombre: string): string | undefined {
  const valor = hijo(uno(elemento, ruta), `@${nombre}`)
  return typeof valor === 'string' ? valor : undefined
}

function primero(elemento: Elemento): Elemento {
  return Array.isArray(elemento) ? elemento[0] : elemento
}
