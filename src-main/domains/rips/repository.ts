import type { Db, Trx } from '../../core/database/schema.ts'
import { holdsFragments } from '../../core/database/sqlite/fragment-index.ts'
import { BUSQUEDA_FACTURAS, containing, desdeLasUltimas, leerBusqueda } from '../facturacion/api.ts'
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

export interface FiltroPaquetes {
  readonly texto: string
  readonly estado: string | null
  readonly limite: number
}

/** Newest first. The text is looked for as that of invoices is (number, name or document of the person), or is a whole CUV. */
export function listPaquetes(db: Reader, filtro: FiltroPaquetes) {
  const busqueda = leerBusqueda(filtro.texto)
  if (busqueda.clase === 'indice')
    return filtrados(db, filtro)
      .innerJoin('facturas_busqueda_filas as b', 'b.factura_id', 'f.id')
      .innerJoin(BUSQUEDA_FACTURAS, 'facturas_busqueda.rowid', 'b.fila')
      .where(holdsFragments(BUSQUEDA_FACTURAS, busqueda.palabras))
      .where((eb) => eb.and(busqueda.cortas.map((corta) => eb('f.busqueda', 'like', containing(corta)))))
      .orderBy('facturas_busqueda.rowid', 'desc')
      .limit(filtro.limite)
      .execute()
  let query = filtrados(db, filtro)
  if (busqueda.clase === 'cufe') query = query.where('p.cuv', '=', busqueda.cufe)
  if (busqueda.clase === 'recientes')
    query = query
      .where('p.creado_en', '>=', desdeLasUltimas(busqueda.cuantas))
      .where((eb) => eb.and(busqueda.cortas.map((corta) => eb('f.busqueda', 'like', containing(corta)))))
  return query.orderBy('p.creado_en', 'desc').limit(filtro.limite).execute()
}

function filtrados(db: Reader, filtro: FiltroPaquetes) {
  const query = db
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
  return filtro.estado ? query.where('p.estado', '=', filtro.estado) : query
}

export async function countPaquetes(db: Reader, estado: string | null): Promise<number> {
  let query = db
    .selectFrom('paquetes_rips')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('estado', '!=', 'reemplazado')
  if (estado) query = query.where('estado', '=', estado)
  return Number((await query.executeTakeFirstOrThrow()).n)
}
