import type { Respuesta } from '../servidor.ts'
import { escapeXml } from '../xml-escape.ts'
import { accionBase, type FalloSoap } from './sobre-entrada.ts'

const tipo = 'application/soap+xml; charset=utf-8'
const datos = 'http://schemas.datacontract.org/2004/07'

/** What DIAN says of one document. `null` travels as `i:nil`. */
export interface DianResponse {
  readonly mensajes: readonly string[]
  readonly valido: boolean
  readonly codigo: string
  readonly descripcion: string
  readonly mensaje: string | null
  /** Text of the signed ApplicationResponse. */
  readonly applicationResponse: string | null
  readonly cufe: string | null
  readonly archivo: string | null
}

export interface ErrorDeCarga {
  readonly cufe: string | null
  readonly mensaje: string
  readonly archivo: string
}

function campo(nombre: string, valor: string | null): string {
  return valor === null ? `<b:${nombre} i:nil="true"/>` : `<b:${nombre}>${escapeXml(valor)}</b:${nombre}>`
}

function sobre(operacion: string, espacio: string, contenido: string, ahora: Date): Respuesta {
  const vence = new Date(ahora.getTime() + 5 * 60_000)
  return {
    estado: 200,
    tipo,
    cuerpo:
      '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing" ' +
      'xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">' +
      `<s:Header><a:Action s:mustUnderstand="1">${accionBase}${operacion}Response</a:Action>` +
      '<o:Security s:mustUnderstand="1" xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">' +
      `<u:Timestamp u:Id="_0"><u:Created>${ahora.toISOString()}</u:Created><u:Expires>${vence.toISOString()}</u:Expires></u:Timestamp>` +
      `</o:Security></s:Header><s:Body><${operacion}Response xmlns="http://wcf.dian.colombia">` +
      `<${operacion}Result xmlns:b="${datos}/${espacio}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">${contenido}</${operacion}Result>` +
      `</${operacion}Response></s:Body></s:Envelope>`,
  }
}

function camposDianResponse(respuesta: DianResponse): string {
  const mensajes = respuesta.mensajes.map((mensaje) => `<c:string>${escapeXml(mensaje)}</c:string>`).join('')
  const ar = respuesta.applicationResponse
  return (
    `<b:ErrorMessage xmlns:c="http://schemas.microsoft.com/2003/10/Serialization/Arrays">${mensajes}</b:ErrorMessage>` +
    campo('IsValid', String(respuesta.valido)) +
    campo('StatusCode', respuesta.codigo) +
    campo('StatusDescription', respuesta.descripcion) +
    campo('StatusMessage', respuesta.mensaje) +
    campo('XmlBase64Bytes', ar === null ? null : Buffer.from(ar, 'utf8').toString('base64')) +
    campo('XmlBytes', null) +
    campo('XmlDocumentKey', respuesta.cufe) +
    campo('XmlFileName', respuesta.archivo)
  )
}

export function sobreDianResponse(operacion: string, respuesta: DianResponse, ahora: Date): Respuesta {
  return sobre(operacion, 'DianResponse', camposDianResponse(respuesta), ahora)
}

/** GetStatusZip answers with a list. */
export function sobreListaDianResponse(
  operacion: string,
  lista: readonly DianResponse[],
  ahora: Date,
): Respuesta {
  const contenido = lista
    .map((cada) => `<b:DianResponse>${camposDianResponse(cada)}</b:DianResponse>`)
    .join('')
  return sobre(operacion, 'DianResponse', contenido, ahora)
}

/** Answer of the asynchronous uploads: a ZipKey, or the errors that kept it from being given. */
export function sobreCarga(
  operacion: string,
  resultado: { readonly zipKey: string } | { readonly errores: readonly ErrorDeCarga[] },
  ahora: Date,
): Respuesta {
  const espacio = `xmlns:c="${datos}/XmlParamsResponseTrackId"`
  if ('zipKey' in resultado) {
    const contenido = `<b:ErrorMessageList ${espacio} i:nil="true"/>${campo('ZipKey', resultado.zipKey)}`
    return sobre(operacion, 'UploadDocumentResponse', contenido, ahora)
  }
  const errores = resultado.errores.map((error) => {
    const clave =
      error.cufe === null
        ? '<c:DocumentKey i:nil="true"/>'
        : `<c:DocumentKey>${escapeXml(error.cufe)}</c:DocumentKey>`
    return (
      `<c:XmlParamsResponseTrackId>${clave}<c:ProcessedMessage>${escapeXml(error.mensaje)}</c:ProcessedMessage>` +
      `<c:SenderCode i:nil="true"/><c:Success>false</c:Success><c:XmlFileName>${escapeXml(error.archivo)}</c:XmlFileName></c:XmlParamsResponseTrackId>`
    )
  })
  const contenido = `<b:ErrorMessageList ${espacio}>${errores.join('')}</b:ErrorMessageList>${campo('ZipKey', null)}`
  return sobre(operacion, 'UploadDocumentResponse', contenido, ahora)
}

