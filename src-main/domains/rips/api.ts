import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import * as repository from './repository.ts'

export { KIND_RIPS } from './preparar.ts'

/** The package that stands for an invoice, with our own findings. */
export async function paqueteDe(
  db: Db | Trx,
  facturaId: string,
): Promise<
  | {
      id: string
      estado: string
      cuv: string | null
      json: Uint8Array
      respuesta: Uint8Array | null
      hallazgos: HallazgoRips[]
    }
  | undefined
> {
  const row = await repository.ultimoPaquete(db, facturaId)
  return row
    ? {
        id: row.id,
        estado: row.estado,
        cuv: row.cuv,
        json: row.json,
        respuesta: row.respuesta,
        hallazgos: JSON.parse(row.hallazgos) as HallazgoRips[],
      }
    : undefined
}

/** How many packages wait for a person: with observations of ours or refused by the MUV. */
export async function paquetesPorAtender(db: Db | Trx): Promise<number> {
  const row = await db
    .selectFrom('paquetes_rips')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('estado', 'in', ['observaciones', 'rechazado'])
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
