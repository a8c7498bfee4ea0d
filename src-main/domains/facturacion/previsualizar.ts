import type { DocumentoFactura, HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import { DocumentoNoEmitible } from '../../integrations/dian/emitir-documento.ts'
import { buildSignedFactura } from '../../integrations/dian/emitir-factura.ts'

/** What DIAN would say of a document as it would be issued: built and signed for real, then thrown away. */
export function previsualizarDocumento(
  documento: DocumentoFactura,
  signer: Signer,
  ahora: Date,
): { documento: DocumentoFactura; cufe: string; hallazgos: HallazgoFactura[] } {
  try {
    const { advertencias, cufe } = buildSignedFactura(documento, signer, ahora)
    return { documento: sinSecretos(documento), cufe, hallazgos: [...advertencias] }
  } catch (error) {
    if (!(error instanceof DocumentoNoEmitible)) throw error
    return { documento: sinSecretos(documento), cufe: '', hallazgos: [...error.hallazgos] }
  }
}

/** The technical key and the software PIN sign for the practice: no procedure gives them back. */
export function sinSecretos(documento: DocumentoFactura): DocumentoFactura {
  return {
    ...documento,
    resolucion: { ...documento.resolucion, claveTecnica: '' },
    software: { ...documento.software, pin: '•••••' },
  }
}
