import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import { nameValue, readCertificateNames, toRfc2253 } from './distinguished-name.ts'
import { nitFromSubject } from './nit-from-subject.ts'
import { asksTooMuch } from './p12-work.ts'
import { createSigner, type Signer } from './signer.ts'

/**
 * Opens the digital certificate of the practice (a PKCS#12 file, `.p12` or `.pfx`).
 * node-forge reads the container because node:crypto has no way to take the key out of it; from then on the key is a KeyObject
 * of node:crypto, sixty times faster to sign with and not printable.
 */

export type P12ErrorCode =
  | 'CLAVE_ERRADA'
  | 'NO_ES_P12'
  | 'TRABAJO_DESMEDIDO'
  | 'SIN_CLAVE'
  | 'SIN_CERTIFICADO'
  | 'CLAVE_NO_ADMITIDA'

/** Why the file does not serve to sign. `mensaje` is for the user. */
export interface P12Error {
  readonly codigo: P12ErrorCode
  readonly mensaje: string
}

export interface CertificateStatus {
  readonly estado: 'vigente' | 'por-vencer' | 'vencido' | 'aun-no-vigente'
  /** Whole days until it expires; negative when expired. */
  readonly dias: number
}

export interface OpenedP12 {
  readonly signer: Signer
  readonly certificateDer: Uint8Array
  /** The other certificates in the file, in its order; DER. */
  readonly chain: readonly Uint8Array[]
  readonly subject: { readonly nombre: string; readonly nit?: string }
  /** RFC 2253. */
  readonly issuer: string
  readonly serial: string
  readonly notBefore: Date
  readonly notAfter: Date
}

/** Days before expiry from which the user is warned: renewing takes the authority some days. */
const WARNING_DAYS = 30
const MIN_RSA_BITS = 2048

/** @param password empty when the file has none */
export function openP12(bytes: Uint8Array, password: string): Result<OpenedP12, P12Error> {
  const container = decodeContainer(bytes, password)
  if (!container.ok) return container
  const keys = keyBags(container.value)
  if (!keys.ok) return keys
  const [key] = keys.value
  if (key === undefined) return failure('SIN_CLAVE')
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_RSA_BITS)
    return failure('CLAVE_NO_ADMITIDA')
  const certificates = certificateBags(container.value)
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key))
  if (leaf === undefined) return failure('SIN_CERTIFICADO')
  const { subject, issuer } = readCertificateNames(leaf.raw)
  const nit = nitFromSubject(subject)
  const nombre = nameValue(subject, '2.5.4.3') ?? nameValue(subject, '2.5.4.10') ?? ''
  const signer = createSigner(key, new Uint8Array(leaf.raw))
  return ok({
    signer,
    certificateDer: signer.certificateDer,
    chain: certificates.filter((other) => other !== leaf).map((other) => new Uint8Array(other.raw)),
    subject: nit === undefined ? { nombre } : { nombre, nit },
    issuer: toRfc2253(issuer),
    serial: signer.serialDecimal,
    notBefore: signer.notBefore,
    notAfter: signer.notAfter,
  })
}

/** Whether the certificate can sign at `ahora`: DIAN refuses documents signed with an expired one. */
export function certificateStatus(
  certificate: Pick<OpenedP12, 'notBefore' | 'notAfter'>,
  ahora: Date,
): CertificateStatus {
  const dias = Math.floor((certificate.notAfter.getTime() - ahora.getTime()) / 86_400_000)
  if (ahora < certificate.notBefore) return { estado: 'aun-no-vigente', dias }
  if (ahora > certificate.notAfter) return { estado: 'vencido', dias }
  return { estado: dias <= WARNING_DAYS ? 'por-vencer' : 'vigente', dias }
}

type Container = forge.pkcs12.Pkcs12Pfx

