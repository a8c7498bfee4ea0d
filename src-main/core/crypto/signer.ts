import { createHash, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { readCertificateNames, toRfc2253 } from './distinguished-name.ts'

/** Who signs: a private key with its certificate. The key stays inside: nothing here gives it back. */
export interface Signer {
  /** RSA PKCS#1 v1.5 with SHA-256 (`rsa-sha256` of XML-DSig). */
  sign(data: string | Uint8Array): Buffer
  /** Leaf certificate, DER. */
  readonly certificateDer: Uint8Array
  /** SHA-256 of the DER, base64. */
  readonly certificateSha256: string
  /** RFC 2253. */
  readonly issuerName: string
  readonly serialDecimal: string
  /** Public half, to check what was just signed. */
  readonly publicKey: KeyObject
  readonly notBefore: Date
  readonly notAfter: Date
}

/** Everything a signature repeats of the certificate is computed once here, not at each document. */
export function createSigner(key: KeyObject, certificateDer: Uint8Array): Signer {
  const certificate = new X509Certificate(certificateDer)
  return {
    sign: (data) => sign('sha256', typeof data === 'string' ? Buffer.from(data, 'utf8') : data, key),
    certificateDer,
    certificateSha256: createHash('sha256').update(certificateDer).digest('base64'),
    issuerName: toRfc2253(readCertificateNames(certificateDer).issuer),
    serialDecimal: BigInt(`0x${certificate.serialNumber}`).toString(),
    publicKey: certificate.publicKey,
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
  }
}
