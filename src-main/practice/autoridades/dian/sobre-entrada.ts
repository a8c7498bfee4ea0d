import { createHash, createVerify, type X509Certificate } from 'node:crypto'
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm'
import { en, hijos, leerXml, type Nodo, texto, todos, XmlInvalido } from './arbol.ts'
import { esDelNit, leerCertificado, vigenteEn } from './certificado-firmante.ts'

const soap = 'http://www.w3.org/2003/05/soap-envelope'
const wsu = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'
const dsig = 'http://www.w3.org/2000/09/xmldsig#'
const exclusivo = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const accionBase = 'http://wcf.dian.colombia/IWcfDianCustomerServices/'

/** Clocks of sender and service may differ by this much. */
const toleranciaMs = 5 * 60_000

/** The service answers with a SOAP fault. `codigo` is the fault's subcode. */
export class FalloSoap extends Error {
  readonly codigo: 'InvalidSecurity' | 'ActionNotSupported' | 'DestinationUnreachable' | 'BadRequest'

  constructor(codigo: FalloSoap['codigo'], detalle: string) {
    super(detalle)
    this.codigo = codigo
  }
}

export interface Llamada {
  /** Name of the operation, `SendBillSync`. */
  readonly operacion: string
  /** The operation's element in the body; its children are the parameters. */
  readonly parametros: Nodo
}

export interface ContextoLlamada {
  readonly ahora: Date
  readonly nit: string
  /** Port and path that wsa:To must name. */
  readonly puerto: string
  readonly ruta: string
}

/**
 * Opens a SOAP 1.2 envelope and checks its WS-Security: timestamp, certificate, and the signature over wsa:To.
 * @throws FalloSoap when the service would refuse the message.
 */
export function abrirSobre(xml: string, contexto: ContextoLlamada): Llamada {
  const sobre = leer(xml)
  if (sobre.nombre !== 'Envelope' || sobre.ns !== soap)
    throw new FalloSoap('BadRequest', 'No es un sobre SOAP 1.2')
  const cabecera = en(sobre, 'Header')
  const seguridad = en(cabecera, 'Security')
  if (!cabecera || !seguridad) throw new FalloSoap('InvalidSecurity', 'Falta wsse:Security')

  revisarVigencia(en(seguridad, 'Timestamp'), contexto.ahora)
  const certificado = revisarCertificado(seguridad, contexto)
  revisarFirma(xml, sobre, seguridad, certificado)

  const parametros = en(sobre, 'Body')?.hijos[0]
  if (parametros?.ns !== 'http://wcf.dian.colombia') {
    throw new FalloSoap('BadRequest', 'El cuerpo no trae una operación')
  }
  if (texto(cabecera, 'Action') !== accionBase + parametros.nombre) {
    throw new FalloSoap('ActionNotSupported', 'wsa:Action no corresponde a la operación del cuerpo')
  }
  const destino = URL.parse(texto(cabecera, 'To'))
  if (destino?.pathname !== contexto.ruta || destino.port !== contexto.puerto) {
    throw new FalloSoap('DestinationUnreachable', 'wsa:To no es la dirección de este servicio')
  }
  return { operacion: parametros.nombre, parametros }
}

function leer(xml: string): Nodo {
  try {
    return leerXml(xml)
  } catch (error) {
    if (error instanceof XmlInvalido) throw new FalloSoap('BadRequest', error.message)
    throw error
  }
}

function revisarVigencia(marca: Nodo | undefined, ahora: Date): void {
  const creado = Date.parse(texto(marca, 'Created'))
  const vence = Date.parse(texto(marca, 'Expires'))
  if (!(creado - toleranciaMs <= ahora.getTime() && ahora.getTime() < vence)) {
    throw new FalloSoap('InvalidSecurity', 'wsu:Timestamp falta, venció o está en el futuro')
  }
}

function revisarCertificado(seguridad: Nodo, { ahora, nit }: ContextoLlamada): X509Certificate {
  const certificado = leerCertificado(texto(seguridad, 'BinarySecurityToken'))
  if (!certificado) throw new FalloSoap('InvalidSecurity', 'BinarySecurityToken no es un certificado')
  if (!vigenteEn(certificado, ahora)) throw new FalloSoap('InvalidSecurity', 'El certificado no está vigente')
  if (!esDelNit(certificado, nit))
    throw new FalloSoap('InvalidSecurity', 'El certificado no es del NIT habilitado')
  return certificado
}

