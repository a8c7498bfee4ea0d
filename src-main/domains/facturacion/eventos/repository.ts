import type { Db, Trx } from '../../../core/database/schema.ts'
import type { FacturaEventoRespuestaRow, FacturaEventoRow } from '../tables.ts'
import type { EventoTrasEnvio } from './evento-tras-envio.ts'

type Reader = Db | Trx

const LIGERO = [
  'id',
  'factura_id',
  'consecutivo',
  'sha256',
  'outbox_id',
  'creado_en',
  'creado_por',
  'estado',
  'detalle',
  'hallazgos',
] as const
/** A tacit acceptance without its bytes. */
export type TacitaLigera = Pick<FacturaEventoRow, (typeof LIGERO)[number]>

/** Those that stand, oldest first: what was signed anew is kept and no longer counts. */
export function listTacitas(db: Reader, facturaId: string): Promise<TacitaLigera[]> {
  return db
    .selectFrom('factura_eventos')
    .select(LIGERO)
    .where('factura_id', '=', facturaId)
    .where('estado', '<>', 'reemplazado')
    .orderBy('consecutivo')
    .execute()
}

export function getTacita(db: Reader, id: string): Promise<TacitaLigera | undefined> {
  return db.selectFrom('factura_eventos').select(LIGERO).where('id', '=', id).executeTakeFirst()
}

export function findTacitaByOutbox(trx: Trx, outboxId: string): Promise<TacitaLigera | undefined> {
  return trx.selectFrom('factura_eventos').select(LIGERO).where('outbox_id', '=', outboxId).executeTakeFirst()
}

export async function insertTacita(trx: Trx, row: FacturaEventoRow): Promise<void> {
  await trx.insertInto('factura_eventos').values(row).execute()
}

export async function moverTacita(
  trx: Trx,
  id: string,
  cambio: Omit<EventoTrasEnvio, 'estado'> & { readonly estado: string },
): Promise<void> {
  await trx.updateTable('factura_eventos').set(cambio).where('id', '=', id).execute()
}

export async function siguienteConsecutivo(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('factura_eventos')
    .select((eb) => eb.fn.max('consecutivo').as('ultimo'))
    .executeTakeFirst()
  return Number(row?.ultimo ?? 0) + 1
}

export async function insertRespuesta(trx: Trx, row: FacturaEventoRespuestaRow): Promise<void> {
  await trx.insertInto('factura_evento_respuestas').values(row).execute()
}

/** What was read each time that DIAN was asked, oldest first. */
export function listRespuestas(db: Reader, facturaId: string) {
  return db
    .selectFrom('factura_evento_respuestas')
    .select(['en', 'eventos', 'entendida'])
    .where('factura_id', '=', facturaId)
    .orderBy('en')
    .orderBy('id')
    .execute()
}

/** @param desde first day on which it can be declared, or null when it cannot be */
export async function ponerPorAceptar(trx: Trx, facturaId: string, desde: string | null): Promise<void> {
  if (desde === null) {
    await trx.deleteFrom('facturas_por_aceptar').where('factura_id', '=', facturaId).execute()
    return
  }
  await trx
    .insertInto('facturas_por_aceptar')
    .values({ factura_id: facturaId, desde })
    .onConflict((oc) => oc.column('factura_id').doUpdateSet({ desde }))
    .execute()
}

/** Validated invoices whose tacit acceptance can be declared on a day, the one that waits longest first. */
export function listPorAceptar(db: Reader, hoy: string): Promise<{ id: string; numero: string }[]> {
  return db
    .selectFrom('facturas_por_aceptar as p')
    .innerJoin('facturas as f', 'f.id', 'p.factura_id')
    .select(['f.id', 'f.numero'])
    .where('p.desde', '<=', hoy)
    .where('f.estado', '=', 'validada')
    .orderBy('p.desde')
    .limit(100)
    .execute()
}
