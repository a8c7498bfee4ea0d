import { TOPE_ADJUNTO } from '../../../src-shared/domains/comunicaciones/rules.ts'
import type { Entregable } from '../../../src-shared/domains/facturacion/schemas.ts'
import { hashOf } from '../../core/audit/audit.ts'
import type { Clock } from '../../core/clock/clock.ts'
import type { Db } from '../../core/database/schema.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { nombreContenedor, nombreZip } from '../../integrations/dian/nombres-archivo.ts'
import { fileInZip, zipFiles } from '../../integrations/dian/zip.ts'
import type { Adjunto } from '../../integrations/mensajeria/mensaje.ts'
import type { Palabras } from '../../integrations/mensajeria/palabras.ts'
import { contenedorDe, entregableDe } from '../facturacion/api.ts'
import { documentoId, nombreDe, sinValidar } from './entregable.ts'
import * as repository from './repository.ts'

export interface Adjuntos {
  /** @throws Refusal FACTURA_SIN_VALIDAR or DOCUMENTO_ALTERADO */
  de(cual: Entregable): Promise<Adjunto>
  /** The same, for the queue: what cannot go says why. */
  paraEnviar(cual: Entregable): Promise<Adjunto | { readonly impedido: Palabras }>
}

/**
 * The file that delivers an invoice or a note: a ZIP with the kept container (`ad….xml`) and the PDF, at its root. It is made when it is first
 * sent or exported and kept, so that every later time it is the same bytes, whatever the PDF of the day would say.
 * @param pdf printed form of a document, as it is now
 */
export function createAdjuntos(ports: {
  readonly db: Db
  readonly clock: Clock
  readonly pdf: (cual: Entregable) => Promise<{ readonly base64: string }>
}): Adjuntos {
  const { db } = ports

  async function kept(cual: Entregable): Promise<Adjunto | undefined> {
    const row = await repository.getAdjunto(db, documentoId(cual))
    if (!row) return undefined
    if (hashOf(row.zip) !== row.sha256)
      throw new Refusal(
        'DOCUMENTO_ALTERADO',
        'El .zip guardado ya no es el que se entregó: cambió en el disco.',
        'No lo entregue. Vuelva a la copia de sus datos más reciente anterior al daño.',
      )
    return { nombre: row.nombre, tipo: 'application/zip', bytes: row.zip }
  }

  async function make(cual: Entregable): Promise<void> {
    const documento = await entregableDe(db, cual)
    const contenedor = await contenedorDe(db, cual)
    if (!documento || !contenedor) throw sinValidar(cual)
    const { base64 } = await ports.pdf(cual)
    const zip = zipFiles({
      [nombreContenedor(documento.archivo)]: contenedor,
      [`${documento.numero}.pdf`]: Buffer.from(base64, 'base64'),
    })
    await transact(db, (trx) =>
      repository.keepAdjunto(trx, {
        documento_id: documentoId(cual),
        factura_id: cual.facturaId,
        nombre: nombreZip(documento.archivo),
        zip,
        sha256: hashOf(zip),
        creado_en: ports.clock.now().toISOString(),
      }),
    )
  }

  async function de(cual: Entregable): Promise<Adjunto> {
    const found = await kept(cual)
    if (found) return found
    await make(cual)
    // Read back: whoever came first is the one that stays.
    const made = await kept(cual)
    if (!made) throw new Error(`the file of document ${documentoId(cual)} was not kept`)
    return made
  }

  return {
    de,
    async paraEnviar(cual) {
      try {
        const adjunto = await de(cual)
        return adjunto.bytes.byteLength > TOPE_ADJUNTO ? { impedido: muyGrande(cual, adjunto) } : adjunto
      } catch (error) {
        if (error instanceof Refusal) return { impedido: { mensaje: error.message, remedio: error.remedio } }
        throw error
      }
    },
  }
}

/** The PDF of an invoice as it went in the ZIP that was kept, if it was delivered already. */
export async function pdfEntregado(db: Db, facturaId: string): Promise<Uint8Array | undefined> {
  const row = await repository.getAdjunto(db, facturaId)
  if (!row || hashOf(row.zip) !== row.sha256) return undefined
  return fileInZip(row.zip, '.pdf')
}

function muyGrande(cual: Entregable, { bytes }: Adjunto): Palabras {
  const megas = (bytes.byteLength / (1024 * 1024)).toFixed(1).replace('.', ',')
  return {
    mensaje: `El archivo de la ${nombreDe(cual)} pesa ${megas} MB y por correo se reciben hasta 2 MB.`,
    remedio: 'Abra la factura, use «Guardar .zip» y entréguelo de otra forma.',
  }
}
