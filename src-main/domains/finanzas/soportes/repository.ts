import { foldText } from '../../../../src-shared/kernel/text-folding.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import type { SoporteBorradorRow, SoporteRow, SoporteVersionRow } from '../tables.ts'

type Reader = Db | Trx

export function getSoporte(db: Reader, id: string): Promise<SoporteRow | undefined> {
  return db.selectFrom('soportes').selectAll().where('id', '=', id).executeTakeFirst()
}

export function getVersion(db: Reader, soporteId: string, version: number): Promise<SoporteVersionRow> {
  return db
    .selectFrom('soporte_versiones')
    .selectAll()
    .where('soporte_id', '=', soporteId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
}

/** The version that an item of the queue delivers. */
export function findVersionByOutbox(db: Reader, item: { readonly id: string; readonly subjectId: string }) {
  return db
    .selectFrom('soporte_versiones')
    .select(['soporte_id', 'version', 'cuds', 'creada_en'])
    .where('soporte_id', '=', item.subjectId)
    .where('outbox_id', '=', item.id)
    .executeTakeFirst()
}

export function getRespuesta(db: Reader, soporteId: string) {
  return db
    .selectFrom('soporte_respuestas')
    .selectAll()
    .where('soporte_id', '=', soporteId)
    .executeTakeFirst()
}

export function listEstados(db: Reader, soporteId: string) {
  return db
    .selectFrom('soporte_estados')
    .selectAll()
    .where('soporte_id', '=', soporteId)
    .orderBy('id')
    .execute()
}

/** Notas de ajuste of a documento soporte, as they were issued. */
export function ajustesDe(db: Reader, soporteId: string): Promise<SoporteRow[]> {
  return db
    .selectFrom('soportes')
    .selectAll()
    .where('soporte_id', '=', soporteId)
    .orderBy('emitido_en')
    .execute()
}

/** The latest first; every word typed must be in number, name or document of who sold. With the number of what a note adjusts. */
export function listSoportes(db: Reader, filtro: { readonly texto: string; readonly limite: number }) {
  return db
    .selectFrom('soportes as s')
    .leftJoin('soportes as a', 'a.id', 's.soporte_id')
    .selectAll('s')
    .select('a.numero as ajustado')
    .where((eb) => eb.and(fragmentos(filtro.texto).map((uno) => eb('s.busqueda', 'like', uno))))
    .orderBy('s.emitido_en', 'desc')
    .orderBy('s.id', 'desc')
    .limit(filtro.limite)
    .execute()
}

export async function countSoportes(db: Reader, texto: string): Promise<number> {
  const row = await db
    .selectFrom('soportes as s')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where((eb) => eb.and(fragmentos(texto).map((uno) => eb('s.busqueda', 'like', uno))))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Most that a person is offered of who they bought from before. */
const PROVEEDORES_OFRECIDOS = 8

export function findProveedores(db: Reader, texto: string): Promise<{ datos: string }[]> {
  return db
    .selectFrom('soporte_proveedores')
    .select('datos')
    .where((eb) => eb.and(fragmentos(texto).map((uno) => eb('busqueda', 'like', uno))))
    .orderBy('usado_en', 'desc')
    .limit(PROVEEDORES_OFRECIDOS)
    .execute()
}

function fragmentos(texto: string): string[] {
  return foldText(texto)
    .split(/\s+/)
    .map((palabra) => palabra.replaceAll(/[%_]/g, ''))
    .filter((palabra) => palabra !== '')
    .map((palabra) => `%${palabra}%`)
}

export async function recordarProveedor(
  trx: Trx,
  row: { tipo_documento: string; numero: string; datos: string; busqueda: string; usado_en: string },
): Promise<void> {
  const { datos, busqueda, usado_en } = row
  await trx
    .insertInto('soporte_proveedores')
    .values(row)
    .onConflict((oc) => oc.columns(['tipo_documento', 'numero']).doUpdateSet({ datos, busqueda, usado_en }))
    .execute()
}

/** Content of the draft that was issued: its row stays, so that a save that was still on its way does not bring it back. */
const FIRMADO = 'null'

export function listBorradores(
  db: Reader,
): Promise<Pick<SoporteBorradorRow, 'id' | 'titulo' | 'actualizado_en'>[]> {
  return db
    .selectFrom('soporte_borradores')
    .select(['id', 'titulo', 'actualizado_en'])
    .where('contenido', '!=', FIRMADO)
    .orderBy('actualizado_en', 'desc')
    .execute()
}

export function getBorrador(db: Reader, id: string): Promise<SoporteBorradorRow | undefined> {
  return db.selectFrom('soporte_borradores').selectAll().where('id', '=', id).executeTakeFirst()
}

/** @returns false, with nothing kept, when that draft was issued */
export async function putBorrador(trx: Trx, row: SoporteBorradorRow): Promise<boolean> {
  const { id, ...resto } = row
  const kept = await trx
    .insertInto('soporte_borradores')
    .values({ id, ...resto })
    .onConflict((oc) =>
      oc.column('id').doUpdateSet(resto).where('soporte_borradores.contenido', '!=', FIRMADO),
    )
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

/** Issued: also when its first save has not arrived yet. */
export async function cerrarBorrador(
  trx: Trx,
  row: Pick<SoporteBorradorRow, 'id' | 'actualizado_en' | 'actualizado_por'>,
): Promise<void> {
  await putBorrador(trx, { ...row, titulo: '', contenido: FIRMADO })
}

export async function deleteBorrador(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('soporte_borradores').where('id', '=', id).execute()
}

/** Next number of the notas de ajuste, consumed. */
export async function siguienteAjuste(trx: Trx, prefijo: string): Promise<number> {
  const row = await trx
    .insertInto('soporte_numeracion')
    .values({ prefijo, siguiente: 2 })
    .onConflict((oc) =>
      oc.column('prefijo').doUpdateSet((eb) => ({ siguiente: eb('soporte_numeracion.siguiente', '+', 1) })),
    )
    .returning('siguiente')
    .executeTakeFirstOrThrow()
  return row.siguiente - 1
}

export async function insertSoporte(trx: Trx, row: SoporteRow): Promise<void> {
  await trx.insertInto('soportes').values(row).execute()
}

export async function insertVersion(trx: Trx, row: SoporteVersionRow): Promise<void> {
  await trx.insertInto('soporte_versiones').values(row).execute()
}

/** A later version of the same number: what the document now says, without touching what it said. */
export async function replaceVersion(
  trx: Trx,
  soporteId: string,
  change: Pick<
    SoporteRow,
    | 'version'
    | 'cuds'
    | 'fecha_emision'
    | 'total'
    | 'retenido'
    | 'proveedor'
    | 'proveedor_documento'
    | 'busqueda'
  >,
): Promise<void> {
  await trx.updateTable('soportes').set(change).where('id', '=', soporteId).execute()
}

export async function insertRespuesta(
  trx: Trx,
  row: { soporte_id: string; application_response: Uint8Array; sha256: string; recibida_en: string },
): Promise<void> {
  await trx.insertInto('soporte_respuestas').values(row).execute()
}

export async function moveEstado(
  trx: Trx,
  change: {
    readonly id: string
    readonly soporteId: string
    readonly version: number
    readonly estado: string
    readonly at: string
    readonly detalle: string
    readonly hallazgos: readonly unknown[]
  },
): Promise<void> {
  await trx
    .updateTable('soportes')
    .set({ estado: change.estado, ...(change.estado === 'validada' ? { validado_en: change.at } : {}) })
    .where('id', '=', change.soporteId)
    .execute()
  await trx
    .insertInto('soporte_estados')
    .values({
      id: change.id,
      soporte_id: change.soporteId,
      version: change.version,
      estado: change.estado,
      en: change.at,
      detalle: change.detalle,
      hallazgos: JSON.stringify(change.hallazgos),
    })
    .execute()
}
