import type {
  ContenidoNota,
  ServicioPrestado,
  SoporteServicio,
} from '../../../src-shared/domains/historia/schemas.ts'
import { contenidoNotaSchema } from '../../../src-shared/domains/historia/schemas.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import type { Ids } from '../../core/ids/ids.ts'
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

/** Services by id, in the order asked, with what was last written for their payer. */
export async function serviciosPorId(db: Reader, ids: readonly string[]): Promise<ServicioPrestado[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('servicios_prestados')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const soportes = await soportesDe(db, ids)
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [{ ...repository.toServicio(row), ...soportes.get(id) }] : []
  })
}

/** What was last written of each service for its payer; who has nothing is absent. */
async function soportesDe(db: Reader, ids: readonly string[]): Promise<Map<string, SoporteServicio>> {
  const rows = await db
    .selectFrom('servicio_soportes')
    .select(['servicio_id', 'autorizacion', 'mipres', 'entrega', 'poliza'])
    .where('servicio_id', 'in', [...ids])
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ servicio_id, ...soporte }) => [servicio_id, soporte]))
}

/** Writes what the payer asks of a service; the signed note stays as it is. */
export async function anotarSoporte(
  scope: CommandScope,
  call: CallContext,
  ids: Ids,
  servicioId: string,
  soporte: SoporteServicio,
): Promise<void> {
  await scope.trx
    .insertInto('servicio_soportes')
    .values({
      id: ids.next(),
      servicio_id: servicioId,
      ...soporte,
      anotado_por: call.usuario?.id ?? null,
      en: scope.at,
    })
    .execute()
  await scope.audit({ action: 'historia.soporte-servicio', subjectKind: 'servicio', subjectId: servicioId })
  scope.changed('por-facturar')
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
