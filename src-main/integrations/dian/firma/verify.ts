import { createHash, verify as rsaVerify, X509Certificate } from 'node:crypto'
import { type SubtreeC14NOptions, XmlC14NMode, type XmlDocument, XmlElement } from 'libxml2-wasm'
import type { Result } from '../../../../src-shared/kernel/result.ts'
import { nameValue, readCertificateNames } from '../../../core/crypto/distinguished-name.ts'
import { nitFromSubject } from '../../../core/crypto/nit-from-subject.ts'
import { withXmlDocument, type XmlReadError } from '../../../core/xml/read.ts'
import { NS } from '../namespaces.ts'
import { C14N, DIGESTS, ENVELOPED, EXC_C14N, POLICY, SIGNATURES } from './algorithms.ts'

/**
 * Verifies the XAdES signature of a document anyone made, with any prefixes and layout (libxml2's canonicaliser).
 * Integrity (does it say what was signed, by whoever holds that key?) is kept apart from trust (expired certificate, unknown issuer),
 * which only gives warnings: an invoice of five years ago is still whole.
 */

export interface ReferenciaVerificada {
  /** `''` is the whole document. */
  readonly uri: string
  readonly cubre: 'documento' | 'certificado' | 'propiedades' | 'otro'
  readonly correcta: boolean
  /** Why not, in Spanish; empty when right. */
  readonly detalle: string
}

export interface FirmanteVerificado {
  readonly nombre: string
  readonly nit?: string
  readonly emisorCertificado: string
  readonly serial: string
  readonly vigenteDesde: Date
  readonly vigenteHasta: Date
}

export interface InformeFirma {
  /** All references and the signature value are right, and they cover document, certificate and properties. */
  readonly integra: boolean
  readonly referencias: readonly ReferenciaVerificada[]
  readonly valorFirma: boolean
  readonly politica?: { readonly identificador: string; readonly correcta: boolean }
  readonly firmante?: FirmanteVerificado
  /** As the signature claims it, ISO with its offset. */
  readonly fechaFirma?: string
  readonly rol?: string
  /** What breaks integrity, in Spanish. */
  readonly errores: readonly string[]
  /** Expiry, policy, missing optional parts: the signature is whole all the same. */
  readonly advertencias: readonly string[]
}

/** @param ahora to say whether the certificate is expired today */
export function verifyXmlSignature(xml: Uint8Array, ahora: Date): Result<InformeFirma, XmlReadError> {
  return withXmlDocument(xml, (doc) => verifyDocumentSignature(doc, ahora))
}

/** Same, on a document already open. Takes the signature out of the tree: use the document for nothing else afterwards. */
export function verifyDocumentSignature(doc: XmlDocument, ahora: Date): InformeFirma {
  const signatures = doc.find('//ds:Signature', PREFIXES).filter(isElement)
  const [signature] = signatures
  if (signature === undefined) return unsigned('El documento no tiene firma.')
  if (signatures.length > 1)
    return unsigned(`El documento trae ${signatures.length} firmas y debe traer una (FAC03).`)
  try {
    return new Verification(doc, signature, ahora).run()
  } catch {
    // Canonicalisation and certificate fields refuse damaged input by throwing; what cannot be checked is not whole.
    return unsigned('La firma no se puede comprobar: el documento o el certificado están dañados.')
  }
}

class Verification {
  readonly #doc: XmlDocument
  readonly #signature: XmlElement
  readonly #ahora: Date
  readonly #errores: string[] = []
  readonly #advertencias: string[] = []

  constructor(doc: XmlDocument, signature: XmlElement, ahora: Date) {
    this.#doc = doc
    this.#signature = signature
    this.#ahora = ahora
  }

