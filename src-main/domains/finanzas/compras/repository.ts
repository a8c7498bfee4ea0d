import type { Db, Trx } from '../../../core/database/schema.ts'
import type { CompraEventoRow, CompraRow } from '../tables.ts'

type Reader = Db | Trx

/** A purchase without the bytes it came in. */
export type CompraLigera = Omit<CompraRow, 'archivo'>
/** An event without its bytes. */
export type EventoLigero = Pick<
  CompraEventoRow,
  | 'id'
  | 'compra_id'
  | 'codigo'
  | 'consecutivo'
  | 'sha256'
  | 'outbox_id'
  | 'creado_en'
  | 'creado_por'
  | 'peticion'
  | 'estado'
  | 'detalle'
  | 'hallazgos'
>

export const LIGERA = [
  'id',
  'cufe',
  'numero',
  'proveedor',
  'proveedor_nit',
  'fecha',
  'vence',
  'total',
  'impuestos',
  'factura',
  'comprobaciones',
  'archivo_nombre',
  'sha256',
  'busqueda',
  'importada_en',
  'importada_por',
] as const
const EVENTO = [
  'id',
  'compra_id',
  'codigo',
  'consecutivo',
  'sha256',
  'outbox_id',
  'creado_en',
  'creado_por',
  'peticion',
  'estado',
  'detalle',
  'hallazgos',
] as const

export async function insertCompra(trx: Trx, row: CompraRow): Promise<void> {
  await trx.insertInto('compras').values(row).execute()
}

export function findByCufe(db: Reader, cufe: string) {
  return db
    .selectFrom('compras')
    .select(['id', 'numero', 'importada_en'])
    .where('cufe', '=', cufe)
    .executeTakeFirst()
}

export function getCompra(db: Reader, id: string): Promise<CompraLigera | undefined> {
  return db.selectFrom('compras').select(LIGERA).where('id', '=', id).executeTakeFirst()
}

export function getArchivo(db: Reader, id: string) {
  return db
    .selectFrom('compras')
    .select(['numero', 'archivo_nombre', 'archivo', 'sha256'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Those that stand: what was signed anew is kept and no longer counts. */
export function listEventos(db: Reader, compraIds: readonly string[]): Promise<EventoLigero[]> {
  if (compraIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('compra_eventos')
    .select(EVENTO)
    .where('compra_id', 'in', compraIds)
    .where('estado', '<>', 'reemplazado')
    .orderBy('consecutivo')
    .execute()
}

export function getEvento(db: Reader, id: string): Promise<EventoLigero | undefined> {
  return db.selectFrom('compra_eventos').select(EVENTO).where('id', '=', id).executeTakeFirst()
}

export async function insertEvento(trx: Trx, row: CompraEventoRow): Promise<void> {
  await trx.insertInto('compra_eventos').values(row).execute()
}

export async function siguienteConsecutivo(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('compra_eventos')
    .select((eb) => eb.fn.max('consecutivo').as('ultimo'))
    .executeTakeFirst()
  return Number(row?.ultimo ?? 0) + 1
}

export function findEventoByOutbox(trx: Trx, outboxId: string): Promise<EventoLigero | undefined> {
  return trx.selectFrom('compra_eventos').select(EVENTO).where('outbox_id', '=', outboxId).executeTakeFirst()
}

export async function moverEvento(
  trx: Trx,
  id: string,
  cambio: Pick<CompraEventoRow, 'estado' | 'detalle' | 'hallazgos' | 'application_response'>,
): Promise<void> {
  await trx.updateTable('compra_eventos').set(cambio).where('id', '=', id).execute()
}

export async function getReceptor(db: Reader): Promise<string | undefined> {
  return (await db.selectFrom('compra_receptor').select('persona').where('id', '=', 1).executeTakeFirst())
    ?.persona
}

export async function setReceptor(trx: Trx, persona: string): Promise<void> {
  await trx
    .insertInto('compra_receptor')
    .values({ id: 1, persona })
    .onConflict((oc) => oc.column('id').doUpdateSet({ persona }))
    .execute()
}
