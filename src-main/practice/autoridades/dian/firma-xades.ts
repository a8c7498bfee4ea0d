import { createHash, type X509Certificate } from 'node:crypto'
import { DOMParser } from '@xmldom/xmldom'
import { SignedXml } from 'xml-crypto'
import { fechaBogota } from '../fecha-bogota.ts'
import { en, hijos, type Nodo, texto, todos } from './arbol.ts'
import { esDelNit, leerCertificado, vigenteEn } from './certificado-firmante.ts'
import { type Hallazgo, rechazo } from './hallazgo.ts'

const dsig = 'http://www.w3.org/2000/09/xmldsig#'
const tipoPropiedades = 'http://uri.etsi.org/01903#SignedProperties'
const politica = 'https://facturaelectronica.dian.gov.co/politicadefirma/v2/politicadefirmav2.pdf'
const digestDePolitica: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'dMoMvtcG5aIzgYo0tIsSQeVJBDnUnfSOfBpxXrmor0Y=',
  'http://www.w3.org/2001/04/xmldsig-more#sha384':
    'EQC0kiWPaAME6IsEZ7WuaTWJ97Zmf6hIO69rMCVURmQxBB9ebgLrjhL5BArQ0a0l',
  'http://www.w3.org/2001/04/xmlenc#sha512':
    'Zcjw1Z9nGQn2j6NyGx8kAaLbOfJGd/fJxRTCeirlqAg7zRG27piJkJOpflGu7XACpMj9hC6dVMcCyzqHxxPZeQ==',
}
const hashDe: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
}

export interface FirmaJuzgada {
  readonly hallazgos: readonly Hallazgo[]
  /** Bogotá date of SigningTime; '' when there is none. */
  readonly fechaDeFirma: string
}

const ze02 = (texto: string) => rechazo('ZE02', `Valor de la firma inválido: ${texto}.`)

/**
 * Judges the XAdES-EPES signature of a document: value and digests (xml-crypto), what they cover, policy, signing certificate.
 * `xml` must be the very text that arrived.
 */
export function juzgarFirma(xml: string, documento: Nodo, nit: string): FirmaJuzgada {
  const firmas = todos(documento, 'Signature').filter((nodo) => nodo.ns === dsig)
  const firma = firmas[0]
  if (!firma || firmas.length !== 1) {
    return {
      hallazgos: [rechazo('FAC03', 'Debe existir un único grupo ds:Signature en el documento.')],
      fechaDeFirma: '',
    }
  }
  const hallazgos: Hallazgo[] = []
  const extensiones = hijos(en(documento, 'UBLExtensions'), 'UBLExtension')
  if (en(extensiones.at(-1), 'ExtensionContent/Signature') !== firma) {
    hallazgos.push(rechazo('FAC03', 'La firma debe estar en la última extensión UBLExtension.'))
  }

  const valor = verificarValor(xml)
  if (valor !== undefined) hallazgos.push(ze02(valor))
  hallazgos.push(...juzgarReferencias(firma))

  const propiedades = en(firma, 'Object/QualifyingProperties/SignedProperties/SignedSignatureProperties')
  const certificado = leerCertificado(texto(firma, 'KeyInfo/X509Data/X509Certificate'))
  const momento = new Date(texto(propiedades, 'SigningTime'))
  const tieneMomento = !Number.isNaN(momento.getTime())
  if (!tieneMomento) hallazgos.push(ze02('falta SigningTime o no es una fecha'))
  if (!certificado) hallazgos.push(ze02('KeyInfo no trae un certificado X.509'))
  else {
    if (tieneMomento && !vigenteEn(certificado, momento)) {
      hallazgos.push(ze02('el certificado no estaba vigente en la fecha de la firma'))
    }
    if (!esDelNit(certificado, nit)) {
      hallazgos.push(ze02(`el certificado no pertenece al NIT ${nit} del facturador`))
    }
    hallazgos.push(...juzgarCertificadoFirmado(propiedades, certificado))
  }
  hallazgos.push(...juzgarPolitica(propiedades), ...juzgarRol(propiedades))
  return { hallazgos, fechaDeFirma: tieneMomento ? fechaBogota(momento) : '' }
}

