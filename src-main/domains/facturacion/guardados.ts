import { createHash } from 'node:crypto'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { openAttachedDocument } from '../../integrations/dian/attached-document.ts'
import * as contingencias from './contingencia/repository.ts'
import * as repository from './repository.ts'

export type DocumentoGuardado = 'factura' | 'attached-document' | 'application-response'

/**
 * The bytes of an invoice as they were kept, never others: what was signed and the container against the hash each was kept with,
 * DIAN's answer against the copy that is inside that container.
 * @throws Refusal DOCUMENTO_ALTERADO when they are not what was kept; NO_ENCONTRADO when DIAN has not validated it
 */
export async function leerGuardado(
  db: Db | Trx,
  factura: { readonly id: string; readonly numero: string; readonly version: number },
  cual: DocumentoGuardado,
): Promise<Uint8Array> {
  if (cual === 'factura') {
    const { xml, sha256 } = await repository.getVersion(db, factura.id, factura.version)
    return intacto(xml, sha256, `la factura ${factura.numero}`)
  }
  const respuesta = await repository.getRespuesta(db, factura.id)
  if (!respuesta && cual === 'attached-document') {
    // Type 04 is delivered before DIAN validates it.
    const sinValidar = await contingencias.getFactura(db, factura.id)
    if (sinValidar?.attached_document && sinValidar.attached_sha256)
      return intacto(sinValidar.attached_document, sinValidar.attached_sha256, `la factura ${factura.numero}`)
  }
  if (!respuesta)
    throw new Refusal(
      'NO_ENCONTRADO',
      'La DIAN todavía no ha validado esta factura.',
      'Espere la validación en la Bandeja de salida.',
    )
  const { attached_document: contenedor, application_response: answer } = respuesta
  intacto(contenedor, respuesta.attached_sha256, `la factura ${factura.numero}`)
  if (cual === 'attached-document') return contenedor
  const dentro = openAttachedDocument(contenedor)
  if (!dentro.ok || !sameText(dentro.value.applicationResponse, answer))
    throw alterado(`la factura ${factura.numero}`)
  return answer
}

/** The bytes, if they are those of their hash. @param deQue «la factura SETP1», for the message @throws Refusal DOCUMENTO_ALTERADO */
export function intacto(bytes: Uint8Array, sha256: string, deQue: string): Uint8Array {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw alterado(deQue)
  return bytes
}

/** Reading XML makes every line end alike and what surrounds the document may be trimmed; nothing else may differ. */
function sameText(one: Uint8Array | undefined, other: Uint8Array): boolean {
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n').trim()
  return one !== undefined && textOf(one) === textOf(other)
}

function alterado(deQue: string): Refusal {
  return new Refusal(
    'DOCUMENTO_ALTERADO',
    `El archivo guardado de ${deQue} ya no es el que se firmó: cambió en el disco.`,
    'No lo entregue. Vuelva a la copia de sus datos más reciente anterior al daño; la DIAN conserva lo que validó y se puede consultar por su código.',
  )
}
