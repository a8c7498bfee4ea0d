import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import type { RegistroDian } from '../../../src-main/practice/autoridades/dian/registro.ts'
import { crearIdentidadPractica } from '../../../src-main/practice/certificado.ts'

/** Documents made by the tests themselves, from a template of their own: the judge is not tried with its own code. */

export const ahora = new Date('2026-11-21T15:30:00Z')
export const clock = { now: () => ahora }
export const ids = createIds(clock)

export const registro: RegistroDian = {
  nit: '900373115',
  softwareId: '56f2ae4e-9812-4fad-9255-08fcfcd5ccb0',
  pin: '20191',
  testSetId: 'set-1',
  rangos: [
    {
      resolucion: '18760000001',
      prefijo: 'SETP',
      desde: 990000000,
      hasta: 995000000,
      vigenciaDesde: '2019-01-19',
      vigenciaHasta: '2030-01-19',
      claveTecnica: 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
    },
    {
      resolucion: '18760000002',
      prefijo: 'CONT',
      desde: 1,
      hasta: 500,
      vigenciaDesde: '2026-01-01',
      vigenciaHasta: '2027-12-31',
      claveTecnica: '',
    },
    {
      resolucion: '18760000003',
      prefijo: '',
      desde: 1,
      hasta: 10,
      vigenciaDesde: '2019-01-19',
      vigenciaHasta: '2030-01-19',
      claveTecnica: 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
    },
  ],
  adquirientes: [{ tipoDocumento: '13', numero: '52123456', nombre: 'Ana Peña', correo: 'ana@example.com' }],
}

export interface Titular {
  readonly clavePrivada: KeyObject
  readonly certificadoPem: string
}

export function titularDePrueba(
  nit = registro.nit,
  desde = '2026-01-01',
  hasta = '2028-01-01',
): Promise<Titular> {
  return crearIdentidadPractica({
    nit,
    nombre: 'Consultorio Médico de Prueba',
    desde: new Date(desde),
    hasta: new Date(hasta),
    ids,
  })
}

const sha384 = (texto: string) => createHash('sha384').update(texto).digest('hex')
const agencia =
  'schemeAgencyID="195" schemeAgencyName="CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)"'

export interface CambiosFactura {
  numero?: string
  fecha?: string
  hora?: string
  tipo?: string
  operacion?: string
  clave?: string
  /** Line and total value, pesos with two decimals. */
  valor?: string
  /** IVA rate of the line; absent means excluded. */
  iva?: { tarifa: string; valor: string; total: string }
  anticipo?: { pagos: string; total: string; pagar: string }
  cufe?: string
  extension?: string
  periodo?: string
  adicional?: string
  /** Last edits of the unsigned text. */
  editar?: (xml: string) => string
}