  run(): InformeFirma {
    const certificate = this.#certificate()
    const valorFirma = certificate !== undefined && this.#signatureValue(certificate)
    const fechaFirma = this.#text(`${SIGNATURE_PROPERTIES}/xades:SigningTime`)
    const rol = this.#text(`${SIGNATURE_PROPERTIES}/xades:SignerRole/xades:ClaimedRoles/xades:ClaimedRole`)
    const politica = this.#policy()
    if (certificate !== undefined) this.#checkSigningCertificate(certificate)
    // Last: the whole-document reference takes the signature out of the tree.
    const referencias = this.#references()
    this.#checkCoverage(referencias)
    const firmante = certificate && describeSigner(certificate)
    if (firmante !== undefined) this.#warnAboutDates(firmante, fechaFirma)
    return {
      integra:
        this.#errores.length === 0 && valorFirma && referencias.every((reference) => reference.correcta),
      referencias,
      valorFirma,
      ...(politica && { politica }),
      ...(firmante && { firmante }),
      ...(fechaFirma !== undefined && { fechaFirma }),
      ...(rol !== undefined && { rol }),
      errores: this.#errores,
      advertencias: this.#advertencias,
    }
  }

  #certificate(): X509Certificate | undefined {
    const base64 = this.#text('ds:KeyInfo/ds:X509Data/ds:X509Certificate')
    try {
      if (base64 !== undefined) {
        const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
        // Its key is decoded only when asked for: damage in it must show here, where it is told as damage.
        if (certificate.publicKey.type === 'public') return certificate
      }
      this.#errores.push('La firma no trae el certificado de quien firmó.')
    } catch {
      this.#errores.push('El certificado que trae la firma está dañado.')
    }
    return undefined
  }

  #signatureValue(certificate: X509Certificate): boolean {
    const signedInfo = this.#element('ds:SignedInfo')
    const method = this.#attribute('ds:SignedInfo/ds:SignatureMethod', 'Algorithm')
    const hash = SIGNATURES.get(method)
    const value = this.#text('ds:SignatureValue')
    if (signedInfo === undefined || value === undefined) {
      this.#errores.push('La firma está incompleta.')
      return false
    }
    const options = canonicalisation(this.#element('ds:SignedInfo/ds:CanonicalizationMethod'))
    if (hash === undefined || options === undefined || certificate.publicKey.asymmetricKeyType !== 'rsa') {
      this.#errores.push(`La firma usa un método que la DIAN no admite: ${method}.`)
      return false
    }
    const canonical = Buffer.from(this.#canonicalise(signedInfo, options), 'utf8')
    const right = rsaVerify(hash, canonical, certificate.publicKey, Buffer.from(value, 'base64'))
    if (!right)
      this.#errores.push('El valor de la firma no corresponde al certificado: la firma fue alterada (ZE02).')
    return right
  }

  /**
   * Taking the signature out (the enveloped transform) frees its nodes, the references among them: everything they say is read
   * first, and the digests of the whole document are computed at the very end.
   */
  #references(): ReferenciaVerificada[] {
    const checks = this.#signature
      .find('ds:SignedInfo/ds:Reference', PREFIXES)
      .filter(isElement)
      .map((reference) => this.#prepare(reference))
    const early = checks.map((check) => (check.enveloped ? undefined : check.run()))
    this.#signature.remove()
    return checks.map((check, index) => early[index] ?? check.run())
  }

  #prepare(reference: XmlElement): { readonly enveloped: boolean; readonly run: () => ReferenciaVerificada } {
    const uri = attributeOf(reference, 'URI')
    const target = uri === '' ? this.#doc.root : this.#byId(uri)
    const cubre = uri === '' ? 'documento' : this.#coverage(target)
    const declared = reference.get('ds:DigestValue', PREFIXES)?.content.replace(/\s/g, '')
    const hash = DIGESTS.get(attributeOf(reference.get('ds:DigestMethod', PREFIXES), 'Algorithm'))
    const transforms = reference.find('ds:Transforms/ds:Transform', PREFIXES).filter(isElement)
    const others = transforms.filter((transform) => attributeOf(transform, 'Algorithm') !== ENVELOPED)
    const enveloped = others.length < transforms.length
    // Without an explicit canonicalisation, inclusive C14N is the default of XML-DSig.
    const options = others.length > 1 ? undefined : canonicalisation(others[0])
    const report = (detalle: string): ReferenciaVerificada => ({
      uri,
      cubre,
      correcta: detalle === '',
      detalle,
    })
    return {
      enveloped,
      run: () => {
        if (target === undefined)
          return report('Señala una parte que no está en el documento o que está repetida.')
        if (hash === undefined) return report('Usa una huella que la DIAN no admite.')
        if (options === undefined || enveloped !== (cubre === 'documento'))
          return report('Usa una transformación que no se admite.')
        const computed = createHash(hash).update(this.#canonicalise(target, options), 'utf8').digest('base64')
        return report(computed === declared ? '' : 'El contenido cambió después de firmado (ZE02).')
      },
    }
  }

  #canonicalise(target: XmlElement, options: SubtreeC14NOptions): string {
    const isRoot = target.isSameNode(this.#doc.root)
    return this.#doc.canonicalizeToString(isRoot ? options : { ...options, nodeSet: new Set([target]) })
  }

  /** An Id that appears twice is the classic way of swapping what was signed for something else: it is refused. */
  #byId(uri: string): XmlElement | undefined {
    const id = uri.slice(1)
    if (!uri.startsWith('#') || !/^[\w.-]+$/.test(id)) return undefined
    const found = this.#doc.find(`//*[@Id='${id}' or @ID='${id}' or @id='${id}']`).filter(isElement)
    return found.length === 1 ? found[0] : undefined
  }

  #coverage(target: XmlElement | undefined): ReferenciaVerificada['cubre'] {
    if (target === undefined) return 'otro'
    const keyInfo = this.#element('ds:KeyInfo')
    if (keyInfo?.isSameNode(target)) return 'certificado'
    const properties = this.#element(SIGNED_PROPERTIES)
    return properties?.isSameNode(target) ? 'propiedades' : 'otro'
  }

  /** DC rules: the document, the certificate and the properties must all be signed, whatever else is. */
  #checkCoverage(referencias: readonly ReferenciaVerificada[]): void {
    const missing: Readonly<Record<string, string>> = {
      documento: 'La firma no cubre el documento completo.',
      propiedades: 'La firma no cubre sus propiedades (fecha, certificado y política).',
    }
    for (const [parte, mensaje] of Object.entries(missing))
      if (!referencias.some((referencia) => referencia.cubre === parte)) this.#errores.push(mensaje)
    if (!referencias.some((referencia) => referencia.cubre === 'certificado'))
      this.#advertencias.push('La firma no cubre el certificado, como pide la política de la DIAN.')
    for (const referencia of referencias)
      if (!referencia.correcta)
        this.#errores.push(`Parte firmada «${nombreParte(referencia)}»: ${referencia.detalle}`)
  }

  #checkSigningCertificate(certificate: X509Certificate): void {
    const path = `${SIGNATURE_PROPERTIES}/xades:SigningCertificate/xades:Cert[1]/xades:CertDigest`
    const declared = this.#text(`${path}/ds:DigestValue`)
    const hash = DIGESTS.get(this.#attribute(`${path}/ds:DigestMethod`, 'Algorithm'))
    if (declared === undefined || hash === undefined) {
      this.#advertencias.push('Las propiedades de la firma no identifican el certificado.')
      return
    }
    if (createHash(hash).update(certificate.raw).digest('base64') !== declared)
      this.#errores.push('El certificado no es el que las propiedades de la firma dicen.')
  }

  #policy(): InformeFirma['politica'] {
    const path = `${SIGNATURE_PROPERTIES}/xades:SignaturePolicyIdentifier/xades:SignaturePolicyId`
    const identificador = this.#text(`${path}/xades:SigPolicyId/xades:Identifier`)
    if (identificador === undefined) {
      this.#advertencias.push('La firma no declara la política de firma de la DIAN.')
      return undefined
    }
    const hash = DIGESTS.get(this.#attribute(`${path}/xades:SigPolicyHash/ds:DigestMethod`, 'Algorithm'))
    const correcta =
      hash !== undefined && this.#text(`${path}/xades:SigPolicyHash/ds:DigestValue`) === POLICY.digests[hash]
    if (!correcta) this.#advertencias.push('La política de firma que declara no es la versión 2 de la DIAN.')
    return { identificador, correcta }
  }

  #warnAboutDates(firmante: FirmanteVerificado, fechaFirma: string | undefined): void {
    if (this.#ahora > firmante.vigenteHasta)
      this.#advertencias.push('El certificado con el que se firmó ya venció. La firma sigue siendo íntegra.')
    if (fechaFirma === undefined) this.#advertencias.push('La firma no dice cuándo se hizo.')
    else {
      const cuando = new Date(fechaFirma)
      if (cuando < firmante.vigenteDesde || cuando > firmante.vigenteHasta)
        this.#advertencias.push('La fecha de la firma está por fuera de la vigencia del certificado.')
    }
    this.#advertencias.push(
      'No se comprobó la cadena de la entidad que emitió el certificado: este programa no trae sus raíces.',
    )
  }

  #element(path: string): XmlElement | undefined {
    const node = this.#signature.get(path, PREFIXES)
    return node instanceof XmlElement ? node : undefined
  }

  #text(path: string): string | undefined {
    const text = this.#element(path)?.content.trim()
    return text === '' ? undefined : text
  }

  #attribute(path: string, name: string): string {
    return attributeOf(this.#element(path) ?? null, name)
  }
}

