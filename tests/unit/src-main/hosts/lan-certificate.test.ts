import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { lanCertificate, serialOf } from '../../../../src-main/hosts/node/lan-certificate.ts'

const PAIR = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: typeof PAIR.privateKey | typeof PAIR.publicKey, type: 'pkcs8' | 'spki') =>
  key.export({ type, format: 'pem' } as never).toString()

function certificateWith(serial: string): X509Certificate {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(pem(PAIR.publicKey, 'spki'))
  certificate.serialNumber = serial
  certificate.validity.notAfter = new Date('2030-01-01')
  certificate.sign(forge.pki.privateKeyFromPem(pem(PAIR.privateKey, 'pkcs8')), forge.md.sha256.create())
  return new X509Certificate(forge.pki.certificateToPem(certificate))
}

describe('certificate of the local network', () => {
  it.each([
    ['zeros', [0, 0, 0]],
    ['a zero and a low byte', [0, 0x7f, 1]],
    ['a zero and a high byte', [0, 0x80, 1]],
    ['high bytes', [0xff, 0xff, 0xff]],
  ])('can be read with a serial of %s', (_name, bytes) => {
    const serial = serialOf(Uint8Array.from(bytes))
    expect(certificateWith(serial).serialNumber).toBe(serial.toUpperCase())
  })

  it('is made once and names where the host is', () => {
    const dir = mkdtempSync(join(tmpdir(), 'consultorio-lan-'))
    try {
      const now = new Date('2026-11-22T12:00:00Z')
      const made = lanCertificate(dir, ['consultorio.local', '192.168.1.10'], now)
      const read = new X509Certificate(made.cert)
      expect(read.checkHost('consultorio.local')).toBe('consultorio.local')
      expect(read.checkIP('192.168.1.10')).toBe('192.168.1.10')
      expect(lanCertificate(dir, ['consultorio.local'], now).huella).toBe(made.huella)
      expect(lanCertificate(dir, ['otro.local'], now).huella).not.toBe(made.huella)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
