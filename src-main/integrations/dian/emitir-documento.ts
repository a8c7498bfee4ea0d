import { createHash } from 'node:crypto'
import type { XmlDocument } from 'libxml2-wasm'
import type { z } from 'zod'
import type { TotalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import type { XmlElement } from '../../core/xml/element.ts'
import { withXmlDocument } from '../../core/xml/read.ts'
import { writeAroundSlot } from '../../core/xml/write.ts'
import { signXades } from './firma/sign.ts'
import { verifyDocumentSignature } from './firma/verify.ts'
import { type Hallazgo, type OpcionesValidar, validarDocumento } from './validar.ts'

/** An invoice or note ready to be signed: its slot is the last extension. */
export interface DocumentoSinFirmar {
  readonly root: XmlElement
  /** CUFE of an invoice; CUDE of a note or of a transcription (03). */
  readonly cufe: string
  /** Text of the printed QR. */
  readonly qr: string
  readonly totales: TotalesFactura
}

/** A signed document, ready to be stored and sent: its bytes never change again. */
export interface DocumentoFirmado extends Omit<DocumentoSinFirmar, 'root'> {
  readonly xml: Uint8Array
  /** SHA-256 of `xml`, hexadecimal. */
  readonly sha256: string
  /** What DIAN would accept with a notice. */
  readonly advertencias: readonly Hallazgo[]
}

/** The document would be refused, so it was not issued. `hallazgos` are for the user, each with its rule and remedy. */
export class DocumentoNoEmitible extends Error {
  readonly hallazgos: readonly Hallazgo[]

  constructor(hallazgos: readonly Hallazgo[]) {
    super(`document not issued: ${hallazgos.map((hallazgo) => hallazgo.regla).join(', ')}`)
    this.name = 'DocumentoNoEmitible'
    this.hallazgos = hallazgos
  }
}

/**
 * Signs what was built, then reads it back as DIAN would: the pre-send rules on the XML and its own signature, through the other
 * road (parser and canonicaliser instead of our writer).
 * @param ahora the moment of signing; its Bogotá date is that of the document
 * @param secretos our own sums are exact, so no peso of difference is let through
 * @throws DocumentoNoEmitible when a rule refuses it; nothing was stored
 */
export function firmarDocumento(
  { root, cufe, qr, totales }: DocumentoSinFirmar,
  signer: Signer,
  ahora: Date,
  secretos: OpcionesValidar,
): DocumentoFirmado {
  const xml = signXades(root, { signer, ahora, id: cufe })
  const hallazgos = readOwn(xml, (parsed) => {
    const found = validarDocumento(parsed, { ...secretos, tolerancia: 0 })
    const firma = verifyDocumentSignature(parsed, ahora)
    if (!firma.integra) throw new Error(`own signature does not verify: ${firma.errores.join(' ')}`)
    if (ahora < signer.notBefore || ahora > signer.notAfter) found.push(certificadoFueraDeVigencia(root.name))
    return found
  })
  const rechazos = hallazgos.filter((hallazgo) => hallazgo.severidad === 'rechazo')
  if (rechazos.length > 0) throw new DocumentoNoEmitible(rechazos)
  return {
    xml,
    cufe,
    qr,
    totales,
    sha256: createHash('sha256').update(xml).digest('hex'),
    advertencias: hallazgos,
  }
}

/** The same rules before there is a signature, those of the signature aside. */
export function revisarSinFirmar({ root }: DocumentoSinFirmar, secretos: OpcionesValidar): Hallazgo[] {
  const { canonical } = writeAroundSlot(root)
  return readOwn(Buffer.from(canonical.join(''), 'utf8'), (parsed) =>
    validarDocumento(parsed, { ...secretos, tolerancia: 0, sinFirma: true }),
  )
}

/** A field that no rule of DIAN names but that cannot be written: a control character, a number with dots. */
export function hallazgosDeDatos(error: z.ZodError): Hallazgo[] {
  return error.issues.map(({ path, message }) => ({
    regla: 'ZB01',
    severidad: 'rechazo',
    ruta: path.map(String).join('.'),
    mensaje: `El dato «${path.map(String).join(' › ')}» no se puede enviar a la DIAN. ${message}.`,
    remedio: 'Corrija ese dato y emita de nuevo.',
  }))
}

/** DIAN refuses with ZE02 what is signed with an expired certificate. */
export function certificadoFueraDeVigencia(raiz: string): Hallazgo {
  return {
    regla: 'ZE02',
    severidad: 'rechazo',
    ruta: `/${raiz}/ext:UBLExtensions//ds:Signature`,
    mensaje: 'El certificado digital no está vigente en la fecha del documento.',
    remedio:
      'Renueve el certificado con la entidad que lo emitió e impórtelo en Configuración › Certificado digital.',
  }
}

function readOwn<T>(xml: Uint8Array, use: (parsed: XmlDocument) => T): T {
  const read = withXmlDocument(xml, use)
  if (!read.ok) throw new Error(`own document not readable: ${read.error.detalle}`)
  return read.value
}