/** An unsigned invoice of one excluded service for a natural person. */
export function factura(cambios: CambiosFactura = {}): string {
  const c = {
    numero: 'SETP990000001',
    fecha: '2026-11-21',
    hora: '10:30:00-05:00',
    tipo: '01',
    operacion: '10',
    valor: '120000.00',
    clave: 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
    ...cambios,
  }
  const total = c.iva?.total ?? c.valor
  const pagar = c.anticipo?.pagar ?? total
  const cufe =
    c.cufe ??
    sha384(
      `${c.numero}${c.fecha}${c.hora}${c.valor}01${c.iva?.valor ?? '0.00'}040.00030.00${pagar}${registro.nit}52123456${c.clave}2`,
    )
  const contingencia = c.tipo === '03'
  const rango = contingencia ? registro.rangos[1]! : registro.rangos[0]!
  const impuesto = c.iva
    ? `<cac:TaxTotal><cbc:TaxAmount currencyID="COP">${c.iva.valor}</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="COP">${c.valor}</cbc:TaxableAmount><cbc:TaxAmount currencyID="COP">${c.iva.valor}</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>${c.iva.tarifa}</cbc:Percent><cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>`
    : ''
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<Invoice ${espacios('Invoice')}>
${extensiones(c.numero, controlDeRango(rango), c.extension)}
<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>
<cbc:CustomizationID>${c.operacion}</cbc:CustomizationID>
<cbc:ProfileID>DIAN 2.1: Factura Electrónica de Venta</cbc:ProfileID>
<cbc:ProfileExecutionID>2</cbc:ProfileExecutionID>
<cbc:ID>${c.numero}</cbc:ID>
<cbc:UUID schemeID="2" schemeName="${contingencia ? 'CUDE' : 'CUFE'}-SHA384">${cufe}</cbc:UUID>
<cbc:IssueDate>${c.fecha}</cbc:IssueDate>
<cbc:IssueTime>${c.hora}</cbc:IssueTime>
<cbc:InvoiceTypeCode>${c.tipo}</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>COP</cbc:DocumentCurrencyCode>
<cbc:LineCountNumeric>1</cbc:LineCountNumeric>
${c.periodo ?? ''}${c.adicional ?? ''}
${partes(rango.prefijo)}
<cac:PaymentMeans><cbc:ID>1</cbc:ID><cbc:PaymentMeansCode>10</cbc:PaymentMeansCode></cac:PaymentMeans>
${c.anticipo?.pagos ?? ''}${impuesto}
<cac:LegalMonetaryTotal>
<cbc:LineExtensionAmount currencyID="COP">${c.valor}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="COP">${c.iva ? c.valor : '0.00'}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="COP">${total}</cbc:TaxInclusiveAmount>
<cbc:PrepaidAmount currencyID="COP">${c.anticipo?.total ?? '0.00'}</cbc:PrepaidAmount>
<cbc:PayableAmount currencyID="COP">${pagar}</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="94">1.00</cbc:InvoicedQuantity>${detalle(c.valor, impuesto)}</cac:InvoiceLine>
</Invoice>`
  return c.editar ? c.editar(xml) : xml
}

/** A credit note over one invoice. */
export function notaCredito(datos: {
  factura: { numero: string; cufe: string }
  numero?: string
  valor?: string
  editar?: (xml: string) => string
}): string {
  const numero = datos.numero ?? 'NC1'
  const valor = datos.valor ?? '120000.00'
  const cude = sha384(
    `${numero}2026-11-2110:30:00-05:00${valor}010.00040.00030.00${valor}${registro.nit}52123456${registro.pin}2`,
  )
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<CreditNote ${espacios('CreditNote')}>
${extensiones(numero, '')}
<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>
<cbc:CustomizationID>20</cbc:CustomizationID>
<cbc:ProfileID>DIAN 2.1: Nota Crédito de Factura Electrónica de Venta</cbc:ProfileID>
<cbc:ProfileExecutionID>2</cbc:ProfileExecutionID>
<cbc:ID>${numero}</cbc:ID>
<cbc:UUID schemeID="2" schemeName="CUDE-SHA384">${cude}</cbc:UUID>
<cbc:IssueDate>2026-11-21</cbc:IssueDate>
<cbc:IssueTime>10:30:00-05:00</cbc:IssueTime>
<cbc:CreditNoteTypeCode>91</cbc:CreditNoteTypeCode>
<cbc:DocumentCurrencyCode>COP</cbc:DocumentCurrencyCode>
<cbc:LineCountNumeric>1</cbc:LineCountNumeric>
<cac:DiscrepancyResponse><cbc:ReferenceID>${datos.factura.numero}</cbc:ReferenceID><cbc:ResponseCode>2</cbc:ResponseCode><cbc:Description>Anulación de factura electrónica</cbc:Description></cac:DiscrepancyResponse>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${datos.factura.numero}</cbc:ID><cbc:UUID schemeName="CUFE-SHA384">${datos.factura.cufe}</cbc:UUID><cbc:IssueDate>2026-11-21</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference>
${partes('NC')}
<cac:PaymentMeans><cbc:ID>1</cbc:ID><cbc:PaymentMeansCode>10</cbc:PaymentMeansCode></cac:PaymentMeans>
<cac:LegalMonetaryTotal>
<cbc:LineExtensionAmount currencyID="COP">${valor}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="COP">0.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="COP">${valor}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="COP">${valor}</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
<cac:CreditNoteLine><cbc:ID>1</cbc:ID><cbc:CreditedQuantity unitCode="94">1.00</cbc:CreditedQuantity>${detalle(valor, '')}</cac:CreditNoteLine>
</CreditNote>`
  return datos.editar ? datos.editar(xml) : xml
}