export interface RangoEnSobre {
  readonly resolucion: string
  readonly fecha: string
  readonly prefijo: string
  readonly desde: number
  readonly hasta: number
  readonly vigenciaDesde: string
  readonly vigenciaHasta: string
  readonly claveTecnica: string
}

/** GetNumberingRange: code 100 with ranges, 401 without. */
export function sobreRangos(
  codigo: '100' | '401',
  descripcion: string,
  rangos: readonly RangoEnSobre[],
  ahora: Date,
): Respuesta {
  const espacio = `xmlns:c="${datos}/NumberRangeResponse"`
  const lista = rangos.map((rango) => {
    const campos: readonly (readonly [string, string])[] = [
      ['ResolutionNumber', rango.resolucion],
      ['ResolutionDate', rango.fecha],
      ['Prefix', rango.prefijo],
      ['FromNumber', String(rango.desde)],
      ['ToNumber', String(rango.hasta)],
      ['ValidDateFrom', rango.vigenciaDesde],
      ['ValidDateTo', rango.vigenciaHasta],
      ['TechnicalKey', rango.claveTecnica],
    ]
    const contenido = campos
      .map(([nombre, valor]) =>
        valor === '' ? `<c:${nombre} i:nil="true"/>` : `<c:${nombre}>${escapeXml(valor)}</c:${nombre}>`,
      )
      .join('')
    return `<c:NumberRangeResponse>${contenido}</c:NumberRangeResponse>`
  })
  const contenido =
    campo('OperationCode', codigo) +
    campo('OperationDescription', descripcion) +
    (codigo === '100'
      ? `<b:ResponseList ${espacio}>${lista.join('')}</b:ResponseList>`
      : '<b:ResponseList i:nil="true"/>')
  return sobre('GetNumberingRange', 'NumberRangeResponseList', contenido, ahora)
}

/** GetXmlByDocumentKey. `xml` is null when there is no such document. */
export function sobreXml(codigo: string, mensaje: string, xml: string | null, ahora: Date): Respuesta {
  const base64 = xml === null ? null : Buffer.from(xml, 'utf8').toString('base64')
  const contenido = campo('Code', codigo) + campo('Message', mensaje) + campo('XmlBytesBase64', base64)
  return sobre('GetXmlByDocumentKey', 'EventResponse', contenido, ahora)
}

export function sobreAdquiriente(
  codigo: string,
  mensaje: string,
  adquiriente: { readonly nombre: string; readonly correo: string } | undefined,
  ahora: Date,
): Respuesta {
  const contenido =
    campo('Message', mensaje) +
    campo('ReceiverEmail', adquiriente?.correo ?? null) +
    campo('ReceiverName', adquiriente?.nombre ?? null) +
    campo('StatusCode', codigo)
  return sobre('GetAcquirer', 'AdquirienteResponse', contenido, ahora)
}

/** @param csv sheet of the mail boxes, or null when it is not given */
export function sobreCorreos(
  codigo: string,
  mensaje: string | null,
  csv: string | null,
  ahora: Date,
): Respuesta {
  const contenido =
    campo('CsvBase64Bytes', csv === null ? null : Buffer.from(csv, 'utf8').toString('base64')) +
    campo('Message', mensaje) +
    campo('StatusCode', codigo) +
    campo('Success', csv === null ? 'false' : 'true')
  return sobre('GetExchangeEmails', 'ExchangeEmailResponse', contenido, ahora)
}

/** SOAP fault as WCF writes it. The detail is only in the log of the authority, never here. */
export function sobreFallo(fallo: FalloSoap): Respuesta {
  const seguridad = fallo.codigo === 'InvalidSecurity'
  const espacio = seguridad
    ? 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd'
    : 'http://www.w3.org/2005/08/addressing'
  const motivo = seguridad
    ? 'An error occurred when verifying security for the message.'
    : 'The message could not be processed. This is most likely because the action is incorrect or the message contains an invalid addressing header.'
  return {
    estado: fallo.codigo === 'BadRequest' ? 400 : 500,
    tipo,
    cuerpo:
      '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>' +
      '<a:Action s:mustUnderstand="1">http://www.w3.org/2005/08/addressing/soap/fault</a:Action></s:Header><s:Body><s:Fault>' +
      `<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:e="${espacio}">e:${fallo.codigo}</s:Value></s:Subcode></s:Code>` +
      `<s:Reason><s:Text xml:lang="en-US">${motivo}</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>`,
  }
}
