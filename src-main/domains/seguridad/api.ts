import { createHash } from 'node:crypto'
import type { Db, Trx } from '../../core/database/schema.ts'
import * as repository from './repository.ts'

/** A user by id, for the papers that name who made them. */
export async function usuarioPorId(
  db: Db | Trx,
  id: string,
): Promise<{ id: string; nombre: string; rol: string } | undefined> {
  const row = await repository.getUsuario(db, id)
  return row ? { id: row.id, nombre: row.nombre, rol: row.rol } : undefined
}

/** Key announced when a session ended. */
export const SESIONES = 'sesiones'

/** What is stored of a session token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Whether a token still belongs to somebody: a session that did not end, of a user who may sign in. Locked ones count. */
export async function sesionVigente(db: Db | Trx, token: string | undefined): Promise<boolean> {
  const session = token ? await repository.findSesion(db, hashToken(token)) : undefined
  return session?.activo === 1
}
