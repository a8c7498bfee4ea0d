import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const DS = 'http://www.w3.org/2000/09/xmldsig#'
const XADES = 'http://uri.etsi.org/01903/v1.3.2#'

/** Whether the tools of Debian that judge signatures and schemas are here; when not, the reason is printed once. */
export function hasJudges(): boolean {
  const missing = ['xmllint', 'xmlsec1', 'strings'].filter((tool) => spawnSync(tool, ['--version']).error)
  if (missing.length > 0) console.warn(`Faltan ${missing.join(', ')}: se omiten las pruebas que los usan.`)
  return missing.length === 0
}

/**
 * xmlsec1 on the only signature of a document, with the certificate it carries (whoever the issuer is: the chain is not judged).
 * @returns its exit and how many references it counted, all of them right
 */
export function xmlsecWithOwnCertificate(xml: Uint8Array): {
  status: number | null
  references: number
  output: string
} {
  const text = Buffer.from(xml).toString('utf8')
  const base64 = /<ds:X509Certificate>([^<]+)</.exec(text)?.[1]?.replaceAll(/\s/g, '') ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'consultorio-juez-'))
  try {
    const file = join(folder, 'documento.xml')
    const pem = join(folder, 'certificado.pem')
    writeFileSync(file, xml)
    writeFileSync(pem, new X509Certificate(Buffer.from(base64, 'base64')).toString())
    const result = spawnSync(
      'xmlsec1',
      [
        '--verify',
        '--print-debug',
        '--pubkey-cert-pem',
        pem,
        '--id-attr:Id',
        `${DS}:KeyInfo`,
        '--id-attr:Id',
        `${XADES}:SignedProperties`,
        '--node-xpath',
        '/*/*[1]/*/*/*[local-name()="Signature"]',
        file,
      ],
      { encoding: 'utf8' },
    )
    const output = `${result.stdout}${result.stderr}`
    const references = /SignedInfo References \(ok\/all\): (\d+)\/\1\b/.exec(output)?.[1]
    return { status: result.status, references: Number(references ?? 0), output }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Readable text that strings(1) finds in a file, in every encoding it knows. */
export function stringsOf(path: string): string {
  return ['S', 'l', 'b']
    .map((encoding) => {
      const { stdout, status, stderr } = spawnSync('strings', ['-a', '-n', '6', '-e', encoding, path], {
        encoding: 'latin1',
        maxBuffer: 512 * 1024 * 1024,
      })
      if (status !== 0) throw new Error(stderr)
      return stdout
    })
    .join('\n')
}
