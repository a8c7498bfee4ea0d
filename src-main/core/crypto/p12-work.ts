import forge from 'node-forge'

/**
 * How much work a .p12 asks for before it opens. The file itself says how many times each of its keys is derived, and node-forge obeys
 * without limit, in the thread that attends every screen: a hostile or broken file would stop the program for hours.
 */

/**
 * Most derivations of a whole file, its integrity check included. Files of the authorities have 2,048 to 100,000; three parts with the
 * 600,000 that OWASP asks of PBKDF2-SHA256 still fit. It costs node-forge about ten seconds.
 */
const MAX_WORK = 2_000_000n

type Asn1 = forge.asn1.Asn1

/** node-forge's types leave this part of it out. */
interface Pbe {
  getCipher(oid: string, parameters: Asn1, password: string): forge.cipher.BlockCipher
}

/**
 * Whether opening the container costs more than it should. What is inside an encrypted part is looked at too, after the part itself was
 * found affordable: a bag with its own derivation may hide there.
 * @param password as it will be opened with; a wrong one only leaves the hidden parts unseen, as they will be for whoever opens it
 */
export function asksTooMuch(container: Asn1, password: string): boolean {
  let work = 0n
  let level: readonly Asn1[] = [container]
  while (level.length > 0) {
    const nodes = level.flatMap(withDescendants)
    work = nodes.reduce((sum, node) => sum + iterationsOf(node), work)
    if (work > MAX_WORK) return true
    level = nodes.flatMap((node) => decrypted(node, password) ?? [])
  }
  return false
}

const { Type, Class } = forge.asn1

function childrenOf(node: Asn1 | undefined): readonly Asn1[] {
  return node !== undefined && Array.isArray(node.value) ? node.value : []
}

const isUniversal = (node: Asn1 | undefined, type: forge.asn1.Type): node is Asn1 =>
  node?.tagClass === Class.UNIVERSAL && node.type === type

/** The node and everything below it, through the octet strings that are again ASN.1 (the safes of the container). */
function withDescendants(root: Asn1): Asn1[] {
  const found: Asn1[] = []
  const pending = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    found.push(node)
    pending.push(...childrenOf(node))
    const inner = isUniversal(node, Type.OCTETSTRING) ? parsed(textOf(node)) : undefined
    if (inner !== undefined) pending.push(inner)
  }
  return found
}

/** Salt and count, one after the other: PBKDF2-params, pkcs-12PbeParams and MacData all have them so. */
function iterationsOf(node: Asn1): bigint {
  const children = childrenOf(node)
  return children.reduce((sum, child, i) => {
    const salt = children[i - 1]
    if (!isUniversal(child, Type.INTEGER) || !isUniversal(salt, Type.OCTETSTRING)) return sum
    return sum + BigInt(`0x0${forge.util.bytesToHex(textOf(child))}`)
  }, 0n)
}

/** What an EncryptedContentInfo holds, when it opens with that password. */
function decrypted(node: Asn1, password: string): Asn1 | undefined {
  const [type, algorithm, content] = childrenOf(node)
  const [oid, parameters] = childrenOf(algorithm)
  if (!isUniversal(type, Type.OID) || !isUniversal(oid, Type.OID) || !parameters) return undefined
  if (content?.tagClass !== Class.CONTEXT_SPECIFIC || Number(content.type) !== 0) return undefined
  try {
    const { pbe } = forge.pki as unknown as { readonly pbe: Pbe }
    const cipher = pbe.getCipher(forge.asn1.derToOid(textOf(oid)), parameters, password)
    cipher.update(forge.util.createBuffer(textOf(content)))
    return cipher.finish() ? parsed(cipher.output.getBytes()) : undefined
  } catch {
    // Not an encrypted part, or not with this password: it will not open either.
    return undefined
  }
}

/** The bytes of a primitive, or of its pieces together: an octet string may come in several. */
function textOf(node: Asn1): string {
  return typeof node.value === 'string' ? node.value : childrenOf(node).map(textOf).join('')
}

function parsed(der: string): Asn1 | undefined {
  try {
    return forge.asn1.fromDer(der, false)
  } catch {
    return undefined
  }
}
