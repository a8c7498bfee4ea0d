import { verifyDocumentSignature } from '../firma/verify.ts'
import type { Revision } from './revision.ts'

const FIRMA = '/*/ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/ds:Signature'
const PROPIEDADES = `${FIRMA}/ds:Object/xades:QualifyingProperties/xades:SignedProperties/xades:SignedSignatureProperties`
const CERT = `${PROPIEDADES}/xades:SigningCertificate/xades:Cert`
const POLITICA = `${PROPIEDADES}/xades:SignaturePolicyIdentifier/xades:SignaturePolicyId`

/** Pieces of XAdES-EPES without which DIAN refuses the signature (DC02–DC44; part 4 of our reference). */
const OBLIGATORIAS: readonly string[] = [
  `${FIRMA}/ds:SignedInfo/ds:CanonicalizationMethod/@Algorithm`,
  `${FIRMA}/ds:SignedInfo/ds:SignatureMethod/@Algorithm`,
  `${FIRMA}/ds:SignedInfo/ds:Reference[3]`,
  `${FIRMA}/ds:SignatureValue`,
  `${FIRMA}/ds:KeyInfo/ds:X509Data/ds:X509Certificate`,
  `${PROPIEDADES}/xades:SigningTime`,
  `${CERT}/xades:CertDigest/ds:DigestMethod/@Algorithm`,
  `${CERT}/xades:CertDigest/ds:DigestValue`,
  `${CERT}/xades:IssuerSerial/ds:X509IssuerName`,
  `${CERT}/xades:IssuerSerial/ds:X509SerialNumber`,
  `${POLITICA}/xades:SigPolicyId/xades:Identifier`,
  `${POLITICA}/xades:SigPolicyHash/ds:DigestValue`,
]

/**
 * DC02 and ZE02: the signature has all its pieces and says what the document says. Verifying takes the signature out of the tree, so this is the last
 * group.
 */
export function revisarFirma({ doc, xml, opciones, hallar }: Revision): void {
  if (opciones.sinFirma === true || opciones.ahora === undefined) return
  if (xml.elements(FIRMA).length !== 1) return
  const faltan = OBLIGATORIAS.filter((pieza) => xml.text(pieza) === '')
  const [primera] = faltan
  if (primera !== undefined) {
    hallar('DC02', primera, faltan.length > 1 ? `Faltan ${faltan.length} partes.` : undefined)
    return
  }
  const { integra, errores } = verifyDocumentSignature(doc, opciones.ahora)
  if (!integra) hallar('ZE02', FIRMA, errores[0])
}
