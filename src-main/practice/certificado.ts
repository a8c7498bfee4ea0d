import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'
import type { Ids } from '../core/ids/ids.ts'

const newKeyPair = promisify(generateKeyPair)

/** Sets apart every certificate made here from one that an accredited authority issues. */
const marca = 'PRUEBAS SIN VALIDEZ'

export interface DatosCertificadoPractica {
  /** NIT without check digit; goes to the subject's serialNumber, where accredited certificates carry it. */
  readonly nit: string
  readonly nombre: string
  readonly desde: Date
  readonly hasta: Date
  readonly ids: Ids
}

export interface CertificadoPractica {
  /** PKCS#12 with the key, the certificate and the practice CA; AES-256. */
  readonly p12: Uint8Array
  /** Password of the p12. */
  readonly clave: string
  readonly certificadoPem: string
}

/** Key and certificates before they are packed. */
export interface IdentidadPractica {
  readonly clavePrivada: KeyObject
  readonly certificadoPem: string
  readonly autoridadPem: string
}

/**
 * A test certificate with the shape of those of ONAC authorities (subject with serialNumber = NIT, RSA 2048, SHA-256),
 * issued by a CA made for it and forgotten. Its name says that it has no validity.
 */
export async function crearCertificadoPractica(
  datos: DatosCertificadoPractica,
): Promise<CertificadoPractica> {
  const identidad = await crearIdentidadPractica(datos)
  const clave = randomBytes(12).toString('base64url')
  const asn1 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(identidad.clavePrivada.export({ type: 'pkcs1', format: 'pem' }).toString()),
    [
      forge.pki.certificateFromPem(identidad.certificadoPem),
      forge.pki.certificateFromPem(identidad.autoridadPem),
    ],
    clave,
    { algorithm: 'aes256', count: 10_000, saltSize: 16, friendlyName: `${datos.nit} ${marca}` },
  )
  return {
    p12: Uint8Array.from(Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1')),
    clave,
    certificadoPem: identidad.certificadoPem,
  }
}

/** The same certificate, for those who sign in this process (the practice DIAN). */
export async function crearIdentidadPractica(datos: DatosCertificadoPractica): Promise<IdentidadPractica> {
  const [autoridad, titular] = await Promise.all([rsa(), rsa()])
  const emisor = [
    campo('countryName', 'CO'),
    campo('organizationName', 'Consultorio, modo de práctica'),
    campo('commonName', `CA DE PRÁCTICA ${marca}`),
  ]
  const sujeto = [
    campo('countryName', 'CO'),
    campo('localityName', 'Bogotá D.C.'),
    campo('organizationName', datos.nombre),
    campo('serialNumber', datos.nit),
    // RFC 5280 caps commonName at 64 characters.
    campo('commonName', `${datos.nombre.slice(0, 63 - marca.length)} ${marca}`),
  ]

  const raiz = certificado(datos, emisor, emisor, autoridad.publica, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  raiz.sign(autoridad.privada, forge.md.sha256.create())
  const hoja = certificado(datos, sujeto, emisor, titular.publica, [
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', clientAuth: true, emailProtection: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: raiz.generateSubjectKeyIdentifier().getBytes() },
  ])
  hoja.sign(autoridad.privada, forge.md.sha256.create())

  return {
    clavePrivada: createPrivateKey(titular.pem),
    certificadoPem: forge.pki.certificateToPem(hoja),
    autoridadPem: forge.pki.certificateToPem(raiz),
  }
}

interface ParForge {
  readonly pem: string
  readonly privada: forge.pki.rsa.PrivateKey
  readonly publica: forge.pki.PublicKey
}

/** node:crypto makes the keys (forge needs seconds for one); forge only writes the certificates. */
async function rsa(): Promise<ParForge> {
  const { privateKey, publicKey } = await newKeyPair('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  return {
    pem: privateKey,
    privada: forge.pki.privateKeyFromPem(privateKey),
    publica: forge.pki.publicKeyFromPem(publicKey),
  }
}

function campo(name: string, value: string): forge.pki.CertificateField {
  const tipo = name === 'countryName' ? forge.asn1.Type.PRINTABLESTRING : forge.asn1.Type.UTF8
  // The published type wants asn1.Class here, forge itself reads a tag of asn1.Type.
  return { name, value, valueTagClass: tipo as unknown as forge.asn1.Class }
}

function certificado(
  datos: DatosCertificadoPractica,
  sujeto: forge.pki.CertificateField[],
  emisor: forge.pki.CertificateField[],
  publica: forge.pki.PublicKey,
  extensiones: object[],
): forge.pki.Certificate {
  const cert = forge.pki.createCertificate()
  cert.publicKey = publica
  // 72 bits: readers of XAdES that hold X509SerialNumber in an xs:integer of 24 digits (libxml2) can read it. 7 keeps it positive.
  const id = datos.ids.next().replaceAll('-', '')
  cert.serialNumber = `7${id.slice(1, 12)}${id.slice(13, 19)}`
  cert.validity.notBefore = datos.desde
  cert.validity.notAfter = datos.hasta
  cert.setSubject(sujeto)
  cert.setIssuer(emisor)
  cert.setExtensions(extensiones)
  return cert
}
