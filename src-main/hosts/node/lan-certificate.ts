import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import forge from 'node-forge'

const VALID_DAYS = 730
const RENEW_BEFORE_DAYS = 30
const DAY_MS = 86_400_000

/** PEM of the host's own certificate for the local network, and its SHA-256 fingerprint to compare on the device. */
export interface LanCertificate {
  readonly key: string
  readonly cert: string
  readonly huella: string
}

/**
 * The certificate by which devices of the local network speak to this host: self-signed, made at the first use, kept beside
 * the database (key in mode 0600), made anew when it is about to expire or the machine has other names.
 * @param names host names and addresses devices may use
 */
export function lanCertificate(dataDir: string, names: readonly string[], now: Date): LanCertificate {
  const keyPath = join(dataDir, 'anfitrion-clave.pem')
  const certPath = join(dataDir, 'anfitrion-certificado.pem')
  const known = readKnown(keyPath, certPath)
  if (known && stillGood(known.cert, names, now)) return { ...known, huella: fingerprint(known.cert) }
  const made = make(names, now)
  writeFileSync(keyPath, made.key, { mode: 0o600 })
  writeFileSync(certPath, made.cert, { mode: 0o600 })
  return { ...made, huella: fingerprint(made.cert) }
}

function readKnown(keyPath: string, certPath: string): { key: string; cert: string } | undefined {
  try {
    return { key: readFileSync(keyPath, 'utf8'), cert: readFileSync(certPath, 'utf8') }
  } catch {
    return undefined
  }
}

function fingerprint(cert: string): string {
  return new X509Certificate(cert).fingerprint256
}

function stillGood(cert: string, names: readonly string[], now: Date): boolean {
  try {
    const certificate = new X509Certificate(cert)
    const lasts = new Date(certificate.validTo).getTime() - now.getTime() > RENEW_BEFORE_DAYS * DAY_MS
    return (
      lasts &&
      names.every(
        (name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined,
      )
    )
  } catch {
    return false
  }
}

/**
 * Hexadecimal serial of a certificate. It begins with 01, so that it is above zero and no leading zeros are left: DER refuses an
 * INTEGER with more of them than it needs, which random bytes would have once in 512.
 */
export function serialOf(random: Uint8Array): string {
  return `01${Buffer.from(random).toString('hex')}`
}

function make(names: readonly string[], now: Date): { key: string; cert: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(
    pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  )
  certificate.serialNumber = serialOf(randomBytes(15))
  certificate.validity.notBefore = new Date(now.getTime() - DAY_MS)
  certificate.validity.notAfter = new Date(now.getTime() + VALID_DAYS * DAY_MS)
  const subject = [{ name: 'commonName', value: 'Consultorio' }]
  certificate.setSubject(subject)
  certificate.setIssuer(subject)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
    },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create())
  return { key, cert: forge.pki.certificateToPem(certificate) }
}
