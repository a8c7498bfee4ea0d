import {
  type DocumentoAjuste,
  type DocumentoSoporte,
  documentoAjusteSchema,
  documentoSoporteSchema,
} from '../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import {
  type DocumentoFirmado,
  DocumentoNoEmitible,
  firmarDocumento,
  hallazgosDeDatos,
  revisarSinFirmar,
} from '../emitir-documento.ts'
import type { Hallazgo } from '../validar.ts'
import { buildAjuste, buildSoporte } from './soporte.ts'

/**
 * Builds, hashes, signs and checks a documento soporte; `cufe` of the result is its CUDS.
 * @param ahora the moment of signing; its Bogotá date is `doc.emision.fecha`
 * @throws DocumentoNoEmitible when a rule refuses it; nothing was stored
 */
export function buildSignedSoporte(
  documento: DocumentoSoporte,
  signer: Signer,
  ahora: Date,
): DocumentoFirmado {
  const parsed = documentoSoporteSchema.safeParse(documento)
  if (!parsed.success) throw new DocumentoNoEmitible(hallazgosDeDatos(parsed.error))
  const { pin } = parsed.data.software
  return firmarDocumento(buildSoporte(parsed.data), signer, ahora, { pin })
}

/** What DIAN would say of it before a number is consumed, the rules of the signature aside. */
export function revisarSoporte(documento: DocumentoSoporte): Hallazgo[] {
  const parsed = documentoSoporteSchema.safeParse(documento)
  if (!parsed.success) return hallazgosDeDatos(parsed.error)
  return revisarSinFirmar(buildSoporte(parsed.data), { pin: parsed.data.software.pin })
}

/**
 * Same, of a nota de ajuste.
 * @throws DocumentoNoEmitible when a rule refuses it; nothing was stored
 */
export function buildSignedAjuste(documento: DocumentoAjuste, signer: Signer, ahora: Date): DocumentoFirmado {
  const parsed = documentoAjusteSchema.safeParse(documento)
  if (!parsed.success) throw new DocumentoNoEmitible(hallazgosDeDatos(parsed.error))
  const { pin } = parsed.data.software
  return firmarDocumento(buildAjuste(parsed.data), signer, ahora, { pin })
}
