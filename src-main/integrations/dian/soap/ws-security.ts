import { createHash } from 'node:crypto'
import type { Signer } from '../../../core/crypto/signer.ts'
import { element, type XmlElement, type XmlNamespaces } from '../../../core/xml/element.ts'
import { writeCanonicalSubtree } from '../../../core/xml/write.ts'
import { EXC_C14N, RSA_SHA256, SHA256 } from '../firma/algorithms.ts'
import { NS } from '../namespaces.ts'
import { SOAP_NS } from './operations.ts'

/**
 * WS-Security of DIAN's service: the message carries the certificate, a Timestamp and a signature over wsa:To.
 *
 * Exclusive canonicalisation declares on the cut element only the prefixes it uses and those of PrefixList. Each piece below is written
 * with exactly those, in the order of C14N, so its canonical text is known without canonicalising anything.
 */
export function securityHeader(data: {
  readonly endpoint: string
  readonly signer: Signer
  readonly ahora: Date
  readonly id: string
}): { readonly to: XmlElement; readonly security: XmlElement } {
  const toId = `id-${data.id}`
  const tokenId = `X509-${data.id}`
  const to: XmlElement = {
    ...element('wsa:To', { 'wsu:Id': toId }, data.endpoint),
    namespaces: { wsu: WSU },
  }
  const signedInfo = element(
    'ds:SignedInfo',
    {},
    element('ds:CanonicalizationMethod', { Algorithm: EXC_C14N }, inclusiveNamespaces('wsa soap wcf')),
    element('ds:SignatureMethod', { Algorithm: RSA_SHA256 }),
    element(
      'ds:Reference',
      { URI: `#${toId}` },
      element(
        'ds:Transforms',
        {},
        element('ds:Transform', { Algorithm: EXC_C14N }, inclusiveNamespaces('soap wcf')),
      ),
      element('ds:DigestMethod', { Algorithm: SHA256 }),
      element('ds:DigestValue', {}, sha256(writeCanonicalSubtree(to, SOAP_NS))),
    ),
  )
  const signedText = writeCanonicalSubtree(signedInfo, { ...SOAP_NS, ds: NS.ds })
  const security: XmlElement = {
    ...element(
      'wsse:Security',
      {},
      timestamp(data.ahora, `TS-${data.id}`),
      element(
        'wsse:BinarySecurityToken',
        { EncodingType: BASE64_BINARY, ValueType: X509_V3, 'wsu:Id': tokenId },
        Buffer.from(data.signer.certificateDer).toString('base64'),
      ),
      {
        ...element(
          'ds:Signature',
          { Id: `SIG-${data.id}` },
          signedInfo,
          element('ds:SignatureValue', {}, data.signer.sign(signedText).toString('base64')),
          element(
            'ds:KeyInfo',
            { Id: `KI-${data.id}` },
            element(
              'wsse:SecurityTokenReference',
              { 'wsu:Id': `STR-${data.id}` },
              element('wsse:Reference', { URI: `#${tokenId}`, ValueType: X509_V3 }),
            ),
          ),
        ),
        namespaces: { ds: NS.ds },
      },
    ),
    namespaces: { wsse: WSSE, wsu: WSU },
  }
  return { to, security }
}

const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss'
const WSSE = `${OASIS}-wssecurity-secext-1.0.xsd`
const WSU = `${OASIS}-wssecurity-utility-1.0.xsd`
const BASE64_BINARY = `${OASIS}-soap-message-security-1.0#Base64Binary`
const X509_V3 = `${OASIS}-x509-token-profile-1.0#X509v3`

/** DIAN gives five minutes in its own answers; the clock of the computer may be a little off both ways. */
const LIFE_MS = 5 * 60_000

function timestamp(ahora: Date, id: string): XmlElement {
  return element(
    'wsu:Timestamp',
    { 'wsu:Id': id },
    element('wsu:Created', {}, ahora.toISOString()),
    element('wsu:Expires', {}, new Date(ahora.getTime() + LIFE_MS).toISOString()),
  )
}

function inclusiveNamespaces(prefixes: string): XmlElement {
  const namespaces: XmlNamespaces = { ec: EXC_C14N }
  return { ...element('ec:InclusiveNamespaces', { PrefixList: prefixes }), namespaces }
}

function sha256(canonical: string): string {
  return createHash('sha256').update(canonical, 'utf8').digest('base64')
}