function decodeContainer(bytes: Uint8Array, password: string): Result<Container, P12Error> {
  let tree: forge.asn1.Asn1
  try {
    tree = forge.asn1.fromDer(Buffer.from(bytes).toString('binary'))
  } catch {
    return failure('NO_ES_P12')
  }
  if (asksTooMuch(tree, password)) return failure('TRABAJO_DESMEDIDO')
  try {
    return ok(forge.pkcs12.pkcs12FromAsn1(tree, false, password))
  } catch (error) {
    const again = /[^\u0020-\u007e]/.test(password) ? decodeWithUtf8(tree, password) : undefined
    if (again !== undefined) return again
    // forge tells the causes apart only by text: the integrity check of the container fails first when the password is wrong.
    const text = error instanceof Error ? error.message : ''
    return failure(/password|MAC|decrypt/i.test(text) ? 'CLAVE_ERRADA' : 'NO_ES_P12')
  }
}

/**
 * A password with ñ or accents: the integrity check takes it as UTF-16 but modern encryption (PBES2) as UTF-8, and forge gives one text to
 * both. The check is left out here; a wrong password still fails, at the decryption.
 */
function decodeWithUtf8(tree: forge.asn1.Asn1, password: string): Result<Container, P12Error> | undefined {
  if (typeof tree.value === 'string') return undefined
  const withoutMac = { ...tree, value: tree.value.slice(0, 2) }
  const utf8 = Buffer.from(password, 'utf8').toString('binary')
  if (asksTooMuch(withoutMac, utf8)) return failure('TRABAJO_DESMEDIDO')
  try {
    return ok(forge.pkcs12.pkcs12FromAsn1(withoutMac, false, utf8))
  } catch {
    return undefined
  }
}

function keyBags(container: Container): Result<KeyObject[], P12Error> {
  const keys: KeyObject[] = []
  for (const type of [forge.pki.oids.pkcs8ShroudedKeyBag, forge.pki.oids.keyBag]) {
    if (type === undefined) continue
    for (const bag of container.getBags({ bagType: type })[type] ?? []) {
      // A key forge does not know (elliptic curve) comes as ASN.1 only.
      const pkcs8 = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1
      try {
        const der = Buffer.from(forge.asn1.toDer(pkcs8).getBytes(), 'binary')
        keys.push(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
        der.fill(0)
      } catch {
        return failure('CLAVE_NO_ADMITIDA')
      }
    }
  }
  return ok(keys)
}

function certificateBags(container: Container): X509Certificate[] {
  const type = forge.pki.oids.certBag
  if (type === undefined) return []
  return (container.getBags({ bagType: type })[type] ?? []).flatMap((bag) => {
    const asn1 = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1
    try {
      return [new X509Certificate(Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary'))]
    } catch {
      return []
    }
  })
}

const MENSAJES: Record<P12ErrorCode, string> = {
  CLAVE_ERRADA:
    'La contraseña del certificado no es correcta. Escríbala como la recibió de la entidad que lo emitió, con mayúsculas y minúsculas.',
  NO_ES_P12:
    'El archivo no es un certificado digital (.p12 o .pfx) o está dañado. Descárguelo de nuevo de la página de la entidad que lo emitió.',
  TRABAJO_DESMEDIDO:
    'El archivo pide tanto trabajo para abrirse que detendría el programa, y no se abrió. Descárguelo de nuevo de la página de la entidad que lo emitió; si sigue igual, pídale que lo vuelva a expedir.',
  SIN_CLAVE:
    'El archivo trae el certificado pero no la clave para firmar. Pida a la entidad que lo emitió el archivo .p12 completo.',
  SIN_CERTIFICADO:
    'El archivo trae una clave pero no el certificado que le corresponde. Pida a la entidad que lo emitió el archivo .p12 completo.',
  CLAVE_NO_ADMITIDA:
    'La DIAN solo admite certificados RSA de 2048 bits o más, y este no lo es. Pida a la entidad un certificado para facturación electrónica.',
}

function failure(codigo: P12ErrorCode): Result<never, P12Error> {
  return err({ codigo, mensaje: MENSAJES[codigo] })
}
