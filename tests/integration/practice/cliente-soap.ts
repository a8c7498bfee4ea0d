import { X509Certificate } from 'node:crypto'
import { zipSync } from 'fflate'
import { SignedXml } from 'xml-crypto'
import { leerXml, texto, todos } from '../../../src-main/practice/autoridades/dian/arbol.ts'
import { ahora, registro, type Titular } from './documentos-de-prueba.ts'

/** SOAP client of the tests: envelope and WS-Security by xml-crypto, bytes by fetch. */

const wsse = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'
const wsu = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'
const perfil = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss'
const exclusivo = 'http://www.w3.org/2001/10/xml-exc-c14n#'

export interface CambiosSobre {
  creado?: Date
  vence?: Date
  destino?: string
  editar?: (sobre: string) => string
}

export function sobre(
  url: string,
  operacion: string,
  parametros: string,
  titular: Titular,
  cambios: CambiosSobre = {},
): string {
  const certificado = new X509Certificate(titular.certificadoPem).raw.toString('base64')
  const creado = cambios.creado ?? ahora
  const vence = cambios.vence ?? new Date(creado.getTime() + 60_000)
  const xml = `<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:wcf="http://wcf.dian.colombia"><soap:Header xmlns:wsa="http://www.w3.org/2005/08/addressing"><wsse:Security xmlns:wsse="${wsse}" xmlns:wsu="${wsu}"><wsu:Timestamp wsu:Id="TS-1"><wsu:Created>${creado.toISOString()}</wsu:Created><wsu:Expires>${vence.toISOString()}</wsu:Expires></wsu:Timestamp><wsse:BinarySecurityToken EncodingType="${perfil}-soap-message-security-1.0#Base64Binary" ValueType="${perfil}-x509-token-profile-1.0#X509v3" wsu:Id="X509-1">${certificado}</wsse:BinarySecurityToken></wsse:Security><wsa:Action>http://wcf.dian.colombia/IWcfDianCustomerServices/${operacion}</wsa:Action><wsa:To wsu:Id="id-1" xmlns:wsu="${wsu}">${cambios.destino ?? url}</wsa:To></soap:Header><soap:Body><wcf:${operacion}>${parametros}</wcf:${operacion}></soap:Body></soap:Envelope>`
  const firma = new SignedXml({
    idMode: 'wssecurity',
    privateKey: titular.clavePrivada.export({ type: 'pkcs8', format: 'pem' }),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusivo,
    inclusiveNamespacesPrefixList: ['wsa', 'soap', 'wcf'],
    getKeyInfoContent: () =>
      `<wsse:SecurityTokenReference xmlns:wsse="${wsse}"><wsse:Reference URI="#X509-1" ValueType="${perfil}-x509-token-profile-1.0#X509v3"/></wsse:SecurityTokenReference>`,
  })
  firma.addReference({
    xpath: "//*[local-name()='To']",
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [exclusivo],
    inclusiveNamespacesPrefixList: ['soap', 'wcf'],
  })
  firma.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "//*[local-name()='Security']", action: 'append' },
    existingPrefixes: { wsse, wsu },
  })
  const firmado = firma.getSignedXml()
  return cambios.editar ? cambios.editar(firmado) : firmado
}

export function enviarSobre(
  url: string,
  operacion: string,
  cuerpo: string,
  signal: AbortSignal | null = null,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': `application/soap+xml;charset=UTF-8;action="http://wcf.dian.colombia/IWcfDianCustomerServices/${operacion}"`,
    },
    body: cuerpo,
    signal,
  })
}

export interface RespuestaDian {
  estado: number
  cuerpo: string
  codigo: string
  valido: boolean
  mensajes: string[]
  reglas: string[]
  cufe: string
  archivo: string
  applicationResponse: string
}

export async function leerRespuesta(respuesta: Response): Promise<RespuestaDian> {
  const cuerpo = await respuesta.text()
  const arbol = leerXml(cuerpo)
  const uno = (nombre: string) => {
    const nodo = todos(arbol, nombre)[0]
    return nodo ? texto(nodo) : ''
  }
  const mensajes = todos(arbol, 'string').map((nodo) => texto(nodo))
  return {
    estado: respuesta.status,
    cuerpo,
    codigo: uno('StatusCode'),
    valido: uno('IsValid') === 'true',
    mensajes,
    reglas: mensajes.filter((m) => m.includes('Rechazo')).map((m) => /^Regla: ([^,]+),/.exec(m)?.[1] ?? m),
    cufe: uno('XmlDocumentKey'),
    archivo: uno('XmlFileName'),
    applicationResponse: Buffer.from(uno('XmlBase64Bytes'), 'base64').toString('utf8'),
  }
}

export async function llamar(
  url: string,
  titular: Titular,
  operacion: string,
  parametros: Record<string, string>,
): Promise<RespuestaDian> {
  const contenido = Object.entries(parametros)
    .map(([nombre, valor]) => `<wcf:${nombre}>${valor}</wcf:${nombre}>`)
    .join('')
  return leerRespuesta(await enviarSobre(url, operacion, sobre(url, operacion, contenido, titular)))
}

export const serie = `${registro.nit.padStart(10, '0')}0002600000001`

export function comprimir(xml: string, nombre = `fv${serie}.xml`): string {
  return Buffer.from(zipSync({ [nombre]: Buffer.from(xml, 'utf8') })).toString('base64')
}

export function enviarFactura(
  url: string,
  titular: Titular,
  xml: string,
  nombre = `fv${serie}.xml`,
): Promise<RespuestaDian> {
  return llamar(url, titular, 'SendBillSync', {
    fileName: `z${serie}.zip`,
    contentFile: comprimir(xml, nombre),
  })
}
