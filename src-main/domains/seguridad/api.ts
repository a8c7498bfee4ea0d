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
