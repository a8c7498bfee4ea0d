import { createHash } from 'node:crypto'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import { element, type XmlElement } from '../../../core/xml/element.ts'
import {
  writeAroundSlot,
  writeCanonicalSubtree,
  writeFragment,
  XML_DECLARATION,
} from '../../../core/xml/write.ts'
import { C14N, ENVELOPED, POLICY, RSA_SHA256, SHA256, SIGNED_PROPERTIES_TYPE } from './algorithms.ts'

export interface SignOptions {
  readonly signer: Signer
  /** Its Bogotá date must be the IssueDate of the document (FAD09e). */
  readonly ahora: Date
  /** Seed of the Ids inside the signature; unique per document, the CUFE serves. */
  readonly id: string
}

/**
 * Signs a document with XAdES-EPES, enveloped in its slot, under the policy version 2 of DIAN.
 *
 * The three digests are of texts this program has just written in canonical form (see core/xml/write.ts): the document around an empty slot,
 * the KeyInfo and the SignedProperties with the namespaces they inherit. Nothing is parsed, re-indented or canonicalised.
 * @param root a document with namespaces on its root only and one slot, inside the last ExtensionContent
 * @returns UTF-8 bytes of the whole file
 */
export function signXades(root: XmlElement, options: SignOptions): Uint8Array {
  const namespaces = root.namespaces ?? {}
  const { document, canonical } = writeAroundSlot(root)
  const ids = signatureIds(options.id)
  const info = keyInfo(options.signer, ids)
  const properties = signedProperties(options.signer, options.ahora, ids)
  const signedInfo = element(
    'ds:SignedInfo',
    {},
    element('ds:CanonicalizationMethod', { Algorithm: C14N }),
    element('ds:SignatureMethod', { Algorithm: RSA_SHA256 }),
    reference(
      { Id: `${ids.signature}-ref0`, URI: '' },
      digest(canonical[0] + canonical[1]),
      element('ds:Transforms', {}, element('ds:Transform', { Algorithm: ENVELOPED })),
    ),
    reference({ URI: `#${ids.keyInfo}` }, digest(writeCanonicalSubtree(info, namespaces))),
    reference(
      { Type: SIGNED_PROPERTIES_TYPE, URI: `#${ids.properties}` },
      digest(writeCanonicalSubtree(properties, namespaces)),
    ),
  )
  const value = options.signer.sign(writeCanonicalSubtree(signedInfo, namespaces)).toString('base64')
  const signature = element(
    'ds:Signature',
    { Id: ids.signature },
    signedInfo,
    element('ds:SignatureValue', { Id: `${ids.signature}-sigvalue` }, value),
    info,
    element(
      'ds:Object',
      {},
      element('xades:QualifyingProperties', { Target: `#${ids.signature}` }, properties),
    ),
  )
  return Buffer.from(
    XML_DECLARATION + document[0] + writeFragment(signature, namespaces) + document[1],
    'utf8',
  )
}

interface SignatureIds {
  readonly signature: string
  readonly keyInfo: string
  readonly properties: string
}

/** The shape DIAN's own examples use, `xmldsig-{uuid}`; the uuid comes from the seed so that the same input gives the same file. */
function signatureIds(seed: string): SignatureIds {
  const hex = createHash('sha256').update(seed).digest('hex')
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
  const signature = `xmldsig-${uuid}`
  return { signature, keyInfo: `${signature}-keyinfo`, properties: `${signature}-signedprops` }
}

function keyInfo(signer: Signer, ids: SignatureIds): XmlElement {
  const certificate = Buffer.from(signer.certificateDer).toString('base64')
  return element(
    'ds:KeyInfo',
    { Id: ids.keyInfo },
    element('ds:X509Data', {}, element('ds:X509Certificate', {}, certificate)),
  )
}

function signedProperties(signer: Signer, ahora: Date, ids: SignatureIds): XmlElement {
  return element(
    'xades:SignedProperties',
    { Id: ids.properties },
    element(
      'xades:SignedSignatureProperties',
      {},
      element('xades:SigningTime', {}, `${bogotaDate(ahora)}T${bogotaTime(ahora)}-05:00`),
      element(
        'xades:SigningCertificate',
        {},
        element(
          'xades:Cert',
          {},
          element('xades:CertDigest', {}, digestMethodAndValue(signer.certificateSha256)),
          element(
            'xades:IssuerSerial',
            {},
            element('ds:X509IssuerName', {}, signer.issuerName),
            element('ds:X509SerialNumber', {}, signer.serialDecimal),
          ),
        ),
      ),
      element(
        'xades:SignaturePolicyIdentifier',
        {},
        element(
          'xades:SignaturePolicyId',
          {},
          element('xades:SigPolicyId', {}, element('xades:Identifier', {}, POLICY.url)),
          element('xades:SigPolicyHash', {}, digestMethodAndValue(POLICY.digests.sha256)),
        ),
      ),
      element(
        'xades:SignerRole',
        {},
        element('xades:ClaimedRoles', {}, element('xades:ClaimedRole', {}, 'supplier')),
      ),
    ),
  )
}

function reference(
  attributes: Readonly<Record<string, string>>,
  value: string,
  transforms?: XmlElement,
): XmlElement {
  return element('ds:Reference', attributes, transforms, digestMethodAndValue(value))
}

function digestMethodAndValue(value: string): XmlElement[] {
  return [element('ds:DigestMethod', { Algorithm: SHA256 }), element('ds:DigestValue', {}, value)]
}

function digest(canonical: string): string {
  return createHash('sha256').update(canonical, 'utf8').digest('base64')
}
