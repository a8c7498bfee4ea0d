import { numeroCompleto } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../src-shared/kernel/dates.ts'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import { element, type XmlElement, xmlSlot } from '../../core/xml/element.ts'
import { withXmlDocument, type XmlReadError } from '../../core/xml/read.ts'
import { parseApplicationResponse, type RespuestaDian } from './application-response.ts'
import { partyForContainer } from './factura/partes.ts'
import { signXades } from './firma/sign.ts'
import { documentNamespaces, NS } from './namespaces.ts'
import { cac, cbc, ublExtension } from './ubl.ts'
import { queryUbl } from './ubl-query.ts'

export interface DatosContenedor {
  readonly documento: Pick<DocumentoFactura, 'ambiente' | 'numero' | 'emision' | 'emisor' | 'adquiriente'>
  /** CUFE, or CUDE of notes and of transcriptions (03). */
  readonly codigo: { readonly nombre: 'CUFE' | 'CUDE'; readonly valor: string }
  /** The signed invoice or note, the bytes that were sent. */
  readonly xml: Uint8Array
  /** DIAN's answer, the bytes received. Absent only in type 04, which is delivered before DIAN validates it (annex 1.9 §12). */
  readonly applicationResponse?: Uint8Array
  /** Own unique identifier of the container. */
  readonly id: string
  readonly signer: Signer
  readonly ahora: Date
}

/**
 * The container that the customer, the payers and the ministry receive: invoice and DIAN's answer in one signed file (annex 1.9,
 * AttachedDocument). The embedded documents go untouched inside CDATA so that their own signatures still verify.
 * @throws Error when `applicationResponse` is not a readable answer; check it with `parseApplicationResponse` on receipt
 */
export function buildAttachedDocument(datos: DatosContenedor): Uint8Array {
  const { documento, codigo, ahora } = datos
  const numero = numeroCompleto(documento.numero)
  const root: XmlElement = {
    ...element(
      'AttachedDocument',
      {},
      element('ext:UBLExtensions', {}, ublExtension(xmlSlot)),
      cbc('UBLVersionID', 'UBL 2.1'),
      cbc('CustomizationID', 'Documentos adjuntos'),
      cbc('ProfileID', 'Factura Electrónica de Venta'),
      cbc('ProfileExecutionID', documento.ambiente),
      cbc('ID', datos.id),
      cbc('IssueDate', bogotaDate(ahora)),
      cbc('IssueTime', `${bogotaTime(ahora)}-05:00`),
      cbc('DocumentType', 'Contenedor de Factura Electrónica'),
      cbc('ParentDocumentID', numero),
      cac('SenderParty', partyForContainer(documento.emisor, true)),
      cac('ReceiverParty', partyForContainer(documento.adquiriente, false)),
      attachment(datos.xml),
      datos.applicationResponse && validation(datos.applicationResponse, numero, codigo, documento),
    ),
    namespaces: documentNamespaces('attachedDocument'),
  }
  return signXades(root, { signer: datos.signer, ahora, id: `${codigo.valor}-${datos.id}` })
}

function validation(
  applicationResponse: Uint8Array,
  numero: string,
  codigo: DatosContenedor['codigo'],
  documento: DatosContenedor['documento'],
): XmlElement {
  const respuesta = parseApplicationResponse(applicationResponse)
  if (!respuesta.ok) throw new Error(`ApplicationResponse not readable: ${respuesta.error.detalle}`)
  return cac(
    'ParentDocumentLineReference',
    cbc('LineID', '1'),
    cac(
      'DocumentReference',
      cbc('ID', numero),
      cbc('UUID', codigo.valor, { schemeName: `${codigo.nombre}-SHA384` }),
      cbc('IssueDate', documento.emision.fecha),
      cbc('DocumentType', 'ApplicationResponse'),
      attachment(applicationResponse),
      verification(respuesta.value),
    ),
  )
}

function verification(respuesta: RespuestaDian): XmlElement {
  return cac(
    'ResultOfVerification',
    cbc('ValidatorID', 'Unidad Especial Dirección de Impuestos y Aduanas Nacionales'),
    cbc('ValidationResultCode', respuesta.codigo),
    cbc('ValidationDate', respuesta.fecha),
    cbc('ValidationTime', respuesta.hora),
  )
}

function attachment(xml: Uint8Array): XmlElement {
  return cac(
    'Attachment',
    cac(
      'ExternalReference',
      cbc('MimeCode', 'text/xml'),
      cbc('EncodingCode', 'UTF-8'),
      element('cbc:Description', {}, { cdata: new TextDecoder('utf-8', { fatal: true }).decode(xml) }),
    ),
  )
}

/** The documents inside a container. */
export interface ContenidoContenedor {
  readonly facturaXml: Uint8Array
  readonly applicationResponse?: Uint8Array
}

/** The file is XML but no container with an invoice. */
export interface SinFactura {
  readonly codigo: 'NO_ES_CONTENEDOR'
  readonly mensaje: string
}

/** Takes out the documents of an AttachedDocument of anyone. */
export function openAttachedDocument(
  xml: Uint8Array,
): Result<ContenidoContenedor, XmlReadError | SinFactura> {
  const read = withXmlDocument(xml, (doc) => {
    if (doc.root.namespaceUri !== NS.attachedDocument) return undefined
    const { element: find } = queryUbl(doc)
    const description = 'cac:Attachment/cac:ExternalReference/cbc:Description'
    return {
      factura: find(`/*/${description}`)?.content.trim(),
      respuesta: find(
        `/*/cac:ParentDocumentLineReference/cac:DocumentReference/${description}`,
      )?.content.trim(),
    }
  })
  if (!read.ok) return read
  const encoder = new TextEncoder()
  if (!read.value?.factura)
    return err({
      codigo: 'NO_ES_CONTENEDOR',
      mensaje:
        'El archivo no trae una factura adentro. Pida al proveedor el AttachedDocument, el XML que va en el ZIP.',
    })
  const { factura, respuesta } = read.value
  return ok({
    facturaXml: encoder.encode(factura),
    ...(respuesta && { applicationResponse: encoder.encode(respuesta) }),
  })
}
