import type { XmlNamespaces } from '../../core/xml/element.ts'

/** Namespaces of the UBL 2.1 documents of DIAN (annex 1.9, §2.1 of our reference). */
export const NS = {
  invoice: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
  creditNote: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2',
  debitNote: 'urn:oasis:names:specification:ubl:schema:xsd:DebitNote-2',
  applicationResponse: 'urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2',
  attachedDocument: 'urn:oasis:names:specification:ubl:schema:xsd:AttachedDocument-2',
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  ext: 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2',
  sts: 'dian:gov:co:facturaelectronica:Structures-2-1',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xades: 'http://uri.etsi.org/01903/v1.3.2#',
  xades141: 'http://uri.etsi.org/01903/v1.4.1#',
} as const

type DocumentKind = 'invoice' | 'creditNote' | 'debitNote' | 'applicationResponse' | 'attachedDocument'

/** Everything is declared on the root, so that every cut piece inherits the same list when it is canonicalised. */
export function documentNamespaces(kind: DocumentKind): XmlNamespaces {
  const common = { cac: NS.cac, cbc: NS.cbc, ds: NS.ds, ext: NS.ext, xades: NS.xades, xades141: NS.xades141 }
  return kind === 'attachedDocument' ? { '': NS[kind], ...common } : { '': NS[kind], ...common, sts: NS.sts }
}
