import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { Ids } from '../../../core/ids/ids.ts'
import { fechaBogota, horaBogota } from '../fecha-bogota.ts'
import { dvDeNit } from '../nit.ts'
import { escapeXml } from '../xml-escape.ts'
import { en, type Nodo, texto } from './arbol.ts'
import { nombreDelDocumento, type TipoJuzgado } from './caso.ts'
import { codigoSeguridadSoftware, cudeDeRespuesta } from './clave-unica.ts'
import type { Veredicto } from './juicio.ts'

const nitDian = '800197268'
const nombreDian = 'Unidad Especial Dirección de Impuestos y Aduanas Nacionales'
const softwareDian = '00000000-0000-4000-8000-000000000000'
const agencia =
  'schemeAgencyID="195" schemeAgencyName="CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)"'
const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const avisoPractica = 'DOCUMENTO DE PRÁCTICA SIN VALIDEZ: no lo emitió la DIAN.'

export interface FirmanteDian {
  readonly clavePrivada: KeyObject
  readonly certificadoPem: string
}

export interface DatosRespuesta {
  readonly veredicto: Pick<Veredicto, 'aceptado' | 'hallazgos' | 'cufe' | 'numero'> & {
    readonly tipo: TipoJuzgado
    readonly soporte?: boolean
    readonly documento: Nodo
  }
  readonly consecutivo: number
  readonly ahora: Date
  readonly ids: Ids
  readonly firmante: FirmanteDian
}

/** The signed ApplicationResponse for a judged document, marked as practice. Code 02 accepted, 04 refused. */
export function redactarApplicationResponse(datos: DatosRespuesta): string {
  return firmar(redactar(datos), datos)
}

/** «La Factura electrónica SETP-990000001, ha sido autorizada.» */
export function mensajeDeAutorizacion(veredicto: {
  readonly tipo: TipoJuzgado
  readonly soporte?: boolean
  readonly numero: string
}): string {
  const nombre = nombreDelDocumento(veredicto.tipo, veredicto.soporte)
  return veredicto.soporte && veredicto.tipo === 'Invoice'
    ? `El ${nombre} ${veredicto.numero}, ha sido autorizado.`
    : `La ${nombre} ${veredicto.numero}, ha sido autorizada.`
}

function redactar({ veredicto, consecutivo, ahora }: DatosRespuesta): string {
  const { documento, numero, cufe } = veredicto
  const id = String(consecutivo)
  const fecha = fechaBogota(ahora)
  const hora = horaBogota(ahora)
  const codigo = veredicto.aceptado ? '02' : '04'
  // Of a documento soporte it is the buyer who issued it.
  const parteEmisora = veredicto.soporte ? 'AccountingCustomerParty' : 'AccountingSupplierParty'
  const quien =
    en(documento, `${parteEmisora}/Party/PartyTaxScheme`) ?? en(documento, 'SenderParty/PartyTaxScheme')
  const emisor = texto(quien, 'CompanyID')
  const deFactura = veredicto.tipo === 'Invoice' ? 'CUFE-SHA384' : 'CUDE-SHA384'
  const esquema = veredicto.soporte ? 'CUDS-SHA384' : deFactura
  const cude = cudeDeRespuesta({
    id,
    fecha,
    hora,
    emisor: nitDian,
    receptor: emisor,
    codigo,
    numero,
    tipo: codigoDe(veredicto.tipo, veredicto.soporte === true),
    pin: softwareDian,
  })
  const lineas = [
    ...(veredicto.aceptado
      ? [
          { codigo: '0000', texto: '0' },
          { codigo: '0', texto: mensajeDeAutorizacion(veredicto) },
        ]
      : []),
    ...veredicto.hallazgos.map((hallazgo) => ({ codigo: hallazgo.regla, texto: hallazgo.texto })),
  ]
  return (
    '<?xml version="1.0" encoding="utf-8" standalone="no"?>' +
    '<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2" ' +
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" ' +
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" ' +
    'xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ' +
    'xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" ' +
    'xmlns:sts="dian:gov:co:facturaelectronica:Structures-2-1" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">' +
    '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><sts:DianExtensions>' +
    '<sts:InvoiceSource><cbc:IdentificationCode listAgencyID="6" listAgencyName="United Nations Economic Commission for Europe" ' +
    'listSchemeURI="urn:oasis:names:specification:ubl:codelist:gc:CountryIdentificationCode-2.1">CO</cbc:IdentificationCode></sts:InvoiceSource>' +
    `<sts:SoftwareProvider><sts:ProviderID schemeID="4" schemeName="31" ${agencia}>${nitDian}</sts:ProviderID>` +
    `<sts:SoftwareID ${agencia}>${softwareDian}</sts:SoftwareID></sts:SoftwareProvider>` +
    `<sts:SoftwareSecurityCode ${agencia}>${codigoSeguridadSoftware(softwareDian, '', id)}</sts:SoftwareSecurityCode>` +
    `<sts:AuthorizationProvider><sts:AuthorizationProviderID schemeID="4" schemeName="31" ${agencia}>${nitDian}</sts:AuthorizationProviderID></sts:AuthorizationProvider>` +
    '</sts:DianExtensions></ext:ExtensionContent></ext:UBLExtension>' +
    '<ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>' +
    '<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID><cbc:CustomizationID>1</cbc:CustomizationID><cbc:ProfileID>DIAN 2.1</cbc:ProfileID>' +
    `<cbc:ProfileExecutionID>2</cbc:ProfileExecutionID><cbc:ID>${id}</cbc:ID>` +
    `<cbc:UUID schemeName="CUDE-SHA384">${cude}</cbc:UUID>` +
    `<cbc:IssueDate>${fecha}</cbc:IssueDate><cbc:IssueTime>${hora}</cbc:IssueTime><cbc:Note>${avisoPractica}</cbc:Note>` +
    parte('SenderParty', nombreDian, nitDian) +
    parte('ReceiverParty', texto(quien, 'RegistrationName'), emisor) +
    `<cac:DocumentResponse><cac:Response><cbc:ResponseCode>${codigo}</cbc:ResponseCode>` +
    `<cbc:Description>Documento ${veredicto.aceptado ? 'validado' : 'rechazado'} por la DIAN</cbc:Description></cac:Response>` +
    `<cac:DocumentReference><cbc:ID>${escapeXml(numero)}</cbc:ID><cbc:UUID schemeName="${esquema}">${escapeXml(cufe)}</cbc:UUID></cac:DocumentReference>` +
    lineas.map(lineaDeRespuesta).join('') +
    '</cac:DocumentResponse></ApplicationResponse>'
  )
}

