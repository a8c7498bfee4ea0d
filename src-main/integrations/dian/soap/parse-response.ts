import type { XmlElement } from 'libxml2-wasm'
import { err, ok, type Result } from '../../../../src-shared/kernel/result.ts'
import { createXmlQuery, type XmlQuery } from '../../../core/xml/query.ts'
import { withXmlDocument } from '../../../core/xml/read.ts'
import { type MensajeDian, parseMensajeDian } from '../hallazgos-dian.ts'

/** Answer about one document: SendBillSync, GetStatus, GetStatusZip, SendEventUpdateStatus, GetStatusEvent. */
export interface DianResponse {
  readonly valido: boolean
  /** `00` processed, `66` not found, `90` not found, `99` with errors, `''` in process. */
  readonly codigo: string
  readonly descripcion: string
  readonly mensaje: string
  readonly mensajes: readonly MensajeDian[]
  /** CUFE or CUDE of the document it is about. */
  readonly cufe: string
  /** ApplicationResponse, when DIAN made one. */
  readonly applicationResponse?: Uint8Array
}

/** Answer of a batch or test set: follow it with GetStatusZip. */
export interface UploadResponse {
  readonly zipKey?: string
  readonly errores: readonly { readonly archivo: string; readonly cufe: string; readonly mensaje: string }[]
}

export interface RangoNumeracion {
  readonly resolucion: string
  readonly fechaResolucion: string
  readonly prefijo: string
  readonly desde: number
  readonly hasta: number
  readonly vigenciaDesde: string
  readonly vigenciaHasta: string
  /** Absent in paper ranges. */
  readonly claveTecnica?: string
}

export interface NumberingRanges {
  /** `100` found, `401` not authorised to ask. */
  readonly codigo: string
  readonly descripcion: string
  readonly rangos: readonly RangoNumeracion[]
}

export interface DocumentoGuardado {
  readonly codigo: string
  readonly mensaje: string
  readonly xml?: Uint8Array
}

export interface Adquiriente {
  readonly codigo: string
  readonly mensaje: string
  readonly nombre: string
  readonly correo: string
}

/** The mail boxes in which everybody receives electronic documents, as DIAN publishes them. */
export interface CorreosRecepcion {
  /** `0` given, `89` not authorised to ask. */
  readonly codigo: string
  readonly mensaje: string
  /** The sheet as it came. */
  readonly csv?: Uint8Array
}

/** The service refused the message itself. `InvalidSecurity` is nearly always the clock of the computer or the certificate. */
export interface SoapFault {
  readonly codigo: string
  readonly razon: string
}

export type SoapAnswer<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'fault'; readonly fault: SoapFault }

/** Reads the result inside an answer; receives the `…Result` element. */
export type ResultReader<T> = (xml: XmlQuery, result: XmlElement) => T

/**
 * Opens the SOAP answer of an operation. Elements are found by local name: the prefixes vary among answers of the same service.
 * @returns the result, a fault, or why it is not a whole answer of that operation
 */
export function parseSoapAnswer<T>(
  body: Uint8Array,
  operation: string,
  read: ResultReader<T>,
): Result<SoapAnswer<T>, string> {
  const parsed = withXmlDocument(body, (doc): Result<SoapAnswer<T>, string> => {
    const xml = queryAny(doc)
    const fault = xml.element('/*[local-name()="Envelope"]/*[local-name()="Body"]/*[local-name()="Fault"]')
    if (fault !== undefined) {
      const codigo =
        xml.text('.//*[local-name()="Subcode"]/*[local-name()="Value"]', fault) ||
        xml.text('.//*[local-name()="Value"]', fault)
      return ok({
        kind: 'fault',
        fault: {
          codigo: codigo.replace(/^.*:/, ''),
          razon: collapse(xml.text('.//*[local-name()="Text"]', fault)),
        },
      })
    }
    const result = xml.element(
      `/*[local-name()="Envelope"]/*[local-name()="Body"]/*[local-name()="${operation}Response"]/*[local-name()="${operation}Result"]`,
    )
    return result === undefined
      ? err(`no ${operation}Result in the answer`)
      : ok({ kind: 'value', value: read(xml, result) })
  })
  return parsed.ok ? parsed.value : err(parsed.error.detalle)
}

