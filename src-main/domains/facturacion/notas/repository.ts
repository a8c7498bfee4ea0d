import { totalesNota } from '../../../../src-shared/domains/facturacion/nota-rules.ts'
import type { ClaseNota, DocumentoNota } from '../../../../src-shared/domains/facturacion/nota-schemas.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import type { FacturaNotaRespuestaRow, FacturaNotaRow, FacturaNotaVersionRow } from '../tables.ts'

type Reader = Db | Trx

export function getNota(db: Reader, id: string): Promise<FacturaNotaRow | undefined> {
  return db.selectFrom('factura_notas').selectAll().where('id', '=', id).executeTakeFirst()
}

export function notasDeFactura(db: Reader, facturaId: string): Promise<FacturaNotaRow[]> {
  return db
    .selectFrom('factura_notas')
    .selectAll()
    .where('factura_id', '=', facturaId)
    .orderBy('emitida_en')
    .execute()
}

export function getVersion(db: Reader, notaId: string, version: number): Promise<FacturaNotaVersionRow> {
  return db
    .selectFrom('factura_nota_versiones')
    .selectAll()
    .where('nota_id', '=', notaId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
}

/** The notes of an invoice, each with its centavos before taxes as it now says. */
export async function notasConSubtotal(
  db: Reader,
  facturaId: string,
): Promise<(FacturaNotaRow & { readonly subtotal: number })[]> {
  const notas: (FacturaNotaRow & { readonly subtotal: number })[] = []
  for (const nota of await notasDeFactura(db, facturaId)) {
    const { documento } = await db
      .selectFrom('factura_nota_versiones')
      .select('documento')
      .where('nota_id', '=', nota.id)
      .where('version', '=', nota.version)
      .executeTakeFirstOrThrow()
    notas.push({ ...nota, subtotal: totalesNota(JSON.parse(documento) as DocumentoNota).subtotal })
  }
  return notas
}

/** The version that an item of the queue delivers. */
export function findVersionByOutbox(db: Reader, item: { readonly id: string; readonly subjectId: string }) {
  return db
    .selectFrom('factura_nota_versiones')
    .select(['nota_id', 'version', 'cude', 'creada_en'])
    .where('nota_id', '=', item.subjectId)
    .where('outbox_id', '=', item.id)
    .executeTakeFirst()
}

export function listEstados(db: Reader, notaId: string) {
  return db
    .selectFrom('factura_nota_estados')
    .selectAll()
    .where('nota_id', '=', notaId)
    .orderBy('id')
    .execute()
}

export function getRespuesta(db: Reader, notaId: string): Promise<FacturaNotaRespuestaRow | undefined> {
  return db.selectFrom('factura_nota_respuestas').selectAll().where('nota_id', '=', notaId).executeTakeFirst()
}

/** Next number of a class and prefix, consumed. */
export async function siguienteNumero(trx: Trx, clase: ClaseNota, prefijo: string): Promise<number> {
  const row = await trx
    .insertInto('factura_nota_numeracion')
    .values({ clase, prefijo, siguiente: 2 })
    .onConflict((oc) =>
      oc
        .columns(['clase', 'prefijo'])
        .doUpdateSet((eb) => ({ siguiente: eb('factura_nota_numeracion.siguiente', '+', 1) })),
    )
    .returning('siguiente')
    .executeTakeFirstOrThrow()
  return row.siguiente - 1
}

export async function insertNota(trx: Trx, row: FacturaNotaRow): Promise<void> {
  await trx.insertInto('factura_notas').values(row).execute()
}

export async function insertVersion(trx: Trx, row: FacturaNotaVersionRow): Promise<void> {
  await trx.insertInto('factura_nota_versiones').values(row).execute()
}

export async function insertRespuesta(trx: Trx, row: FacturaNotaRespuestaRow): Promise<void> {
  await trx.insertInto('factura_nota_respuestas').values(row).execute()
}

/** A later version of the same number, without touching what it said. */
export async function replaceVersion(
  trx: Trx,
  notaId: string,
  change: Pick<FacturaNotaRow, 'version' | 'cude' | 'fecha_emision'>,
): Promise<void> {
  await trx.updateTable('factura_notas').set(change).where('id', '=', notaId).execute()
}

export async function moveEstado(
  trx: Trx,
  change: {
    readonly id: string
    readonly notaId: string
    readonly version: number
    readonly estado: string
    readonly at: string
    readonly detalle: string
    readonly hallazgos: readonly unknown[]
  },
): Promise<void> {
  await trx
    .updateTable('factura_notas')
    .set({ estado: change.estado, ...(change.estado === 'validada' ? { validada_en: change.at } : {}) })
    .where('id', '=', change.notaId)
    .execute()
  await trx
    .insertInto('factura_nota_estados')
    .values({
      id: change.id,
      nota_id: change.notaId,
      version: change.version,
      estado: change.estado,
      en: change.at,
      detalle: change.detalle,
      hallazgos: JSON.stringify(change.hallazgos),
    })
    .execute()
}

/** The services of an invoice wait to be billed again. @param por the note that annulled it, or the invoice itself when its number is left aside */
export async function liberarServicios(trx: Trx, facturaId: string, por: string): Promise<void> {
  await trx
    .updateTable('factura_servicios')
    .set({ liberado_por: por })
    .where('factura_id', '=', facturaId)
    .where('liberado_por', 'is', null)
    .execute()
}
