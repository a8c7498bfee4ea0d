import type { CuentaCorreo, CuentaVisible } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import type { Entregable } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import type { CorreoAdjuntoRow, CorreoEnvioRow } from './tables.ts'

type Reader = Db | Trx

/** The account with its password: for sending, never for a screen. */
export type CuentaGuardada = CuentaVisible & Pick<CuentaCorreo, 'clave'>

export async function getCuenta(db: Reader): Promise<CuentaGuardada | undefined> {
  const row = await db.selectFrom('correo_cuenta').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!row) return undefined
  return {
    servidor: row.servidor,
    puerto: row.puerto,
    seguridad: row.seguridad as CuentaCorreo['seguridad'],
    usuario: row.usuario,
    clave: row.clave,
    nombre: row.nombre,
    correo: row.correo,
    automatico: row.automatico === 1,
    probadaEn: row.probada_en,
  }
}

export async function saveCuenta(trx: Trx, cuenta: CuentaGuardada, at: string): Promise<void> {
  const row = {
    servidor: cuenta.servidor,
    puerto: cuenta.puerto,
    seguridad: cuenta.seguridad,
    usuario: cuenta.usuario,
    clave: cuenta.clave,
    nombre: cuenta.nombre,
    correo: cuenta.correo,
    automatico: cuenta.automatico ? 1 : 0,
    probada_en: cuenta.probadaEn,
    guardada_en: at,
  }
  await trx
    .insertInto('correo_cuenta')
    .values({ id: 1, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

/** @param documentoId of the invoice or the note */
export function getAdjunto(db: Reader, documentoId: string): Promise<CorreoAdjuntoRow | undefined> {
  return db
    .selectFrom('correo_adjuntos')
    .selectAll()
    .where('documento_id', '=', documentoId)
    .executeTakeFirst()
}

/** Keeps the file of a document unless there is one already. */
export async function keepAdjunto(trx: Trx, row: CorreoAdjuntoRow): Promise<void> {
  await trx
    .insertInto('correo_adjuntos')
    .values(row)
    .onConflict((oc) => oc.column('documento_id').doNothing())
    .execute()
}

export async function insertEnvio(trx: Trx, row: CorreoEnvioRow): Promise<void> {
  await trx.insertInto('correo_envios').values(row).execute()
}

/** Each time a document was put on its way and how that stands, newest first. */
export function listEnvios(db: Reader, { facturaId, notaId }: Entregable) {
  return db
    .selectFrom('correo_envios as e')
    .innerJoin('outbox_status as s', 's.item_id', 'e.outbox_id')
    .select((eb) => [
      'e.outbox_id',
      'e.para',
      'e.pedido_por',
      'e.creado_en',
      's.state',
      's.updated_at',
      's.last_detail',
      's.next_attempt_at',
      eb
        .selectFrom('outbox_events as v')
        .select('v.findings')
        .whereRef('v.item_id', '=', 'e.outbox_id')
        .orderBy('v.id', 'desc')
        .limit(1)
        .as('findings'),
    ])
    .where('e.factura_id', '=', facturaId)
    .where('e.nota_id', notaId === undefined ? 'is' : '=', notaId ?? null)
    .orderBy('e.outbox_id', 'desc')
    .execute()
}

/** Items of a kind that wait for another try after a failure. */
export async function failedItems(db: Reader, kind: string): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox_status as s')
    .innerJoin('outbox as i', 'i.id', 's.item_id')
    .select('s.item_id')
    .where('s.state', '=', 'pendiente')
    .where('s.next_attempt_at', 'is not', null)
    .where('i.kind', '=', kind)
    .execute()
  return rows.map(({ item_id }) => item_id)
}
