import type { Db, Trx } from '../../../core/database/schema.ts'
import type { ContingenciaRow } from '../tables.ts'

type Reader = Db | Trx

/** The contingency that is open now; there is at most one. */
export function abierta(db: Reader): Promise<ContingenciaRow | undefined> {
  return db.selectFrom('contingencias').selectAll().where('terminada_en', 'is', null).executeTakeFirst()
}

export function getContingencia(db: Reader, id: string): Promise<ContingenciaRow | undefined> {
  return db.selectFrom('contingencias').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertContingencia(trx: Trx, row: ContingenciaRow): Promise<void> {
  await trx.insertInto('contingencias').values(row).execute()
}

export async function terminar(
  trx: Trx,
  id: string,
  change: { readonly at: string; readonly por: string | null },
): Promise<void> {
  await trx
    .updateTable('contingencias')
    .set({ terminada_en: change.at, terminada_por: change.por })
    .where('id', '=', id)
    .execute()
}

/** DIAN answered while a contingency is open: the clock to transmit begins, once. */
export async function marcarRecuperada(trx: Trx, at: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('contingencias')
    .set({ recuperada_en: at })
    .where('terminada_en', 'is', null)
    .where('recuperada_en', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function insertFactura(
  trx: Trx,
  row: {
    factura_id: string
    contingencia_id: string
    attached_document: Uint8Array | null
    attached_sha256: string | null
  },
): Promise<void> {
  await trx.insertInto('contingencia_facturas').values(row).execute()
}

export function getFactura(db: Reader, facturaId: string) {
  return db
    .selectFrom('contingencia_facturas')
    .selectAll()
    .where('factura_id', '=', facturaId)
    .executeTakeFirst()
}

/** The last ones first, with how many invoices each issued and how many DIAN has not validated. */
export function listContingencias(db: Reader, limite: number) {
  return db
    .selectFrom('contingencias as c')
    .selectAll('c')
    .select((eb) => [
      eb
        .selectFrom('contingencia_facturas as cf')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('cf.contingencia_id', '=', 'c.id')
        .as('facturas'),
      eb
        .selectFrom('contingencia_facturas as cf')
        .innerJoin('facturas as f', 'f.id', 'cf.factura_id')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('cf.contingencia_id', '=', 'c.id')
        .where('f.estado', 'not in', ['validada', 'anulada'])
        .where('f.descartada_en', 'is', null)
        .as('por_transmitir'),
    ])
    .orderBy('c.declarada_en', 'desc')
    .limit(limite)
    .execute()
}

/** Numbers and dates of what was issued in one, for the letter to DIAN. */
export function facturasDe(db: Reader, contingenciaId: string) {
  return db
    .selectFrom('contingencia_facturas as cf')
    .innerJoin('facturas as f', 'f.id', 'cf.factura_id')
    .select(['f.id', 'f.numero', 'f.fecha_emision', 'f.total', 'f.estado', 'f.validada_en'])
    .where('cf.contingencia_id', '=', contingenciaId)
    .orderBy('f.emitida_en')
    .execute()
}

/** Attempts to reach DIAN that failed between two instants, as the queue wrote them: the evidence of the failure. */
export function intentosFallidos(db: Reader, desde: string, hasta: string) {
  return db
    .selectFrom('outbox_events as e')
    .innerJoin('outbox as o', 'o.id', 'e.item_id')
    .select(['e.at', 'e.detail', 'o.descriptor'])
    .where('e.at', '>=', desde)
    .where('e.at', '<=', hasta)
    .where('e.state', 'in', ['pendiente', 'incierto'])
    .where('o.kind', 'in', ['dian.factura', 'dian.nota'])
    .where('e.detail', '<>', '')
    .orderBy('e.at')
    .limit(500)
    .execute()
}
