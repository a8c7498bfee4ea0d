import {
  type DocumentoNota,
  documentoNotaSchema,
} from '../../../src-shared/domains/facturacion/nota-schemas.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import {
  type DocumentoFirmado,
  DocumentoNoEmitible,
  firmarDocumento,
  hallazgosDeDatos,
} from './emitir-documento.ts'
import { buildNota } from './notas/nota.ts'

/**
 * Builds, hashes, signs and checks a nota crédito or débito; `cufe` of the result is its CUDE.
 * @param ahora the moment of signing; its Bogotá date is `doc.emision.fecha`
 * @throws DocumentoNoEmitible when a rule refuses it; nothing was stored
 */
export function buildSignedNota(documento: DocumentoNota, signer: Signer, ahora: Date): DocumentoFirmado {
  const parsed = documentoNotaSchema.safeParse(documento)
  if (!parsed.success) throw new DocumentoNoEmitible(hallazgosDeDatos(parsed.error))
  const { pin } = parsed.data.software
  return firmarDocumento(buildNota(parsed.data), signer, ahora, { clave: pin, pin })
}
