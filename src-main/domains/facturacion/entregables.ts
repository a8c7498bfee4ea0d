import type { DocumentoNota } from '../../../src-shared/domains/facturacion/nota-schemas.ts'
import type { DocumentoFactura, Entregable } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { intacto, leerGuardado } from './guardados.ts'
import { numeroNota } from './notas/emitir-nota.ts'
import * as notas from './notas/repository.ts'
import * as repository from './repository.ts'

/** An invoice or one of its notes as it now stands, for whoever takes it to its customer. */
export interface DocumentoEntregable {
  readonly numero: string
  /** CUFE of an invoice, CUDE of a note or a transcription. */
  readonly codigo: string
  /** Name of its file, `fv….xml`. */
  readonly archivo: string
  /** UTC; null while DIAN has not validated it. */
  readonly validadaEn: string | null
  readonly documento: DocumentoFactura | DocumentoNota
}

/** @returns undefined when there is no such invoice, or the note is not of it */
export async function entregableDe(
  db: Db | Trx,
  { facturaId, notaId }: Entregable,
): Promise<DocumentoEntregable | undefined> {
  if (notaId === undefined) {
    const factura = await repository.getFactura(db, facturaId)
    if (!factura) return undefined
    const version = await repository.getVersion(db, facturaId, factura.version)
    return {
      numero: factura.numero,
      codigo: factura.cufe,
      archivo: version.archivo,
      validadaEn: factura.validada_en,
      documento: JSON.parse(version.documento) as DocumentoFactura,
    }
  }
  const nota = await notas.getNota(db, notaId)
  if (nota?.factura_id !== facturaId) return undefined
  const version = await notas.getVersion(db, notaId, nota.version)
  return {
    numero: numeroNota(nota),
    codigo: nota.cude,
    archivo: version.archivo,
    validadaEn: nota.validada_en,
    documento: JSON.parse(version.documento) as DocumentoNota,
  }
}

/**
 * The container of a document that DIAN validated, checked against its hash. Undefined while there is none.
 * @throws Refusal DOCUMENTO_ALTERADO
 */
export async function contenedorDe(
  db: Db | Trx,
  { facturaId, notaId }: Entregable,
): Promise<Uint8Array | undefined> {
  const factura = await repository.getFactura(db, facturaId)
  if (!factura) return undefined
  if (notaId === undefined)
    return factura.validada_en === null ? undefined : leerGuardado(db, factura, 'attached-document')
  const nota = await notas.getNota(db, notaId)
  const respuesta = await notas.getRespuesta(db, notaId)
  if (nota?.factura_id !== facturaId || nota.validada_en === null || !respuesta) return undefined
  return intacto(respuesta.attached_document, respuesta.attached_sha256, `la nota ${numeroNota(nota)}`)
}
