import { createHash } from 'node:crypto'
import type { XmlDocument } from 'libxml2-wasm'
import type { TotalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import {
  type DocumentoFactura,
  documentoFacturaSchema,
} from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import { withXmlDocument } from '../../core/xml/read.ts'
import { writeAroundSlot } from '../../core/xml/write.ts'
import { buildFactura } from './factura/factura.ts'
import { signXades } from './firma/sign.ts'
import { verifyDocumentSignature } from './firma/verify.ts'
import { type Hallazgo, type OpcionesValidar, validarDocumento } from './validar.ts'

/** A signed invoice, ready to be stored and sent: its bytes never change again. */
export interface FacturaFirmada {
  readonly xml: Uint8Array
  readonly cufe: string
  /** Text of the QR that goes on the PDF. */
  readonly qr: string
  /** SHA-256 of `xml`, hexadecimal. */
  readonly sha256: string
  readonly totales: TotalesFactura
  /** What DIAN would accept with a notice. */
  readonly advertencias: readonly Hallazgo[]
}

/** The document would be refused, so it was not issued. `hallazgos` are for the user, each with its rule and remedy. */
export class FacturaNoEmitible extends Error {
  readonly hallazgos: readonly Hallazgo[]

  constructor(hallazgos: readonly Hallazgo[]) {
    super(`invoice not issued: ${hallazgos.map((hallazgo) => hallazgo.regla).join(', ')}`)
    this.name = 'FacturaNoEmitible'
    this.hallazgos = hallazgos
  }
}

/**
 * Builds, hashes and signs the invoice, then reads it back as DIAN would: the pre-send rules on the XML and its own signature,
 * through the other road (parser and canonicaliser instead of our writer).
 * @param ahora the moment of signing; its Bogotá date is `doc.emision.fecha`
 * @throws FacturaNoEmitible when a rule refuses it; nothing was stored
 */
export function buildSignedFactura(documento: DocumentoFactura, signer: Signer, ahora: Date): FacturaFirmada {
  const doc = parseDocumento(documento)
  const factura = buildFactura(doc)
  const xml = signXades(factura.root, { signer, ahora, id: factura.cufe })
  const hallazgos = selfCheck(doc, signer, xml, ahora)
  const rechazos = hallazgos.filter((hallazgo) => hallazgo.severidad === 'rechazo')
  if (rechazos.length > 0) throw new FacturaNoEmitible(rechazos)
  return {
    xml,
    cufe: factura.cufe,
    qr: factura.qr,
    sha256: createHash('sha256').update(xml).digest('hex'),
    totales: factura.totales,
    advertencias: hallazgos,
  }
}

/** A field that no rule of DIAN names but that cannot be written: a control character, a number with dots. */
function parseDocumento(documento: DocumentoFactura): DocumentoFactura {
  const parsed = documentoFacturaSchema.safeParse(documento)
  if (!parsed.success) throw new FacturaNoEmitible(parsed.error.issues.map(hallazgoDeDato))
  return parsed.data
}

function hallazgoDeDato(issue: {
  readonly path: readonly PropertyKey[]
  readonly message: string
}): Hallazgo {
  const campo = issue.path.map(String).join(' › ')
  return {
    regla: 'ZB01',
    severidad: 'rechazo',
    ruta: issue.path.map(String).join('.'),
    mensaje: `El dato «${campo}» no se puede enviar a la DIAN. ${issue.message}.`,
    remedio: 'Corrija ese dato y emita de nuevo.',
  }
}

/**
 * What DIAN would say of the invoice, before it is signed or given a final number: for the screen that reviews it. Same rules as on issuing,
 * those of the signature aside.
 */
export function revisarFactura(documento: DocumentoFactura): Hallazgo[] {
  const parsed = documentoFacturaSchema.safeParse(documento)
  if (!parsed.success) return parsed.error.issues.map(hallazgoDeDato)
  const doc = parsed.data
  const { canonical } = writeAroundSlot(buildFactura(doc).root)
  return readOwn(Buffer.from(canonical.join(''), 'utf8'), (parsed) =>
    validarDocumento(parsed, { ...secretos(doc), sinFirma: true }),
  )
}

function selfCheck(doc: DocumentoFactura, signer: Signer, xml: Uint8Array, ahora: Date): Hallazgo[] {
  return readOwn(xml, (parsed) => {
    const hallazgos = validarDocumento(parsed, secretos(doc))
    const firma = verifyDocumentSignature(parsed, ahora)
    if (!firma.integra) throw new Error(`own signature does not verify: ${firma.errores.join(' ')}`)
    if (ahora < signer.notBefore || ahora > signer.notAfter) hallazgos.push(CERTIFICADO_FUERA_DE_VIGENCIA)
    return hallazgos
  })
}

/** DIAN refuses with ZE02 what is signed with an expired certificate. */
const CERTIFICADO_FUERA_DE_VIGENCIA: Hallazgo = {
  regla: 'ZE02',
  severidad: 'rechazo',
  ruta: '/Invoice/ext:UBLExtensions//ds:Signature',
  mensaje: 'El certificado digital no está vigente en la fecha de la factura.',
  remedio:
    'Renueve el certificado con la entidad que lo emitió e impórtelo en Configuración › Certificado digital.',
}

/** Our own sums are exact, so no peso of difference is let through. */
function secretos(doc: DocumentoFactura): OpcionesValidar {
  const clave = doc.tipo === '03' ? doc.software.pin : doc.resolucion.claveTecnica
  return { clave, pin: doc.software.pin, tolerancia: 0 }
}

function readOwn<T>(xml: Uint8Array, use: (parsed: XmlDocument) => T): T {
  const read = withXmlDocument(xml, use)
  if (!read.ok) throw new Error(`own document not readable: ${read.error.detalle}`)
  return read.value
}