export const readDianResponse: ResultReader<DianResponse> = (xml, result) => {
  const applicationResponse = base64(field(xml, result, 'XmlBase64Bytes'))
  return {
    valido: field(xml, result, 'IsValid') === 'true',
    codigo: field(xml, result, 'StatusCode'),
    descripcion: collapse(field(xml, result, 'StatusDescription')),
    mensaje: collapse(field(xml, result, 'StatusMessage')),
    mensajes: xml
      .elements('*[local-name()="ErrorMessage"]/*[local-name()="string"]', result)
      .map((linea) => parseMensajeDian(linea.content)),
    cufe: field(xml, result, 'XmlDocumentKey'),
    ...(applicationResponse && { applicationResponse }),
  }
}

export const readDianResponses: ResultReader<DianResponse[]> = (xml, result) =>
  xml.elements('*[local-name()="DianResponse"]', result).map((item) => readDianResponse(xml, item))

export const readUploadResponse: ResultReader<UploadResponse> = (xml, result) => {
  const zipKey = field(xml, result, 'ZipKey')
  return {
    ...(zipKey !== '' && { zipKey }),
    errores: xml.elements('.//*[local-name()="XmlParamsResponseTrackId"]', result).map((item) => ({
      archivo: field(xml, item, 'XmlFileName'),
      cufe: field(xml, item, 'DocumentKey'),
      mensaje: collapse(field(xml, item, 'ProcessedMessage')),
    })),
  }
}

export const readNumberingRanges: ResultReader<NumberingRanges> = (xml, result) => ({
  codigo: field(xml, result, 'OperationCode'),
  descripcion: collapse(field(xml, result, 'OperationDescription')),
  rangos: xml.elements('.//*[local-name()="NumberRangeResponse"]', result).map((rango) => {
    const claveTecnica = field(xml, rango, 'TechnicalKey')
    return {
      resolucion: field(xml, rango, 'ResolutionNumber'),
      fechaResolucion: field(xml, rango, 'ResolutionDate').slice(0, 10),
      prefijo: field(xml, rango, 'Prefix'),
      desde: Number(field(xml, rango, 'FromNumber')),
      hasta: Number(field(xml, rango, 'ToNumber')),
      vigenciaDesde: field(xml, rango, 'ValidDateFrom').slice(0, 10),
      vigenciaHasta: field(xml, rango, 'ValidDateTo').slice(0, 10),
      ...(claveTecnica !== '' && { claveTecnica }),
    }
  }),
})

export const readDocumento: ResultReader<DocumentoGuardado> = (xml, result) => {
  const bytes = base64(field(xml, result, 'XmlBytesBase64'))
  return {
    codigo: field(xml, result, 'Code'),
    mensaje: collapse(field(xml, result, 'Message')),
    ...(bytes && { xml: bytes }),
  }
}

export const readAdquiriente: ResultReader<Adquiriente> = (xml, result) => ({
  codigo: field(xml, result, 'StatusCode'),
  mensaje: collapse(field(xml, result, 'Message')),
  nombre: field(xml, result, 'ReceiverName'),
  correo: field(xml, result, 'ReceiverEmail'),
})

export const readCorreosRecepcion: ResultReader<CorreosRecepcion> = (xml, result) => {
  const csv = base64(field(xml, result, 'CsvBase64Bytes'))
  return {
    codigo: field(xml, result, 'StatusCode'),
    mensaje: collapse(field(xml, result, 'Message')),
    ...(csv && { csv }),
  }
}

const queryAny = createXmlQuery({})

function field(xml: XmlQuery, parent: XmlElement, name: string): string {
  return xml.text(`*[local-name()="${name}"]`, parent)
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function base64(text: string): Uint8Array | undefined {
  return text === '' ? undefined : new Uint8Array(Buffer.from(text, 'base64'))
}
