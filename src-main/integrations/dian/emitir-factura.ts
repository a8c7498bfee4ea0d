import { createHash } from 'node:crypto'
import type { TotalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import { withXmlDocument } from '../../core/xml/read.ts'
import { buildFactura } from './factura/factura.ts'
import { signXades } from './firma/sign.ts'
import { verifyDocumentSignature } from './firma/verify.ts'
import { type Hallazgo, validarDocumento } from './validar.ts'

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
export function buildSignedFactura(doc: DocumentoFactura, signer: Signer, ahora: Date): FacturaFirmada {
  const factura = buildFactura(doc)
  const xml = signXades(factura.root, { signer, ahora, id: factura.cufe })
  const hallazgos = selfCheck(doc, xml, ahora)
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

function selfCheck(doc: DocumentoFactura, xml: Uint8Array, ahora: Date): Hallazgo[] {
  const clave = doc.tipo === '03' ? doc.software.pin : doc.resolucion.claveTecnica
  const read = withXmlDocument(xml, (parsed) => {
    const hallazgos = validarDocumento(parsed, { clave, pin: doc.software.pin, tolerancia: 0 })
    const firma = verifyDocumentSignature(parsed, ahora)
    return { hallazgos, firma }
  })
  if (!read.ok) throw new Error(`own document not readable: ${read.error.detalle}`)
  if (!read.value.firma.integra)
    throw new Error(`own signature does not verify: ${read.value.firma.errores.join(' ')}`)
  return read.value.hallazgos
}
