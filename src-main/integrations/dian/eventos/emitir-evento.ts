import { createHash } from 'node:crypto'
import {
  type DocumentoEvento,
  documentoEventoSchema,
} from '../../../../src-shared/domains/finanzas/eventos.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import { cufeFromXml } from '../cufe-from-xml.ts'
import { certificadoFueraDeVigencia, DocumentoNoEmitible, hallazgosDeDatos } from '../emitir-documento.ts'
import { signXades } from '../firma/sign.ts'
import { verifyXmlSignature } from '../firma/verify.ts'
import { buildEvento } from './evento.ts'

/** A signed event, ready to be stored and sent: its bytes never change again. */
export interface EventoFirmado {
  readonly xml: Uint8Array
  readonly cude: string
  /** SHA-256 of `xml`, hexadecimal. */
  readonly sha256: string
}

/**
 * Builds, hashes and signs an event 030–034, then reads it back: its signature and its CUDE must come out of its own bytes.
 * @param ahora the moment of signing; its Bogotá date is `documento.emision.fecha`
 * @throws DocumentoNoEmitible when a datum cannot be sent or the certificate is out of its dates; nothing was stored
 */
export function buildSignedEvento(documento: DocumentoEvento, signer: Signer, ahora: Date): EventoFirmado {
  const parsed = documentoEventoSchema.safeParse(documento)
  if (!parsed.success) throw new DocumentoNoEmitible(hallazgosDeDatos(parsed.error))
  if (ahora < signer.notBefore || ahora > signer.notAfter)
    throw new DocumentoNoEmitible([certificadoFueraDeVigencia('ApplicationResponse')])
  const { root, cude } = buildEvento(parsed.data)
  const xml = signXades(root, { signer, ahora, id: cude })
  const firma = verifyXmlSignature(xml, ahora)
  if (!firma.ok || !firma.value.integra) throw new Error('own signature of an event does not verify')
  const huella = cufeFromXml(xml, parsed.data.software.pin)
  if (!huella.ok || !huella.value.igual) throw new Error('own CUDE of an event does not come out of its XML')
  return { xml, cude, sha256: createHash('sha256').update(xml).digest('hex') }
}
