import type { Db, Trx } from '../../core/database/schema.ts'
import type { UsuarioRow } from './tables.ts'

type Reader = Db | Trx

export function findUsuario(db: Reader, usuario: string): Promise<UsuarioRow | undefined> {
  return db.selectFrom('usuarios').selectAll().where('usuario', '=', usuario).executeTakeFirst()
}

export function getUsuario(db: Reader, id: string): Promise<UsuarioRow | undefined> {
  return db.selectFrom('usuarios').selectAll().where('id', '=', id).executeTakeFirst()
}

export function listUsuarios(db: Reader): Promise<UsuarioRow[]> {
  return db.selectFrom('usuarios').selectAll().orderBy('nombre').execute()
}

export async function insertUsuario(trx: Trx, row: UsuarioRow): Promise<void> {
  await trx.insertInto('usuarios').values(row).execute()
}

export async function updateUsuario(trx: Trx, id: string, change: Partial<UsuarioRow>): Promise<void> {
  await trx.updateTable('usuarios').set(change).where('id', '=', id).execute()
}

export async function insertSesion(
  trx: Trx,
  row: { tokenHash: string; usuarioId: string; origen: string; at: string },
): Promise<void> {
  await trx
    .insertInto('sesiones')
    .values({
      token_hash: row.tokenHash,
      usuario_id: row.usuarioId,
      origen: row.origen,
      iniciada_en: row.at,
      ultima_actividad: row.at,
      bloqueada: 0,
    })
    .execute()
}

export function findSesion(db: Reader, tokenHash: string) {
  return db
    .selectFrom('sesiones as s')
    .innerJoin('usuarios as u', 'u.id', 's.usuario_id')
    .select([
      'u.id',
      'u.usuario',
      'u.nombre',
      'u.rol',
      'u.profesional_id',
      'u.activo',
      's.bloqueada',
      's.ultima_actividad',
    ])
    .where('s.token_hash', '=', tokenHash)
    .executeTakeFirst()
}

export async function setBloqueada(
  trx: Trx,
  tokenHash: string,
  bloqueada: boolean,
  at: string,
): Promise<void> {
  await trx
    .updateTable('sesiones')
    .set({ bloqueada: bloqueada ? 1 : 0, ultima_actividad: at })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function touchSesion(trx: Trx, tokenHash: string, at: string): Promise<void> {
  await trx
    .updateTable('sesiones')
    .set({ ultima_actividad: at })
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** @param antes instant UTC */
export async function deleteSesionesAntes(trx: Trx, antes: string): Promise<void> {
  await trx.deleteFrom('sesiones').where('ultima_actividad', '<', antes).execute()
}

export async function deleteSesionesDe(trx: Trx, usuarioId: string): Promise<void> {
  await trx.deleteFrom('sesiones').where('usuario_id', '=', usuarioId).execute()
}

export async function deleteSesion(trx: Trx, tokenHash: string): Promise<void> {
  await trx.deleteFrom('sesiones').where('token_hash', '=', tokenHash).execute()
}
