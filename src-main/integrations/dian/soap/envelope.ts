import type { Signer } from '../../../core/crypto/signer.ts'
import { element, type XmlElement } from '../../../core/xml/element.ts'
import { writeFragment } from '../../../core/xml/write.ts'
import { type DianOperation, type DianOperations, SOAP_NS, soapAction } from './operations.ts'
import { securityHeader } from './ws-security.ts'

export interface EnvelopeData<O extends DianOperation> {
  readonly operation: O
  readonly parameters: DianOperations[O]
  readonly endpoint: string
  readonly signer: Signer
  readonly ahora: Date
  /** Unique in the message; goes in the wsu:Id attributes. */
  readonly id: string
}

/** One request, signed. WCF accepts the parameters only in their order, which is that of the object. */
export function buildEnvelope<O extends DianOperation>(data: EnvelopeData<O>): Uint8Array {
  const { to, security } = securityHeader(data)
  const parameters = Object.entries(data.parameters).map(([name, value]) => element(`wcf:${name}`, {}, value))
  const root: XmlElement = {
    ...element(
      'soap:Envelope',
      {},
      element('soap:Header', {}, security, element('wsa:Action', {}, soapAction(data.operation)), to),
      element('soap:Body', {}, element(`wcf:${data.operation}`, {}, parameters)),
    ),
    namespaces: SOAP_NS,
  }
  return Buffer.from(writeFragment(root, {}), 'utf8')
}