export function cufeDe(xml: string): string {
  return /<cbc:UUID[^>]*>([0-9a-f]+)</.exec(xml)?.[1] ?? ''
}

function espacios(raiz: string): string {
  return `xmlns="urn:oasis:names:specification:ubl:schema:xsd:${raiz}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" xmlns:sts="dian:gov:co:facturaelectronica:Structures-2-1" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"`
}

function controlDeRango(rango: RegistroDian['rangos'][number]): string {
  return `<sts:InvoiceControl><sts:InvoiceAuthorization>${rango.resolucion}</sts:InvoiceAuthorization><sts:AuthorizationPeriod><cbc:StartDate>${rango.vigenciaDesde}</cbc:StartDate><cbc:EndDate>${rango.vigenciaHasta}</cbc:EndDate></sts:AuthorizationPeriod><sts:AuthorizedInvoices><sts:Prefix>${rango.prefijo}</sts:Prefix><sts:From>${rango.desde}</sts:From><sts:To>${rango.hasta}</sts:To></sts:AuthorizedInvoices></sts:InvoiceControl>`
}

function extensiones(numero: string, control: string, salud?: string): string {
  const huella = sha384(registro.softwareId + registro.pin + numero)
  return `<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><sts:DianExtensions>${control}<sts:InvoiceSource><cbc:IdentificationCode listAgencyID="6">CO</cbc:IdentificationCode></sts:InvoiceSource><sts:SoftwareProvider><sts:ProviderID ${agencia} schemeID="3" schemeName="31">${registro.nit}</sts:ProviderID><sts:SoftwareID ${agencia}>${registro.softwareId}</sts:SoftwareID></sts:SoftwareProvider><sts:SoftwareSecurityCode ${agencia}>${huella}</sts:SoftwareSecurityCode><sts:AuthorizationProvider><sts:AuthorizationProviderID ${agencia} schemeID="4" schemeName="31">800197268</sts:AuthorizationProviderID></sts:AuthorizationProvider><sts:QRCode>https://catalogo-vpfe-hab.dian.gov.co/document/searchqr?documentkey=x</sts:QRCode></sts:DianExtensions></ext:ExtensionContent></ext:UBLExtension>${salud ? `<ext:UBLExtension><ext:ExtensionContent>${salud}</ext:ExtensionContent></ext:UBLExtension>` : ''}<ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>`
}

function direccion(elemento: string): string {
  return `<cac:${elemento}><cbc:ID>11001</cbc:ID><cbc:CityName>Bogotá, D.C.</cbc:CityName><cbc:CountrySubentity>Bogotá</cbc:CountrySubentity><cbc:CountrySubentityCode>11</cbc:CountrySubentityCode><cac:AddressLine><cbc:Line>Calle 1 # 2-3</cbc:Line></cac:AddressLine><cac:Country><cbc:IdentificationCode>CO</cbc:IdentificationCode><cbc:Name languageID="es">Colombia</cbc:Name></cac:Country></cac:${elemento}>`
}

function partes(prefijo: string): string {
  const nit = `<cbc:CompanyID ${agencia} schemeID="3" schemeName="31">${registro.nit}</cbc:CompanyID>`
  const cedula = `<cbc:CompanyID ${agencia} schemeName="13">52123456</cbc:CompanyID>`
  const tributo = '<cac:TaxScheme><cbc:ID>ZZ</cbc:ID><cbc:Name>No aplica</cbc:Name></cac:TaxScheme>'
  return `<cac:AccountingSupplierParty><cbc:AdditionalAccountID>1</cbc:AdditionalAccountID><cac:Party><cac:PartyName><cbc:Name>Consultorio</cbc:Name></cac:PartyName><cac:PhysicalLocation>${direccion('Address')}</cac:PhysicalLocation><cac:PartyTaxScheme><cbc:RegistrationName>Consultorio Médico de Prueba</cbc:RegistrationName>${nit}<cbc:TaxLevelCode>R-99-PN</cbc:TaxLevelCode>${direccion('RegistrationAddress')}${tributo}</cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>Consultorio Médico de Prueba</cbc:RegistrationName>${nit}<cac:CorporateRegistrationScheme><cbc:ID>${prefijo}</cbc:ID></cac:CorporateRegistrationScheme></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cbc:AdditionalAccountID>2</cbc:AdditionalAccountID><cac:Party><cac:PartyIdentification><cbc:ID ${agencia} schemeName="13">52123456</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>Ana Peña</cbc:Name></cac:PartyName><cac:PartyTaxScheme><cbc:RegistrationName>Ana Peña</cbc:RegistrationName>${cedula}<cbc:TaxLevelCode>R-99-PN</cbc:TaxLevelCode>${tributo}</cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>Ana Peña</cbc:RegistrationName>${cedula}</cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>`
}