function revisarFirma(xml: string, sobre: Nodo, seguridad: Nodo, certificado: X509Certificate): void {
  const firma = en(seguridad, 'Signature')
  const info = en(firma, 'SignedInfo')
  if (!firma || !info) throw new FalloSoap('InvalidSecurity', 'Falta ds:Signature')

  const token = en(seguridad, 'BinarySecurityToken')?.atributos.Id
  const usado = en(firma, 'KeyInfo/SecurityTokenReference/Reference')?.atributos.URI
  if (!token || usado !== `#${token}`) {
    throw new FalloSoap('InvalidSecurity', 'La firma no apunta al BinarySecurityToken')
  }
  if (
    en(info, 'SignatureMethod')?.atributos.Algorithm !== 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
  ) {
    throw new FalloSoap('InvalidSecurity', 'SignatureMethod no es rsa-sha256')
  }
  const idDestino = en(sobre, 'Header/To')?.atributos.Id
  const referencias = hijos(info, 'Reference')
  if (!idDestino || !referencias.some((referencia) => referencia.atributos.URI === `#${idDestino}`)) {
    throw new FalloSoap('InvalidSecurity', 'wsa:To no está firmado')
  }

  const documento = XmlDocument.fromString(xml)
  try {
    for (const referencia of referencias) revisarDigest(documento, sobre, referencia)
    const canonico = canonizar(
      documento,
      `//*[local-name()='Security']/*[local-name()='Signature' and namespace-uri()='${dsig}']/*[local-name()='SignedInfo']`,
      en(info, 'CanonicalizationMethod'),
    )
    const valida = createVerify('RSA-SHA256')
      .update(canonico, 'utf8')
      .verify(certificado.publicKey, texto(firma, 'SignatureValue').replaceAll(/\s/g, ''), 'base64')
    if (!valida) throw new FalloSoap('InvalidSecurity', 'El valor de la firma no corresponde')
  } finally {
    documento.dispose()
  }
}

function revisarDigest(documento: XmlDocument, sobre: Nodo, referencia: Nodo): void {
  const id = (referencia.atributos.URI ?? '').slice(1)
  const marcados = todosConId(sobre, id)
  if (!/^[\w.-]+$/.test(id) || marcados !== 1) {
    throw new FalloSoap('InvalidSecurity', 'La firma apunta a un elemento que no existe o está repetido')
  }
  const canonico = canonizar(
    documento,
    `//*[@*[local-name()='Id' and namespace-uri()='${wsu}']='${id}']`,
    en(referencia, 'Transforms/Transform'),
  )
  const digest = createHash('sha256').update(canonico, 'utf8').digest('base64')
  if (digest !== texto(referencia, 'DigestValue')) {
    throw new FalloSoap('InvalidSecurity', 'Un digest de la firma no corresponde')
  }
}

function todosConId(nodo: Nodo, id: string): number {
  const propio = nodo.atributos.Id === id ? 1 : 0
  return nodo.hijos.reduce((total, hijo) => total + todosConId(hijo, id), propio)
}

/** Exclusive C14N of the only element at `xpath`, with the prefix list that `metodo` carries. */
function canonizar(documento: XmlDocument, xpath: string, metodo: Nodo | undefined): string {
  if (metodo?.atributos.Algorithm !== exclusivo) {
    throw new FalloSoap('InvalidSecurity', 'La forma canónica debe ser exc-c14n')
  }
  const lista = todos(metodo, 'InclusiveNamespaces')[0]?.atributos.PrefixList ?? ''
  const elementos = documento.find(xpath)
  const elemento = elementos[0]
  if (!elemento || elementos.length !== 1)
    throw new FalloSoap('InvalidSecurity', 'Estructura de firma ambigua')
  return elemento.canonicalizeToString({
    mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
    inclusiveNamespacePrefixes: lista.split(/\s+/).filter((prefijo) => prefijo !== ''),
  })
}
