import type { Db, Trx } from '../../core/database/schema.ts'
import { holdsFragments } from '../../core/database/sqlite/fragment-index.ts'
import { BUSQUEDA_FACTURAS, containing, desdeLasUltimas, leerBusqueda } from './busqueda.ts'
import type { FacturaRow, FacturaVersionRow, ReciboRow } from './tables.ts'

type Reader = Db | Trx

export function getFactura(db: Reader, id: string): Promise<FacturaRow | undefined> {
  return db.selectFrom('facturas').selectAll().where('id', '=', id).executeTakeFirst()
}

export function getVersion(db: Reader, facturaId: string, version: number): Promise<FacturaVersionRow> {
  return db
    .selectFrom('factura_versiones')
    .selectAll()
    .where('factura_id', '=', facturaId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
}

/** The version that an item of the queue delivers. Looked for within its invoice: every version ever signed is too many. */
export function findVersionByOutbox(db: Reader, item: { readonly id: string; readonly subjectId: string }) {
  return db
    .selectFrom('factura_versiones')
    .select(['factura_id', 'version', 'cufe', 'creada_en'])
    .where('factura_id', '=', item.subjectId)
    .where('outbox_id', '=', item.id)
    .executeTakeFirst()
}

export function getRespuesta(db: Reader, facturaId: string) {
  return db
    .selectFrom('factura_respuestas')
    .selectAll()
    .where('factura_id', '=', facturaId)
    .executeTakeFirst()
}

export function listEstados(db: Reader, facturaId: string) {
  return db
    .selectFrom('factura_estados')
    .selectAll()
    .where('factura_id', '=', facturaId)
    .orderBy('id')
    .execute()
}

export function serviciosDeFactura(db: Reader, facturaId: string): Promise<{ servicio_id: string }[]> {
  return db
    .selectFrom('factura_servicios')
    .select('servicio_id')
    .where('factura_id', '=', facturaId)
    .execute()
}

/** Which of these services already have an invoice. */
export async function yaFacturados(db: Reader, servicioIds: readonly string[]): Promise<string[]> {
  if (servicioIds.length === 0) return []
  const rows = await db
    .selectFrom('factura_servicios')
    .select('servicio_id')
    .where('servicio_id', 'in', [...servicioIds])
    .where('liberado_por', 'is', null)
    .execute()
  return rows.map((row) => row.servicio_id)
}

/** Services given and not billed, newest first. */
export function serviciosSinFactura(
  db: Reader,
  filtro: { readonly pacienteId?: string; readonly limite: number },
) {
  let query = db
    .selectFrom('servicios_por_facturar as w')
    .innerJoin('servicios_prestados as s', 's.id', 'w.servicio_id')
    .innerJoin('pacientes as p', 'p.id', 's.paciente_id')
    .select([
      's.id',
      's.paciente_id',
      's.inicio',
      's.cups',
      's.descripcion',
      's.cantidad',
      's.valor_unitario',
      'p.primer_nombre',
      'p.segundo_nombre',
      'p.primer_apellido',
      'p.segundo_apellido',
      'p.pagador_id',
    ])
  if (filtro.pacienteId) query = query.where('w.paciente_id', '=', filtro.pacienteId)
  return query.orderBy('w.inicio', 'desc').limit(filtro.limite).execute()
}

export interface FiltroFacturas {
  readonly texto: string
  readonly estado: string | null
  readonly pacienteId: string | null
  /** The last one seen; what follows it is given. */
  readonly desdeMarca: { readonly emitidaEn: string; readonly id: string } | null
  readonly limite: number
}

/** Most that are counted of a text that was typed. */
const TOPE_CONTADAS = 1000

/**
 * Newest first; those of one instant by id, as the indexes hold them. Every typed word must be in the number, the name or the
 * document, accents aside; or the whole text is the CUFE.
 */
export function listFacturas(db: Reader, filtro: FiltroFacturas) {
  const busqueda = leerBusqueda(filtro.texto)
  const { desdeMarca } = filtro
  if (busqueda.clase === 'indice') {
    let query = filtradas(db, filtro)
      .innerJoin('facturas_busqueda_filas as b', 'b.factura_id', 'f.id')
      .innerJoin(BUSQUEDA_FACTURAS, 'facturas_busqueda.rowid', 'b.fila')
      .where(holdsFragments(BUSQUEDA_FACTURAS, busqueda.palabras))
      .where((eb) => eb.and(busqueda.cortas.map((corta) => eb('f.busqueda', 'like', containing(corta)))))
    if (desdeMarca)
      query = query.where('facturas_busqueda.rowid', '<', (eb) =>
        eb
          .selectFrom('facturas_busqueda_filas as m')
          .select('m.fila')
          .where('m.factura_id', '=', desdeMarca.id),
      )
    return query.orderBy('facturas_busqueda.rowid', 'desc').limit(filtro.limite).execute()
  }
  let query = filtradas(db, filtro)
  if (busqueda.clase === 'cufe') query = query.where('f.cufe', '=', busqueda.cufe)
  if (busqueda.clase === 'recientes')
    query = query
      .where('f.emitida_en', '>=', desdeLasUltimas(busqueda.cuantas))
      .where((eb) => eb.and(busqueda.cortas.map((corta) => eb('f.busqueda', 'like', containing(corta)))))
  if (desdeMarca)
    query = query
      .where('f.emitida_en', '<=', desdeMarca.emitidaEn)
      .where((eb) => eb.or([eb('f.emitida_en', '<', desdeMarca.emitidaEn), eb('f.id', '>', desdeMarca.id)]))
  return query.orderBy('f.emitida_en', 'desc').orderBy('f.id').limit(filtro.limite).execute()
}

function filtradas(db: Reader, filtro: Pick<FiltroFacturas, 'estado' | 'pacienteId'>) {
  let query = db
    .selectFrom('facturas as f')
    .selectAll('f')
    .select((eb) =>
      eb
        .selectFrom('recibos as r')
        .select((inner) => inner.fn.coalesce(inner.fn.sum<number>('r.valor'), inner.lit(0)).as('recibido'))
        .whereRef('r.factura_id', '=', 'f.id')
        .as('recibido'),
    )
    .select((eb) =>
      eb
        .selectFrom('factura_notas as n')
        .select(({ case: when, fn, ref, neg, lit }) =>
          fn
            .coalesce(
              fn.sum<number>(
                when()
                  .when('n.clase', '=', 'debito')
                  .then(ref('n.total'))
                  .else(neg(ref('n.total')))
                  .end(),
              ),
              lit(0),
            )
            .as('ajuste'),
        )
        .whereRef('n.factura_id', '=', 'f.id')
        .where('n.estado', '=', 'validada')
        .as('ajuste'),
    )
  if (filtro.estado) query = query.where('f.estado', '=', filtro.estado)
  if (filtro.pacienteId) query = query.where('f.paciente_id', '=', filtro.pacienteId)
  return query
}

/** How many `listFacturas` would give in all its pages; at most a thousand when a text was typed. */
export async function countFacturas(
  db: Reader,
  filtro: Pick<FiltroFacturas, 'texto' | 'estado' | 'pacienteId'>,
): Promise<number> {
  const busqueda = leerBusqueda(filtro.texto)
  if (busqueda.clase === 'todo' && !filtro.estado && !filtro.pacienteId) {
    // One row for each invoice, and a tenth of the pages that any index of the invoices themselves has.
    const row = await db
      .selectFrom('facturas_busqueda_filas')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }
  let query = db.selectFrom('facturas as f')
  if (filtro.estado) query = query.where('f.estado', '=', filtro.estado)
  if (filtro.pacienteId) query = query.where('f.paciente_id', '=', filtro.pacienteId)
  if (busqueda.clase === 'todo') {
    const row = await query.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    return Number(row.n)
  }
  if (busqueda.clase === 'cufe') query = query.where('f.cufe', '=', busqueda.cufe)
  else
    query = query.where((eb) =>
      eb.and(busqueda.cortas.map((corta) => eb('f.busqueda', 'like', containing(corta)))),
    )
  if (busqueda.clase === 'recientes')
    query = query.where('f.emitida_en', '>=', desdeLasUltimas(busqueda.cuantas))
  const ids =
    busqueda.clase === 'indice'
      ? query
          .innerJoin('facturas_busqueda_filas as b', 'b.factura_id', 'f.id')
          .innerJoin(BUSQUEDA_FACTURAS, 'facturas_busqueda.rowid', 'b.fila')
          .where(holdsFragments(BUSQUEDA_FACTURAS, busqueda.palabras))
          .select('f.id')
          .limit(TOPE_CONTADAS)
      : query.select('f.id').limit(TOPE_CONTADAS)
  const row = await db
    .selectFrom(ids.as('c'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** What is to be paid of an invoice with its validated notes, centavos. */
export async function aPagarDe(db: Reader, factura: Pick<FacturaRow, 'id' | 'a_pagar'>): Promise<number> {
  const rows = await db
    .selectFrom('factura_notas')
    .select(['clase', 'total'])
    .where('factura_id', '=', factura.id)
    .where('estado', '=', 'validada')
    .execute()
  return rows.reduce(
    (suma, { clase, total }) => suma + (clase === 'debito' ? total : -total),
    factura.a_pagar,
  )
}

export async function recibidoDe(db: Reader, facturaId: string): Promise<number> {
  const row = await db
    .selectFrom('recibos')
    .select((eb) => eb.fn.sum<number>('valor').as('suma'))
    .where('factura_id', '=', facturaId)
    .executeTakeFirst()
  return Number(row?.suma ?? 0)
}

export function recibosDeFactura(db: Reader, facturaId: string): Promise<ReciboRow[]> {
  return db.selectFrom('recibos').selectAll().where('factura_id', '=', facturaId).orderBy('numero').execute()
}

export async function insertFactura(trx: Trx, row: FacturaRow): Promise<void> {
  await trx.insertInto('facturas').values(row).execute()
}

export async function insertVersion(trx: Trx, row: FacturaVersionRow): Promise<void> {
  await trx.insertInto('factura_versiones').values(row).execute()
}

export async function insertServicios(
  trx: Trx,
  facturaId: string,
  servicioIds: readonly string[],
): Promise<void> {
  if (servicioIds.length === 0) return
  await trx
    .insertInto('factura_servicios')
    .values(servicioIds.map((servicio_id) => ({ servicio_id, factura_id: facturaId, liberado_por: null })))
    .execute()
}

export async function moveEstado(
  trx: Trx,
  change: {
    readonly id: string
    readonly facturaId: string
    readonly version: number
    readonly estado: string
    readonly at: string
    readonly detalle: string
    readonly hallazgos: readonly unknown[]
  },
): Promise<void> {
  await trx
    .updateTable('facturas')
    .set({ estado: change.estado, ...(change.estado === 'validada' ? { validada_en: change.at } : {}) })
    .where('id', '=', change.facturaId)
    .execute()
  await trx
    .insertInto('factura_estados')
    .values({
      id: change.id,
      factura_id: change.facturaId,
      version: change.version,
      estado: change.estado,
      en: change.at,
      detalle: change.detalle,
      hallazgos: JSON.stringify(change.hallazgos),
    })
    .execute()
}

/** A later version of the same number: what the invoice now says, without touching what it said. */
export async function replaceVersion(
  trx: Trx,
  facturaId: string,
  change: Pick<
    FacturaRow,
    | 'version'
    | 'cufe'
    | 'fecha_emision'
    | 'operacion'
    | 'total'
    | 'a_pagar'
    | 'adquiriente'
    | 'adquiriente_documento'
    | 'busqueda'
  >,
): Promise<void> {
  await trx.updateTable('facturas').set(change).where('id', '=', facturaId).execute()
}

export async function insertRespuesta(
  trx: Trx,
  row: {
    factura_id: string
    application_response: Uint8Array
    attached_document: Uint8Array
    attached_sha256: string
    recibida_en: string
  },
): Promise<void> {
  await trx.insertInto('factura_respuestas').values(row).execute()
}

/** Next number of file for DIAN in a year, consumed. */
export async function siguienteArchivo(trx: Trx, anio: number): Promise<number> {
  const row = await trx
    .insertInto('factura_archivos')
    .values({ anio, siguiente: 2 })
    .onConflict((oc) =>
      oc.column('anio').doUpdateSet((eb) => ({ siguiente: eb('factura_archivos.siguiente', '+', 1) })),
    )
    .returning('siguiente')
    .executeTakeFirstOrThrow()
  return row.siguiente - 1
}

export async function insertRecibo(trx: Trx, row: Omit<ReciboRow, 'numero'>): Promise<number> {
  const last = await trx
    .selectFrom('recibos')
    .select((eb) => eb.fn.max('numero').as('n'))
    .executeTakeFirst()
  const numero = Number(last?.n ?? 0) + 1
  await trx
    .insertInto('recibos')
    .values({ ...row, numero })
    .execute()
  return numero
}
