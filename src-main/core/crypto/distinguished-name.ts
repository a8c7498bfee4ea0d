import forge from 'node-forge'

/** One attribute of a certificate's subject or issuer. */
export interface NameAttribute {
  /** Dotted object identifier, `2.5.4.3` for the common name. */
  readonly oid: string
  readonly value: string
  /** Hexadecimal DER of the value, tag included. */
  readonly der: string
}

/** A name as it is in the certificate: relative names in order, each with one attribute or more. */
export type DistinguishedName = readonly (readonly NameAttribute[])[]

export interface CertificateNames {
  readonly issuer: DistinguishedName
  readonly subject: DistinguishedName
}

/**
 * Issuer and subject of an X.509 certificate, whatever its key. Read from the DER itself: Node's own text form loses the
 * order of the attributes and the type of the values, and both go into the signature.
 * @throws Error when `der` is not a certificate
 */
export function readCertificateNames(der: Uint8Array): CertificateNames {
  const certificate = forge.asn1.fromDer(Buffer.from(der).toString('binary'))
  const fields = children(children(certificate)[0])
  // The version, [0], is absent in certificates of version 1.
  const offset = fields[0]?.tagClass === forge.asn1.Class.CONTEXT_SPECIFIC ? 1 : 0
  return { issuer: readName(fields[offset + 2]), subject: readName(fields[offset + 4]) }
}

/**
 * The name as text of RFC 2253: last relative name first, the keywords of the RFC, any other type as
 * `1.2.840.113549.1.9.1=#1614…`. This is how Java prints it and how the official signed examples of DIAN carry it.
 */
export function toRfc2253(name: DistinguishedName): string {
  return [...name]
    .reverse()
    .map((attributes) => attributes.map(attributeText).join('+'))
    .join(',')
}

/** First value with that object identifier. */
export function nameValue(name: DistinguishedName, oid: string): string | undefined {
  for (const attributes of name)
    for (const attribute of attributes) if (attribute.oid === oid) return attribute.value
  return undefined
}

/** Keywords that RFC 2253 §2.3 defines; the others are written by number. */
const KEYWORDS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
}

function attributeText(attribute: NameAttribute): string {
  const keyword = KEYWORDS[attribute.oid]
  return keyword === undefined
    ? `${attribute.oid}=#${attribute.der}`
    : `${keyword}=${escapeValue(attribute.value)}`
}

function escapeValue(value: string): string {
  return value
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(/^[# ]/, '\\$&')
    .replace(/ $/, '\\ ')
}

function readName(node: forge.asn1.Asn1 | undefined): DistinguishedName {
  return children(node).map((set) => children(set).map(readAttribute))
}

function readAttribute(node: forge.asn1.Asn1): NameAttribute {
  const [type, value] = children(node)
  if (type === undefined || value === undefined || typeof type.value !== 'string')
    throw new Error('certificate name without type or value')
  return {
    oid: forge.asn1.derToOid(forge.util.createBuffer(type.value)),
    value: decodeValue(value),
    der: Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary').toString('hex'),
  }
}

function decodeValue(node: forge.asn1.Asn1): string {
  const raw = typeof node.value === 'string' ? node.value : ''
  // forge already decodes BMPString; UTF8String comes as raw bytes; the other string types are ASCII or Latin-1.
  return node.type === forge.asn1.Type.UTF8 ? Buffer.from(raw, 'binary').toString('utf8') : raw
}

function children(node: forge.asn1.Asn1 | undefined): forge.asn1.Asn1[] {
  if (node === undefined || typeof node.value === 'string')
    throw new Error('certificate structure not recognised')
  return node.value
}