const PREFIXES = { ds: NS.ds, xades: NS.xades }
const SIGNED_PROPERTIES = 'ds:Object/xades:QualifyingProperties/xades:SignedProperties'
const SIGNATURE_PROPERTIES = `${SIGNED_PROPERTIES}/xades:SignedSignatureProperties`

/** How to canonicalise as a `Transform` or `CanonicalizationMethod` says; `undefined` when it is a method we do not admit. */
function canonicalisation(method: XmlElement | undefined): SubtreeC14NOptions | undefined {
  const algorithm = method === undefined ? C14N : attributeOf(method, 'Algorithm')
  const withComments = algorithm.endsWith('WithComments')
  const base = algorithm.replace(/#?(WithComments)?$/, '')
  if (base === C14N) return { mode: XmlC14NMode.XML_C14N_1_0, withComments }
  if (`${base}#` !== EXC_C14N) return undefined
  const prefixes = method?.get('*[local-name()="InclusiveNamespaces"]/@PrefixList')?.content.trim() ?? ''
  return {
    mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
    withComments,
    ...(prefixes !== '' && { inclusiveNamespacePrefixes: prefixes.split(/\s+/) }),
  }
}

function describeSigner(certificate: X509Certificate): FirmanteVerificado {
  const { subject, issuer } = readCertificateNames(certificate.raw)
  const nit = nitFromSubject(subject)
  return {
    nombre: nameValue(subject, '2.5.4.3') ?? nameValue(subject, '2.5.4.10') ?? '',
    ...(nit !== undefined && { nit }),
    emisorCertificado: nameValue(issuer, '2.5.4.3') ?? '',
    serial: BigInt(`0x${certificate.serialNumber}`).toString(),
    vigenteDesde: certificate.validFromDate,
    vigenteHasta: certificate.validToDate,
  }
}

function unsigned(error: string): InformeFirma {
  return { integra: false, referencias: [], valorFirma: false, errores: [error], advertencias: [] }
}

function nombreParte(referencia: ReferenciaVerificada): string {
  return referencia.cubre === 'otro' ? referencia.uri : referencia.cubre
}

function attributeOf(node: unknown, name: string): string {
  return node instanceof XmlElement ? (node.attr(name)?.value ?? '') : ''
}

function isElement(node: unknown): node is XmlElement {
  return node instanceof XmlElement
}
