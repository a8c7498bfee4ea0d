import type { ServicioPrestado } from '../../../src-shared/domains/historia/schemas.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import type { AclaratoriaRow, FormulaRow, NotaRow, ServicioRow } from './tables.ts'

type Reader = Db | Trx

export function getNota(db: Reader, id: string): Promise<NotaRow | undefined> {
  return db.selectFrom('notas').selectAll().where('id', '=', id).executeTakeFirst()
}

/**
 * The open draft of an appointment, only if it is that professional's and of that patient.
 * @param pacienteIds the patient's id and those of the records joined to it
 */
export function borradorDeCita(
  db: Reader,
  citaId: string,
  pacienteIds: readonly string[],
  profesionalId: string,
): Promise<NotaRow | undefined> {
  return db
    .selectFrom('notas')
    .selectAll()
    .where('cita_id', '=', citaId)
    .where('paciente_id', 'in', [...pacienteIds])
    .where('profesional_id', '=', profesionalId)
    .where('estado', '=', 'borrador')
    .executeTakeFirst()
}

/** The open draft of a patient with a professional, whatever the day: nobody wants two half notes of one visit. */
export function borradorDePaciente(
  db: Reader,
  pacienteId: string,
  profesionalId: string,
): Promise<NotaRow | undefined> {
  return db
    .selectFrom('notas')
    .selectAll()
    .where('paciente_id', '=', pacienteId)
    .where('profesional_id', '=', profesionalId)
    .where('estado', '=', 'borrador')
    .orderBy('iniciada_en', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function listBorradores(db: Reader, profesionalId: string) {
  return db
    .selectFrom('notas')
    .select(['id', 'paciente_id', 'actualizada_en'])
    .where('profesional_id', '=', profesionalId)
    .where('estado', '=', 'borrador')
    .orderBy('actualizada_en', 'desc')
    .limit(200)
    .execute()
}

/** @param pacienteIds the patient's id and those of the records joined to it */
export function notasDePaciente(
  db: Reader,
  pacienteIds: readonly string[],
  limite: number,
): Promise<NotaRow[]> {
  return db
    .selectFrom('notas')
    .selectAll()
    .where('paciente_id', 'in', pacienteIds)
    .orderBy('iniciada_en', 'desc')
    .limit(limite)
    .execute()
}

export function aclaratoriasDe(db: Reader, notaId: string) {
  return db.selectFrom('notas_aclaratorias').selectAll().where('nota_id', '=', notaId).orderBy('id').execute()
}

export async function insertNota(trx: Trx, row: NotaRow): Promise<void> {
  await trx.insertInto('notas').values(row).execute()
}

/** Takes the text only if its revision is newer. @returns whether it was taken */
export async function saveBorrador(
  trx: Trx,
  change: { id: string; revision: number; contenido: string; at: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('notas')
    .set({ contenido: change.contenido, revision: change.revision, actualizada_en: change.at })
    .where('id', '=', change.id)
    .where('estado', '=', 'borrador')
    .where('revision', '<', change.revision)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function freezeNota(
  trx: Trx,
  change: { id: string; contenido: string; at: string; firmadaPor: string; hash: string },
): Promise<void> {
  await trx
    .updateTable('notas')
    .set({
      estado: 'firmada',
      contenido: change.contenido,
      firmada_en: change.at,
      firmada_por: change.firmadaPor,
      actualizada_en: change.at,
      hash: change.hash,
    })
    .where('id', '=', change.id)
    .execute()
}

export async function insertAclaratoria(trx: Trx, row: AclaratoriaRow): Promise<void> {
  await trx.insertInto('notas_aclaratorias').values(row).execute()
}

export async function insertServicio(
  trx: Trx,
  servicio: ServicioPrestado,
  sinCobro: string | null,
): Promise<void> {
  const {
    id,
    notaId,
    pacienteId,
    profesionalId,
    clase,
    inicio,
    cups,
    descripcion,
    cantidad,
    valorUnitario,
    ...datos
  } = servicio
  await trx
    .insertInto('servicios_prestados')
    .values({
      id,
      nota_id: notaId,
      paciente_id: pacienteId,
      profesional_id: profesionalId,
      clase,
      inicio,
      cups,
      descripcion,
      cantidad,
      valor_unitario: valorUnitario,
      datos: JSON.stringify(datos),
      sin_cobro: sinCobro,
    })
    .execute()
}

export function toServicio(row: ServicioRow): ServicioPrestado {
  return {
    ...(JSON.parse(row.datos) as Omit<ServicioPrestado, 'id'>),
    id: row.id,
    notaId: row.nota_id,
    pacienteId: row.paciente_id,
    profesionalId: row.profesional_id,
    clase: row.clase as ServicioPrestado['clase'],
    inicio: row.inicio,
    cups: row.cups,
    descripcion: row.descripcion,
    cantidad: row.cantidad,
    valorUnitario: row.valor_unitario,
    ...SIN_SOPORTE,
  }
}

/** Until somebody writes what the payer asks; the authorisation may come from the note. */
const SIN_SOPORTE = { mipres: null, entrega: null, poliza: null }

/** Next folio, and the row with it. The folio is consecutive for the practice and never used twice (UNIQUE). */
export async function insertFormula(trx: Trx, row: Omit<FormulaRow, 'folio'>): Promise<number> {
  const last = await trx
    .selectFrom('formulas')
    .select((eb) => eb.fn.max('folio').as('n'))
    .executeTakeFirst()
  const folio = Number(last?.n ?? 0) + 1
  await trx
    .insertInto('formulas')
    .values({ ...row, folio })
    .execute()
  return folio
}

export function formulaDeNota(db: Reader, notaId: string): Promise<FormulaRow | undefined> {
  return db.selectFrom('formulas').selectAll().where('nota_id', '=', notaId).executeTakeFirst()
}

export function formulasDePaciente(
  db: Reader,
  pacienteIds: readonly string[],
  limite: number,
): Promise<FormulaRow[]> {
  return db
    .selectFrom('formulas')
    .selectAll()
    .where('paciente_id', 'in', pacienteIds)
    .orderBy('en', 'desc')
    .limit(limite)
    .execute()
}
