import {
  type DocumentoFactura,
  documentoFacturaSchema,
} from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import {
  type DocumentoFirmado,
  DocumentoNoEmitible,
  firmarDocumento,
  hallazgosDeDatos,
  revisarSinFirmar,
} from './emitir-documento.ts'
import { buildFactura } from './factura/factura.ts'
import type { Hallazgo, OpcionesValidar } from './validar.ts'

/**
 * Builds, hashes, signs and checks the invoice.
 * @param ahora the moment of signing; its Bogotá date is `doc.emision.fecha`
 * @throws DocumentoNoEmitible when a rule refuses it; nothing was stored
 */
export function buildSignedFactura(
  documento: DocumentoFactura,
  signer: Signer,
  ahora: Date,
): DocumentoFirmado {
  const parsed = documentoFacturaSchema.safeParse(documento)
  if (!parsed.success) throw new DocumentoNoEmitible(hallazgosDeDatos(parsed.error))
  return firmarDocumento(buildFactura(parsed.data), signer, ahora, secretos(parsed.data))
}

/**
 * What DIAN would say of the invoice, before it is signed or given a final number: for the screen that reviews it. Same rules as on issuing,
 * those of the signature aside.
 */
export function revisarFactura(documento: DocumentoFactura): Hallazgo[] {
  const parsed = documentoFacturaSchema.safeParse(documento)
  if (!parsed.success) return hallazgosDeDatos(parsed.error)
  return revisarSinFirmar(buildFactura(parsed.data), secretos(parsed.data))
}

function secretos(doc: DocumentoFactura): OpcionesValidar {
  return { clave: doc.tipo === '03' ? doc.software.pin : doc.resolucion.claveTecnica, pin: doc.software.pin }
}
