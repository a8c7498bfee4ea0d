import { webcrypto, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as xmldom from '@xmldom/xmldom'
import type * as Xadesjs from 'xadesjs'
import { POLICY } from '../../src-main/integrations/dian/firma/algorithms.ts'
import { certificatePath, keyPath } from '../fixtures/dian/signer.ts'

// By require, so that all the copies of its XML library are of one kind and can be told what to work with.
const require = createRequire(import.meta.url)
const fromXadesjs = createRequire(require.resolve('xadesjs'))
const xadesjs = require('xadesjs') as typeof Xadesjs
const fromXmldsigjs = createRequire(fromXadesjs.resolve('xmldsigjs'))
for (const from of [fromXadesjs, fromXmldsigjs])
  (from('xml-core') as Pick<typeof Xadesjs, 'setNodeDependencies'>).setNodeDependencies({
    ...xmldom,
    xpath: fromXadesjs('xpath'),
  } as never)

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/**
 * The same signature with the library that others sign XAdES with, over node's WebCrypto: enveloped, with the certificate, the policy of
 * DIAN and the role of the signer. It gets the text that our signer writes itself and gives the whole file as text.
 */
export async function firmanteXadesjs(): Promise<(text: string) => Promise<string>> {
  xadesjs.Application.setEngine('node', webcrypto as never)
  const pem = readFileSync(keyPath, 'utf8')
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  const key = await webcrypto.subtle.importKey('pkcs8', der, RSA, false, ['sign'])
  const certificate = new X509Certificate(readFileSync(certificatePath)).raw.toString('base64')
  return async (text) => {
    const document = xadesjs.Parse(text)
    const signed = new xadesjs.SignedXml()
    const signature = await signed.Sign(RSA, key as never, document, {
      references: [{ hash: 'SHA-256', transforms: ['enveloped', 'c14n'] }],
      x509: [certificate],
      signingCertificate: certificate,
      policy: {
        identifier: { value: POLICY.url },
        hash: { name: 'SHA-256' },
        digestValue: POLICY.digests.sha256,
      },
      signerRole: { claimed: ['supplier'] },
    } as never)
    document.documentElement.appendChild(signature.GetXml() as never)
    return new xmldom.XMLSerializer().serializeToString(document as never)
  }
}

/** That it signed indeed: what it made verifies with its own verifier. @throws Error when it does not */
export async function comprobar(text: string): Promise<void> {
  const document = xadesjs.Parse(text)
  const signed = new xadesjs.SignedXml(document)
  const node = document.getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature')[0]
  if (!node) throw new Error('xadesjs left no signature')
  signed.LoadXml(node)
  if (!(await signed.Verify())) throw new Error('the signature of xadesjs does not verify')
}