function codigoDe(tipo: TipoJuzgado, soporte: boolean): string {
  if (soporte) return tipo === 'Invoice' ? '05' : '95'
  return { Invoice: '01', CreditNote: '91', DebitNote: '92', ApplicationResponse: '96' }[tipo]
}

function parte(elemento: string, nombre: string, nit: string): string {
  return (
    `<cac:${elemento}><cac:PartyTaxScheme><cbc:RegistrationName>${escapeXml(nombre)}</cbc:RegistrationName>` +
    `<cbc:CompanyID schemeID="${dvDeNit(nit)}" schemeName="31">${escapeXml(nit)}</cbc:CompanyID>` +
    `<cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme></cac:PartyTaxScheme></cac:${elemento}>`
  )
}

function lineaDeRespuesta(linea: { codigo: string; texto: string }, indice: number): string {
  return (
    `<cac:LineResponse><cac:LineReference><cbc:LineID>${indice + 1}</cbc:LineID></cac:LineReference>` +
    `<cac:Response><cbc:ResponseCode>${escapeXml(linea.codigo)}</cbc:ResponseCode>` +
    `<cbc:Description>${escapeXml(linea.texto)}</cbc:Description></cac:Response></cac:LineResponse>`
  )
}

/** XAdES-BES enveloped in the last extension, over the document, KeyInfo and SignedProperties. */
function firmar(xml: string, { ahora, ids, firmante }: DatosRespuesta): string {
  const id = `xmldsig-${ids.next()}`
  const certificado = new X509Certificate(firmante.certificadoPem)
  const firma = new SignedXml({
    privateKey: firmante.clavePrivada.export({ type: 'pkcs8', format: 'pem' }),
    publicCert: firmante.certificadoPem,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: c14n,
    keyInfoAttributes: { Id: `${id}-keyinfo` },
    getKeyInfoContent: () =>
      `<ds:X509Data><ds:X509Certificate>${certificado.raw.toString('base64')}</ds:X509Certificate></ds:X509Data>`,
    objects: [{ content: propiedades(id, certificado, ahora) }],
  })
  const digest = { digestAlgorithm: sha256 }
  firma.addReference({
    xpath: '/*',
    isEmptyUri: true,
    id: `${id}-ref0`,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', c14n],
    ...digest,
  })
  firma.addReference({ xpath: `//*[@Id='${id}-keyinfo']`, transforms: [c14n], ...digest })
  firma.addReference({
    xpath: `//*[@Id='${id}-signedprops']`,
    type: 'http://uri.etsi.org/01903#SignedProperties',
    transforms: [c14n],
    ...digest,
  })
  firma.computeSignature(xml, {
    prefix: 'ds',
    attrs: { Id: id },
    location: { reference: "(//*[local-name()='ExtensionContent'])[last()]", action: 'append' },
    existingPrefixes: { xades: 'http://uri.etsi.org/01903/v1.3.2#' },
  })
  return firma.getSignedXml()
}

function propiedades(id: string, certificado: X509Certificate, ahora: Date): string {
  const digest = createHash('sha256').update(certificado.raw).digest('base64')
  const emisor = certificado.issuer
    .split('\n')
    .reverse()
    .map((parte) => parte.replaceAll(/(?<!\\),/g, '\\,'))
    .join(',')
  return (
    `<xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Target="#${id}">` +
    `<xades:SignedProperties Id="${id}-signedprops"><xades:SignedSignatureProperties>` +
    `<xades:SigningTime>${fechaBogota(ahora)}T${horaBogota(ahora)}</xades:SigningTime>` +
    `<xades:SigningCertificate><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="${sha256}"/>` +
    `<ds:DigestValue>${digest}</ds:DigestValue></xades:CertDigest><xades:IssuerSerial>` +
    `<ds:X509IssuerName>${escapeXml(emisor)}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber>${BigInt(`0x${certificado.serialNumber}`)}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>` +
    '</xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties>'
  )
}
