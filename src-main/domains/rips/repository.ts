import type { Db, Trx } from '../../core/database/schema.ts'
import type { PaqueteRipsRow } from './tables.ts'

type Reader = Db | Trx

export function ultimoPaquete(db: Reader, facturaId: string): Promise<PaqueteRipsRow | undefined> {
  return db
    .selectFrom('paquetes_rips')
    .selectAll()
    .where('factura_id', '=', facturaId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function getPaquete(db: Reader, id: string): Promise<PaqueteRipsRow | undefined> {
  return db.selectFrom('paquetes_rips').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertPaquete(trx: Trx, row: PaqueteRipsRow): Promise<void> {
  await trx.insertInto('paquetes_rips').values(row).execute()
}

export async function marcarReemplazado(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('paquetes_rips').set({ estado: 'reemplazado' }).where('id', '=', id).execute()
}

export async function guardarRespuesta(
  trx: Trx,
  id: string,
  change: Pick<PaqueteRipsRow, 'estado' | 'cuv' | 'respuesta' | 'hallazgos_muv' | 'validado_en'>,
): Promise<void> {
  await trx.updateTable('paquetes_rips').set(change).where('id', '=', id).execute()
}

export async function listPaquetes(
  db: Reader,
  filtro: { texto: string; estado: string | null; limite: number },
) {
  let query = db
    .selectFrom('paquetes_rips as p')
    .innerJoin('facturas as f', 'f.id', 'p.factura_id')
    .select([
      'p.id',
      'p.factura_id',
      'p.numero',
      'p.creado_en',
      'p.estado',
      'p.cuv',
      'p.validado_en',
      'p.hallazgos',
      'f.adquiriente',
    ])
    .where('p.estado', '!=', 'reemplazado')
  if (filtro.estado) query = query.where('p.estado', '=', filtro.estado)
  if (filtro.texto)
    query = query.where((eb) =>
      eb.or([
        eb('p.numero', 'like', `${filtro.texto.toUpperCase()}%`),
        eb('f.adquiriente', 'like', `%${filtro.texto}%`),
        eb('p.cuv', '=', filtro.texto.toLowerCase()),
      ]),
    )
  return query.orderBy('p.creado_en', 'desc').limit(filtro.limite).execute()
}

export async function countPaquetes(db: Reader, estado: string | null): Promise<number> {
  let query = db
    .selectFrom('paquetes_rips')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('estado', '!=', 'reemplazado')
  if (estado) query = query.where('estado', '=', estado)
  return Number((await query.executeTakeFirstOrThrow()).n)
}
