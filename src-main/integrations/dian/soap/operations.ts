/** Operations of WcfDianCustomerServices this product uses, each with its parameters in the order the service wants. */
export interface DianOperations {
  SendBillSync: { fileName: string; contentFile: string }
  SendBillAsync: { fileName: string; contentFile: string }
  SendTestSetAsync: { fileName: string; contentFile: string; testSetId: string }
  SendEventUpdateStatus: { contentFile: string }
  GetStatus: { trackId: string }
  GetStatusZip: { trackId: string }
  GetStatusEvent: { trackId: string }
  GetNumberingRange: { accountCode: string; accountCodeT: string; softwareCode: string }
  GetXmlByDocumentKey: { trackId: string }
  GetReferenceNotes: { trackId: string }
  GetExchangeEmails: Readonly<Record<never, string>>
  GetAcquirer: { identificationType: string; identificationNumber: string }
}

export type DianOperation = keyof DianOperations

/** Prefixes declared on the envelope. */
export const SOAP_NS = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  wcf: 'http://wcf.dian.colombia',
  wsa: 'http://www.w3.org/2005/08/addressing',
} as const

export function soapAction(operation: DianOperation): string {
  return `http://wcf.dian.colombia/IWcfDianCustomerServices/${operation}`
}
