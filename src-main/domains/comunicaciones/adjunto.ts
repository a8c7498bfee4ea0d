import { TOPE_ADJUNTO } from '../../../src-shared/domains/comunicaciones/rules.ts'
import { hashOf } from '../../core/audit/audit.ts'
import type { Clock } from '../../core/clock/clock.ts'
import type { Db } from '../../core/database/schema.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { nombreContenedor, nombreZip } from '../../integrations/dian/nombres-archivo.ts'
import { fileInZip, zipFiles } from '../../integrations/dian/zip.ts'
import type { Adjunto } from '../../integrations/mensajeria/mensaje.ts'
import type { Palabras } from '../../integrations/mensajeria/palabras.ts'
import { facturaEntregable } from '../facturacion/api.ts'
import * as repository from './repository.ts'

export interface Adjuntos {
  /** @throws Refusal FACTURA_SIN_VALIDAR or DOCUMENTO_ALTERADO */
  de(facturaId: string): Promise<Adjunto>
  /** The same, for the queue: what cannot go says why. */
  paraEnviar(facturaId: string): Promise<Adjunto | { readonly impedido: Palabras }>
}

/**
 * The file that delivers an invoice: a ZIP with the kept container (`ad….xml`) and the PDF, at its root. It is made when it is first
 * sent or exported and kept, so that every later time it is the same bytes, whatever the PDF of the day would say.
 * @param pdf printed form of an invoice, as it is now
 */
export function createAdjuntos(ports: {
  readonly db: Db
  readonly clock: Clock
  readonly pdf: (facturaId: string) => Promise<{ readonly base64: string }>
}): Adjuntos {
  const { db } = ports

  async function kept(facturaId: string): Promise<Adjunto | undefined> {
    const row = await repository.getAdjunto(db, facturaId)
    if (!row) return undefined
    if (hashOf(row.zip) !== row.sha256)
      throw new Refusal(
        'DOCUMENTO_ALTERADO',
        'El .zip guardado de esta factura ya no es el que se entregó: cambió en el disco.',
        'No lo entregue. Vuelva a la copia de sus datos más reciente anterior al daño.',
      )
    return { nombre: row.nombre, tipo: 'application/zip', bytes: row.zip }
  }

  async function make(facturaId: string): Promise<void> {
    const factura = await facturaEntregable(db, facturaId)
    if (!factura)
      throw new Refusal(
        'FACTURA_SIN_VALIDAR',
        'La DIAN todavía no ha validado esta factura.',
        'Espere la validación en la Bandeja de salida; entonces podrá entregarla.',
      )
    const { base64 } = await ports.pdf(facturaId)
    const zip = zipFiles({
      [nombreContenedor(factura.archivo)]: factura.contenedor,
      [`${factura.numero}.pdf`]: Buffer.from(base64, 'base64'),
    })
    await transact(db, (trx) =>
      repository.keepAdjunto(trx, {
        factura_id: facturaId,
        nombre: nombreZip(factura.archivo),
        zip,
        sha256: hashOf(zip),
        creado_en: ports.clock.now().toISOString(),
      }),
    )
  }

  async function de(facturaId: string): Promise<Adjunto> {
    const found = await kept(facturaId)
    if (found) return found
    await make(facturaId)
    // Read back: whoever came first is the one that stays.
    const made = await kept(facturaId)
    if (!made) throw new Error(`the file of invoice ${facturaId} was not kept`)
    return made
  }

  return {
    de,
    async paraEnviar(facturaId) {
      try {
        const adjunto = await de(facturaId)
        return adjunto.bytes.byteLength > TOPE_ADJUNTO ? { impedido: muyGrande(adjunto) } : adjunto
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

function muyGrande({ bytes }: Adjunto): Palabras {
  const megas = (bytes.byteLength / (1024 * 1024)).toFixed(1).replace('.', ',')
  return {
    mensaje: `El archivo de la factura pesa ${megas} MB y por correo se reciben hasta 2 MB.`,
    remedio: 'Abra la factura, use «Guardar .zip» y entréguelo de otra forma.',
  }
}
