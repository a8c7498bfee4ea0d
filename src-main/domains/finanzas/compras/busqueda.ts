import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db, Schema, Trx } from '../../../core/database/schema.ts'
import { holdsFragments } from '../../../core/database/sqlite/fragment-index.ts'
import { containing, leerBusqueda } from '../../facturacion/api.ts'
import { type CompraLigera, LIGERA } from './repository.ts'

type Reader = Db | Trx

/** Index of any part of number, supplier or NIT of a purchase; `rowid` grows as they are imported. */
export const BUSQUEDA_COMPRAS = 'compras_busqueda'

/** A page of the list of purchases. */
export interface FiltroCompras {
  readonly texto: string
  /** The last one seen: the page follows it, those imported in the same instant included. */
  readonly desdeMarca: { readonly importadaEn: string; readonly id: string } | null
  readonly limite: number
}

/** With a text, nothing beyond this is counted. */
const TOPE_CONTADAS = 1000

/** The latest imported first. */
export function listCompras(db: Reader, filtro: FiltroCompras): Promise<CompraLigera[]> {
  const { desdeMarca } = filtro
  const columns = LIGERA.map((column) => `c.${column}` as const)
  const busqueda = leerBusqueda(filtro.texto)
  if (busqueda.clase === 'indice') {
    let query = buscadas(db, busqueda)
    if (desdeMarca)
      query = query.where('compras_busqueda.rowid', '<', (eb) =>
        eb
          .selectFrom('compras_busqueda_filas as m')
          .select('m.fila')
          .where('m.compra_id', '=', desdeMarca.id),
      )
    return query
      .select(columns)
      .orderBy('compras_busqueda.rowid', 'desc')
      .limit(filtro.limite)
      .execute() as Promise<CompraLigera[]>
  }
  let query = sinIndice(db, busqueda)
  if (desdeMarca)
    query = query
      .where('c.importada_en', '<=', desdeMarca.importadaEn)
      .where((eb) =>
        eb.or([eb('c.importada_en', '<', desdeMarca.importadaEn), eb('c.id', '>', desdeMarca.id)]),
      )
  return query
    .select(columns)
    .orderBy('c.importada_en', 'desc')
    .orderBy('c.id')
    .limit(filtro.limite)
    .execute()
}

/** How many `listCompras` would give in all its pages; at most a thousand when a text was typed. */
export async function countCompras(db: Reader, texto: string): Promise<number> {
  const busqueda = leerBusqueda(texto)
  const counted =
    busqueda.clase === 'todo'
      ? // One row for each purchase, and far fewer pages than the purchases themselves have.
        db.selectFrom('compras_busqueda_filas').select('compra_id as id')
      : busqueda.clase === 'indice'
        ? buscadas(db, busqueda).select('c.id').limit(TOPE_CONTADAS)
        : sinIndice(db, busqueda).select('c.id').limit(TOPE_CONTADAS)
  const row = await db
    .selectFrom(counted.as('contadas'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

type Buscado = ReturnType<typeof leerBusqueda>

function buscadas(db: Reader, { palabras, cortas }: Extract<Buscado, { clase: 'indice' }>) {
  return db
    .selectFrom('compras as c')
    .innerJoin('compras_busqueda_filas as b', 'b.compra_id', 'c.id')
    .innerJoin(BUSQUEDA_COMPRAS, 'compras_busqueda.rowid', 'b.fila')
    .where(holdsFragments(BUSQUEDA_COMPRAS, palabras))
    .where((eb) => eb.and(cortas.map((corta) => eb('c.busqueda', 'like', containing(corta)))))
}

/** All of them, the one of a CUFE, or those of the latest that hold a text too short for the index. */
function sinIndice(
  db: Reader,
  busqueda: Exclude<Buscado, { clase: 'indice' }>,
): SelectQueryBuilder<Schema & { c: Schema['compras'] }, 'c', object> {
  const query = db.selectFrom('compras as c')
  if (busqueda.clase === 'todo') return query
  if (busqueda.clase === 'cufe') return query.where('c.cufe', '=', busqueda.cufe)
  return query
    .where(
      'c.importada_en',
      '>=',
      sql<string>`coalesce((select importada_en from compras order by importada_en desc limit 1 offset ${busqueda.cuantas}), '')`,
    )
    .where((eb) => eb.and(busqueda.cortas.map((corta) => eb('c.busqueda', 'like', containing(corta)))))
}
