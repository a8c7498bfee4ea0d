import { X509Certificate } from 'node:crypto'
import forge from 'node-forge'

/** What the certificates of a file show of one another. No root is known here, so none is trusted or refused. */
export type ChainFinding =
  /** The file has no certificate of whoever issued this one; `nombre` is the issuer's. */
  | { readonly code: 'issuer-absent'; readonly nombre: string }
  /** There is one with the issuer's name, but its key did not sign this one. */
  | { readonly code: 'issuer-did-not-sign'; readonly nombre: string }
  | { readonly code: 'issuer-not-valid-now'; readonly nombre: string; readonly notAfter: Date }
  | { readonly code: 'issuer-not-authority'; readonly nombre: string }
  /** Its key usage leaves signing out. */
  | { readonly code: 'not-for-signing' }
  /** Its extended key usage is for web servers or the like, not for persons who sign. */
  | { readonly code: 'other-purpose' }

const LONGEST_CHAIN = 10

/** Purposes with which authorities issue certificates to persons: client, mail, documents, any (RFC 5280, RFC 9336). */
const PERSONAL = new Set([
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.4.1.311.10.3.12',
  '2.5.29.37.0',
])

/**
 * Follows the issuers as far as the file goes, and reads what the certificate says it is for (RFC 5280 4.2.1.3, 4.2.1.12).
 * @param others the rest of the file, any order; DER
 */
export function checkChain(
  leafDer: Uint8Array,
  others: readonly Uint8Array[],
  ahora: Date,
): readonly ChainFinding[] {
  const pool = others.map((der) => new X509Certificate(der))
  const findings: ChainFinding[] = purposeFindings(leafDer)
  let current = new X509Certificate(leafDer)
  for (let depth = 0; depth < LONGEST_CHAIN && !isSelfIssued(current); depth += 1) {
    const subject = current
    const nombre = commonName(subject.issuer)
    const named = pool.filter((candidate) => candidate.subject === subject.issuer)
    if (named.length === 0) return [...findings, { code: 'issuer-absent', nombre }]
    const issuer = named.find((candidate) => subject.verify(candidate.publicKey))
    if (!issuer) return [...findings, { code: 'issuer-did-not-sign', nombre }]
    if (!issuer.ca) findings.push({ code: 'issuer-not-authority', nombre })
    if (ahora < issuer.validFromDate || ahora > issuer.validToDate)
      findings.push({ code: 'issuer-not-valid-now', nombre, notAfter: issuer.validToDate })
    current = issuer
  }
  return findings
}

function purposeFindings(leafDer: Uint8Array): ChainFinding[] {
  const leaf = forge.pki.certificateFromAsn1(forge.asn1.fromDer(Buffer.from(leafDer).toString('binary')))
  const usage = leaf.getExtension('keyUsage') as {
    digitalSignature?: boolean
    nonRepudiation?: boolean
  } | null
  // Despite its name, this is the extended key usage.
  const purposes = new X509Certificate(leafDer).keyUsage as readonly string[] | undefined
  return [
    ...(usage && !usage.digitalSignature && !usage.nonRepudiation
      ? [{ code: 'not-for-signing' as const }]
      : []),
    ...(purposes && purposes.length > 0 && !purposes.some((oid) => PERSONAL.has(oid))
      ? [{ code: 'other-purpose' as const }]
      : []),
  ]
}

function isSelfIssued(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer
}

function commonName(name: string): string {
  const line = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(name)?.[1]
  return line('CN') ?? line('O') ?? name.replaceAll('\n', ', ')
}
