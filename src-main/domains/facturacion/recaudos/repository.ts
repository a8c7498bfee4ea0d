import type { Db, Trx } from '../../../core/database/schema.ts'
import type { RecaudoRow } from '../tables.ts'

type Reader = Db | Trx

/** Those whose money was given back: annulled by a person, or with their own invoice. */
const ANULADA = 'anulada'

function conSuFactura(db: Reader) {
  return db
    .selectFrom('recaudos as r')
    .leftJoin('facturas as f', 'f.id', 'r.factura_id')
    .leftJoin('recibos as c', 'c.id', 'r.recibo_id')
    .leftJoin('recaudo_aplicaciones as a', (join) =>
      join.onRef('a.recaudo_id', '=', 'r.id').on('a.liberado', '=', 0),
    )
    .leftJoin('facturas as p', 'p.id', 'a.factura_id')
    .innerJoin('pacientes as x', 'x.id', 'r.paciente_id')
    .leftJoin('pagadores as g', 'g.id', 'r.pagador_id')
    .selectAll('r')
    .select([
      'f.numero as factura_numero',
      'f.estado as factura_estado',
      'c.numero as recibo_numero',
      'p.id as aplicado_en',
      'p.numero as aplicado_numero',
      'x.primer_nombre',
      'x.segundo_nombre',
      'x.primer_apellido',
      'x.segundo_apellido',
      'g.nombre as pagador',
    ])
}

export type RecaudoConFactura = Awaited<ReturnType<typeof deFactura>>[number]

export function getRecaudo(db: Reader, id: string) {
  return conSuFactura(db).where('r.id', '=', id).executeTakeFirst()
}

/** In the order asked; an unknown id is absent. */
export async function porId(db: Reader, ids: readonly string[]): Promise<RecaudoConFactura[]> {
  if (ids.length === 0) return []
  const rows = await conSuFactura(db)
    .where('r.id', 'in', [...ids])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** What the invoice to a payer took, in the order it was received. */
export function deFactura(db: Reader, facturaId: string) {
  return conSuFactura(db)
    .innerJoin('recaudo_aplicaciones as mia', 'mia.recaudo_id', 'r.id')
    .where('mia.factura_id', '=', facturaId)
    .orderBy('r.fecha')
    .orderBy('r.id')
    .execute()
}

/** What an SS-Recaudo invoice collected. */
export function recaudoDeFactura(db: Reader, facturaId: string) {
  return conSuFactura(db).where('r.factura_id', '=', facturaId).executeTakeFirst()
}

/** Newest first. */
export function dePacientes(db: Reader, pacienteIds: readonly string[]) {
  return conSuFactura(db)
    .where('r.paciente_id', 'in', [...pacienteIds])
    .orderBy('r.en', 'desc')
    .orderBy('r.id', 'desc')
    .execute()
}

/** Those that no invoice that stands has taken and that were not given back, in the order they were received. */
export function porAplicar(db: Reader, pacienteIds: readonly string[], pagadorId: string | null) {
  return conSuFactura(db)
    .where('r.paciente_id', 'in', [...pacienteIds])
    .where('r.pagador_id', 'is', pagadorId)
    .where('r.anulado_en', 'is', null)
    .where('a.factura_id', 'is', null)
    .where((eb) => eb.or([eb('f.estado', 'is', null), eb('f.estado', '<>', ANULADA)]))
    .orderBy('r.fecha')
    .orderBy('r.id')
    .execute()
}

export async function insertRecaudo(trx: Trx, row: RecaudoRow): Promise<void> {
  await trx.insertInto('recaudos').values(row).execute()
}

export async function aplicar(trx: Trx, facturaId: string, recaudoIds: readonly string[]): Promise<void> {
  if (recaudoIds.length === 0) return
  await trx
    .insertInto('recaudo_aplicaciones')
    .values(recaudoIds.map((recaudo_id) => ({ recaudo_id, factura_id: facturaId, liberado: 0 })))
    .execute()
}

export async function anular(
  trx: Trx,
  id: string,
  change: { readonly at: string; readonly por: string | null; readonly motivo: string },
): Promise<void> {
  await trx
    .updateTable('recaudos')
    .set({ anulado_en: change.at, anulado_por: change.por, motivo_anulacion: change.motivo })
    .where('id', '=', id)
    .execute()
}

export function getRecibo(db: Reader, id: string) {
  return db.selectFrom('recibos').selectAll().where('id', '=', id).executeTakeFirst()
}