/** undefined when value and every digest hold; otherwise why not. */
function verificarValor(xml: string): string | undefined {
  try {
    const nodo = new DOMParser()
      .parseFromString(xml, 'text/xml')
      .getElementsByTagNameNS(dsig, 'Signature')
      .item(0)
    if (!nodo) return 'no se encontró la firma'
    const firma = new SignedXml({ getCertFromKeyInfo: SignedXml.getCertFromKeyInfo })
    firma.loadSignature(nodo as unknown as Node)
    return firma.checkSignature(xml) ? undefined : 'el valor de la firma o un digest no corresponde'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The signature must cover the whole document, its own KeyInfo and its signed properties, and nothing may be filtered out. */
function juzgarReferencias(firma: Nodo): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  const referencias = hijos(en(firma, 'SignedInfo'), 'Reference')
  const transforms = (referencia: Nodo | undefined) =>
    hijos(en(referencia, 'Transforms'), 'Transform').map((transform) => transform.atributos.Algorithm)

  const documento = referencias.find((referencia) => referencia.atributos.URI === '')
  const permitidas = [`${dsig}enveloped-signature`, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315']
  const usadas = transforms(documento)
  if (!documento || usadas[0] !== permitidas[0] || usadas.some((uri) => !permitidas.includes(uri ?? ''))) {
    hallazgos.push(
      ze02('falta la referencia al documento completo con la transformación enveloped-signature'),
    )
  }
  const idClave = en(firma, 'KeyInfo')?.atributos.Id
  if (!idClave || !referencias.some((referencia) => referencia.atributos.URI === `#${idClave}`)) {
    hallazgos.push(ze02('KeyInfo no está firmado'))
  }
  const idPropiedades = en(firma, 'Object/QualifyingProperties/SignedProperties')?.atributos.Id
  const propiedades = referencias.find((referencia) => referencia.atributos.Type === tipoPropiedades)
  if (!idPropiedades || propiedades?.atributos.URI !== `#${idPropiedades}`) {
    hallazgos.push(ze02('SignedProperties no está firmado'))
  }
  if (en(firma, 'Object/QualifyingProperties')?.atributos.Target !== `#${firma.atributos.Id}`) {
    hallazgos.push(ze02('QualifyingProperties no apunta a la firma'))
  }
  const canonica = en(firma, 'SignedInfo/CanonicalizationMethod')?.atributos.Algorithm
  if (canonica !== 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315') {
    hallazgos.push(ze02('CanonicalizationMethod debe ser C14N inclusivo'))
  }
  return hallazgos
}

function juzgarCertificadoFirmado(propiedades: Nodo | undefined, certificado: X509Certificate): Hallazgo[] {
  const cert = en(propiedades, 'SigningCertificate/Cert')
  const algoritmo = hashDe[en(cert, 'CertDigest/DigestMethod')?.atributos.Algorithm ?? '']
  const hallazgos: Hallazgo[] = []
  const digest = algoritmo && createHash(algoritmo).update(certificado.raw).digest('base64')
  if (digest === undefined || digest !== texto(cert, 'CertDigest/DigestValue')) {
    hallazgos.push(ze02('CertDigest no corresponde al certificado firmante'))
  }
  if (texto(cert, 'IssuerSerial/X509SerialNumber') !== BigInt(`0x${certificado.serialNumber}`).toString()) {
    hallazgos.push(ze02('X509SerialNumber no corresponde al certificado firmante'))
  }
  if (texto(cert, 'IssuerSerial/X509IssuerName') === '') hallazgos.push(ze02('falta X509IssuerName'))
  return hallazgos
}

function juzgarPolitica(propiedades: Nodo | undefined): Hallazgo[] {
  const id = en(propiedades, 'SignaturePolicyIdentifier/SignaturePolicyId')
  const metodo = en(id, 'SigPolicyHash/DigestMethod')?.atributos.Algorithm ?? ''
  if (texto(id, 'SigPolicyId/Identifier') !== politica)
    return [ze02('la política de firma no es la versión 2')]
  if (texto(id, 'SigPolicyHash/DigestValue') !== digestDePolitica[metodo]) {
    return [ze02('el digest de la política de firma no corresponde')]
  }
  return []
}

function juzgarRol(propiedades: Nodo | undefined): Hallazgo[] {
  const rol = en(propiedades, 'SignerRole')
  if (!rol) return []
  const hallazgos: Hallazgo[] = []
  if (rol.texto.trim() !== '') {
    hallazgos.push(rechazo('ZB01', 'Fallo en el esquema XML del archivo: SignerRole trae texto directo.'))
  }
  const valor = texto(rol, 'ClaimedRoles/ClaimedRole')
  if (valor !== 'supplier' && valor !== 'third party') {
    hallazgos.push(ze02('ClaimedRole debe ser supplier o third party'))
  }
  return hallazgos
}
