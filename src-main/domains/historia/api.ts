import type { ContenidoNota, ServicioPrestado } from '../../../src-shared/domains/historia/schemas.ts'
import { contenidoNotaSchema } from '../../../src-shared/domains/historia/schemas.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import * as repository from './repository.ts'

type Reader = Db | Trx

export { firmarNota } from './firmar.ts'

/** The note as it stands, for whoever closes the consultation. */
export async function notaParaCerrar(
  db: Reader,
  id: string,
): Promise<
  | {
      id: string
      pacienteId: string
      profesionalId: string
      citaId: string | null
      estado: string
      contenido: ContenidoNota
    }
  | undefined
> {
  const row = await repository.getNota(db, id)
  if (!row) return undefined
  return {
    id: row.id,
    pacienteId: row.paciente_id,
    profesionalId: row.profesional_id,
    citaId: row.cita_id,
    estado: row.estado,
    contenido: contenidoNotaSchema.parse(JSON.parse(row.contenido)),
  }
}

/** Services by id, in the order asked. */
export async function serviciosPorId(db: Reader, ids: readonly string[]): Promise<ServicioPrestado[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('servicios_prestados')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [repository.toServicio(row)] : []
  })
}

/** Which of these services were marked as not charged when their note was signed. */
export async function serviciosSinCobro(db: Reader, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('servicios_prestados')
    .select('id')
    .where('id', 'in', [...ids])
    .where('sin_cobro', 'is not', null)
    .execute()
  return rows.map((row) => row.id)
}

/** Whether an incapacity certificate was issued in any of these notes (RIPS `incapacidad`). */
export async function incapacidadEnNotas(db: Reader, notaIds: readonly string[]): Promise<boolean> {
  for (const id of notaIds) {
    const nota = await notaParaCerrar(db, id)
    if (nota?.contenido.incapacidad) return true
  }
  return false
}