function detalle(valor: string, impuesto: string): string {
  return `<cbc:LineExtensionAmount currencyID="COP">${valor}</cbc:LineExtensionAmount>${impuesto}<cac:Item><cbc:Description>Consulta de primera vez por medicina general</cbc:Description><cac:StandardItemIdentification><cbc:ID schemeID="999">890201</cbc:ID></cac:StandardItemIdentification></cac:Item><cac:Price><cbc:PriceAmount currencyID="COP">${valor}</cbc:PriceAmount><cbc:BaseQuantity unitCode="94">1.00</cbc:BaseQuantity></cac:Price>`
}

const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

export interface CambiosFirma {
  momento?: string
  politica?: string
  rol?: string
}

/** XAdES-EPES signature by xml-crypto in the last extension. */
export function firmar(xml: string, titular: Titular, cambios: CambiosFirma = {}): string {
  const certificado = new X509Certificate(titular.certificadoPem)
  const id = 'xmldsig-prueba'
  const digest = createHash('sha256').update(certificado.raw).digest('base64')
  const rol =
    cambios.rol ?? '<xades:ClaimedRoles><xades:ClaimedRole>supplier</xades:ClaimedRole></xades:ClaimedRoles>'
  const propiedades = `<xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Target="#${id}"><xades:SignedProperties Id="${id}-signedprops"><xades:SignedSignatureProperties><xades:SigningTime>${cambios.momento ?? '2026-11-21T10:30:00.000-05:00'}</xades:SigningTime><xades:SigningCertificate><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="${sha256}"/><ds:DigestValue>${digest}</ds:DigestValue></xades:CertDigest><xades:IssuerSerial><ds:X509IssuerName>CN=CA</ds:X509IssuerName><ds:X509SerialNumber>${BigInt(`0x${certificado.serialNumber}`)}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate><xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>https://facturaelectronica.dian.gov.co/politicadefirma/v2/politicadefirmav2.pdf</xades:Identifier></xades:SigPolicyId><xades:SigPolicyHash><ds:DigestMethod Algorithm="${sha256}"/><ds:DigestValue>${cambios.politica ?? 'dMoMvtcG5aIzgYo0tIsSQeVJBDnUnfSOfBpxXrmor0Y='}</ds:DigestValue></xades:SigPolicyHash></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier><xades:SignerRole>${rol}</xades:SignerRole></xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties>`
  const firma = new SignedXml({
    privateKey: titular.clavePrivada.export({ type: 'pkcs8', format: 'pem' }),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: c14n,
    keyInfoAttributes: { Id: `${id}-keyinfo` },
    getKeyInfoContent: () =>
      `<ds:X509Data><ds:X509Certificate>${certificado.raw.toString('base64')}</ds:X509Certificate></ds:X509Data>`,
    objects: [{ content: propiedades }],
  })
  firma.addReference({
    xpath: '/*',
    isEmptyUri: true,
    id: `${id}-ref0`,
    digestAlgorithm: sha256,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', c14n],
  })
  firma.addReference({ xpath: `//*[@Id='${id}-keyinfo']`, digestAlgorithm: sha256, transforms: [c14n] })
  firma.addReference({
    xpath: `//*[@Id='${id}-signedprops']`,
    type: 'http://uri.etsi.org/01903#SignedProperties',
    digestAlgorithm: sha256,
    transforms: [c14n],
  })
  firma.computeSignature(xml, {
    prefix: 'ds',
    attrs: { Id: id },
    location: { reference: "(//*[local-name()='ExtensionContent'])[last()]", action: 'append' },
  })
  return firma.getSignedXml()
}
