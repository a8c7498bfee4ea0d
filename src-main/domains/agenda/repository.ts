import { type CompiledQuery, sql } from 'kysely'
import { limitesDelDia } from '../../../src-shared/domains/agenda/rules.ts'
import type {
  Bloqueo,
  Cita,
  CitaAgenda,
  EstadoCita,
  Franja,
  PasoCita,
  ServicioAgenda,
} from '../../../src-shared/domains/agenda/schemas.ts'
import { estadoCita, servicioAgendaSchema } from '../../../src-shared/domains/agenda/schemas.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { citaAgendaOf, citaOf, columnsOf, type JuntoALaCita, pasoOf } from './rows.ts'
import type { CitaRow } from './tables.ts'

type Reader = Db | Trx

/** A list of appointments not yet asked for; a test looks at its plan. */
export interface ConsultaDeCitas {
  execute(): Promise<(CitaRow & JuntoALaCita)[]>
  compile(): CompiledQuery
}

const LIBERAN = ['cancelada-paciente', 'cancelada-consultorio', 'no-asistio', 'reprogramada'] as const

const MAXIMO_MS = 12 * 3_600_000

/** The database refused a time that is taken. It is the one that decides; the use case explains. */
export class Traslape extends Error {
  constructor(cause: unknown) {
    super('the time is taken', { cause })
    this.name = 'Traslape'
  }
}

/** Who is asked for, or null for everyone; `[desde, hasta)` in instants of the start. */
export interface Rango {
  readonly desde: string
  readonly hasta: string
  readonly profesionalIds: readonly string[] | null
}

/** Appointments with their patient and payer, in order of time. */
export async function citasEnRango(db: Reader, rango: Rango): Promise<CitaAgenda[]> {
  return (await rangoQuery(db, rango).execute()).map(citaAgendaOf)
}

export function rangoQuery(db: Reader, { desde, hasta, profesionalIds }: Rango): ConsultaDeCitas {
  return conPaciente(db)
    .where('c.inicio', '>=', desde)
    .where('c.inicio', '<', hasta)
    .$if(profesionalIds !== null, (query) => query.where('c.profesional_id', 'in', profesionalIds ?? []))
    .orderBy('c.inicio')
    .orderBy('c.id')
}

export async function citaConPaciente(db: Reader, id: string): Promise<CitaAgenda | undefined> {
  const row = await conPaciente(db).where('c.id', '=', id).executeTakeFirst()
  return row && citaAgendaOf(row)
}

/** In the waiting room or with a professional, by arrival. */
export async function citasEnCurso(db: Reader): Promise<CitaAgenda[]> {
  return (await enCursoQuery(db).execute()).map(citaAgendaOf)
}

export function enCursoQuery(db: Reader): ConsultaDeCitas {
  // Written as the partial index is, so that only it is read.
  return conPaciente(db)
    .where('c.estado', 'in', [sql.lit('en-sala'), sql.lit('en-consulta')])
    .orderBy('c.llego_en')
    .orderBy('c.inicio')
}

/** Of a patient and of the records joined to it, newest first. */
export async function citasDePacientes(
  db: Reader,
  ids: readonly string[],
  limite: number,
): Promise<CitaAgenda[]> {
  return (await dePacientesQuery(db, ids, limite).execute()).map(citaAgendaOf)
}

export function dePacientesQuery(db: Reader, ids: readonly string[], limite: number): ConsultaDeCitas {
  return conPaciente(db)
    .where('c.paciente_id', 'in', [...ids])
    .orderBy('c.inicio', 'desc')
    .limit(limite)
}

/** State of each appointment of a patient's records, for the figures of attendance. */
export async function estadosDePacientes(db: Reader, ids: readonly string[]): Promise<EstadoCita[]> {
  const rows = await db
    .selectFrom('citas')
    .select('estado')
    .where('paciente_id', 'in', [...ids])
    .execute()
  return rows.map((row) => estadoCita.parse(row.estado))
}

/** Of a patient's records on a date, those that take their time. */
export async function citasDePacientesEn(
  db: Reader,
  ids: readonly string[],
  fecha: LocalDate,
): Promise<CitaAgenda[]> {
  const { desde, hasta } = limitesDelDia(fecha)
  const rows = await conPaciente(db)
    .where('c.paciente_id', 'in', [...ids])
    .where('c.inicio', '>=', desde)
    .where('c.inicio', '<', hasta)
    .where('c.estado', 'not in', [...LIBERAN])
    .orderBy('c.inicio')
    .execute()
  return rows.map(citaAgendaOf)
}

/** Appointments that take any instant of a time: of the professional, or of the patient's records. */
export async function queOcupan(db: Reader, tramo: TramoPedido): Promise<CitaAgenda[]> {
  return (await ocupanQuery(db, tramo).execute()).map(citaAgendaOf)
}

interface TramoPedido {
  readonly inicio: string
  readonly fin: string
  readonly profesionalId: string
  readonly pacienteIds: readonly string[]
  readonly exceptoId: string | null
}

export function ocupanQuery(db: Reader, tramo: TramoPedido): ConsultaDeCitas {
  const longest = new Date(Date.parse(tramo.inicio) - MAXIMO_MS).toISOString()
  return conPaciente(db)
    .where('c.inicio', '<', tramo.fin)
    .where('c.inicio', '>', longest)
    .where('c.fin', '>', tramo.inicio)
    .where('c.estado', 'not in', [...LIBERAN])
    .$if(tramo.exceptoId !== null, (query) => query.where('c.id', '<>', tramo.exceptoId ?? ''))
    .where((eb) =>
      eb.or([
        eb('c.profesional_id', '=', tramo.profesionalId),
        ...(tramo.pacienteIds.length > 0 ? [eb('c.paciente_id', 'in', [...tramo.pacienteIds])] : []),
      ]),
    )
    .orderBy('c.inicio')
}

/** What takes a professional's time between two instants, without the names: for looking for free places. */
export function tiemposOcupados(db: Reader, rango: Rango) {
  const longest = new Date(Date.parse(rango.desde) - MAXIMO_MS).toISOString()
  return db
    .selectFrom('citas')
    .select(['profesional_id', 'inicio', 'fin'])
    .where('inicio', '>', longest)
    .where('inicio', '<', rango.hasta)
    .where('profesional_id', 'in', rango.profesionalIds ?? [])
    .where('estado', 'not in', [...LIBERAN])
    .execute()
}

export async function getCita(db: Reader, id: string): Promise<Cita | undefined> {
  const row = await db.selectFrom('citas').selectAll().where('id', '=', id).executeTakeFirst()
  return row && citaOf(row)
}

/** @throws Traslape */
export function insertCita(trx: Trx, cita: Cita): Promise<void> {
  return refusing(async () => {
    await trx.insertInto('citas').values(columnsOf(cita)).execute()
  })
}

/** Stores everything that may change of an appointment. @throws Traslape */
export function updateCita(trx: Trx, cita: Cita): Promise<void> {
  const { id, fecha_solicitud: _asked, creada_en: _made, ...rest } = columnsOf(cita)
  return refusing(async () => {
    await trx.updateTable('citas').set(rest).where('id', '=', id).execute()
  })
}

/** The step that took the appointment to its present version. */
export async function insertPaso(
  trx: Trx,
  cita: Cita,
  paso: Pick<PasoCita, 'acto' | 'motivo' | 'detalle' | 'usuarioId' | 'en'>,
): Promise<void> {
  await trx
    .insertInto('citas_estados')
    .values({
      cita_id: cita.id,
      paso: cita.version,
      acto: paso.acto,
      estado: cita.estado,
      inicio: cita.inicio,
      fin: cita.fin,
      profesional_id: cita.profesionalId,
      motivo: paso.motivo,
      detalle: paso.detalle,
      usuario_id: paso.usuarioId,
      en: paso.en,
    })
    .execute()
}

export async function pasosDeCita(db: Reader, citaId: string): Promise<PasoCita[]> {
  const rows = await db
    .selectFrom('citas_estados')
    .selectAll()
    .where('cita_id', '=', citaId)
    .orderBy('paso')
    .execute()
  return rows.map(pasoOf)
}

/** Weekly hours by professional; who has none set is absent. */
export async function horarios(db: Reader): Promise<Map<string, Franja[]>> {
  const defined = await db.selectFrom('horarios_definidos').select('profesional_id').execute()
  const rows = await db.selectFrom('disponibilidad').selectAll().orderBy('dia').orderBy('desde').execute()
  const byProfesional = new Map<string, Franja[]>(defined.map((row) => [row.profesional_id, []]))
  for (const { profesional_id, dia, desde, hasta } of rows)
    byProfesional.get(profesional_id)?.push({ dia, desde, hasta })
  return byProfesional
}

export async function replaceHorario(
  trx: Trx,
  profesionalId: string,
  franjas: readonly Franja[],
  at: string,
): Promise<void> {
  await trx.deleteFrom('disponibilidad').where('profesional_id', '=', profesionalId).execute()
  if (franjas.length > 0)
    await trx
      .insertInto('disponibilidad')
      .values(franjas.map((franja) => ({ profesional_id: profesionalId, ...franja })))
      .execute()
  await trx
    .insertInto('horarios_definidos')
    .values({ profesional_id: profesionalId, actualizado_en: at })
    .onConflict((conflict) => conflict.column('profesional_id').doUpdateSet({ actualizado_en: at }))
    .execute()
}

/** Blocks in force that touch `[desde, hasta)`. */
export async function bloqueosEntre(db: Reader, desde: string, hasta: string): Promise<Bloqueo[]> {
  const rows = await bloqueosQuery(db, desde, hasta).execute()
  return rows.map((row) => ({
    id: row.id,
    profesionalId: row.profesional_id,
    desde: row.desde,
    hasta: row.hasta,
    motivo: row.motivo,
  }))
}

export function bloqueosQuery(db: Reader, desde: string, hasta: string) {
  return db
    .selectFrom('agenda_bloqueos')
    .selectAll()
    .where('quitado_en', 'is', null)
    .where('hasta', '>', desde)
    .where('desde', '<', hasta)
    .orderBy('hasta')
}

export async function insertBloqueo(trx: Trx, bloqueo: Bloqueo, at: string): Promise<void> {
  await trx
    .insertInto('agenda_bloqueos')
    .values({
      id: bloqueo.id,
      profesional_id: bloqueo.profesionalId,
      desde: bloqueo.desde,
      hasta: bloqueo.hasta,
      motivo: bloqueo.motivo,
      creado_en: at,
      quitado_en: null,
    })
    .execute()
}

/** @returns whether there was one in force. */
export async function quitarBloqueo(trx: Trx, id: string, at: string): Promise<boolean> {
  const result = await trx
    .updateTable('agenda_bloqueos')
    .set({ quitado_en: at })
    .where('id', '=', id)
    .where('quitado_en', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function listServicios(db: Reader): Promise<ServicioAgenda[]> {
  const rows = await db.selectFrom('agenda_servicios').selectAll().orderBy('nombre').execute()
  const offered = await db.selectFrom('agenda_servicios_profesionales').selectAll().execute()
  return rows.map((row) =>
    servicioAgendaSchema.parse({
      id: row.id,
      nombre: row.nombre,
      cups: row.cups,
      modalidad: row.modalidad,
      minutos: row.minutos,
      activo: row.activo === 1,
      profesionales: offered
        .filter((one) => one.servicio_id === row.id)
        .map((one) => ({ profesionalId: one.profesional_id, minutos: one.minutos })),
    }),
  )
}

export async function saveServicio(trx: Trx, servicio: ServicioAgenda, at: string): Promise<void> {
  const columns = {
    nombre: servicio.nombre,
    cups: servicio.cups,
    modalidad: servicio.modalidad,
    minutos: servicio.minutos,
    activo: servicio.activo ? 1 : 0,
    actualizado_en: at,
  }
  await trx
    .insertInto('agenda_servicios')
    .values({ id: servicio.id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute()
  await trx.deleteFrom('agenda_servicios_profesionales').where('servicio_id', '=', servicio.id).execute()
  if (servicio.profesionales.length > 0)
    await trx
      .insertInto('agenda_servicios_profesionales')
      .values(
        servicio.profesionales.map((one) => ({
          servicio_id: servicio.id,
          profesional_id: one.profesionalId,
          minutos: one.minutos,
        })),
      )
      .execute()
}

/** Whether a command was already answered: then nothing is checked again. */
export async function comandoConocido(db: Reader, commandId: string): Promise<boolean> {
  const row = await db
    .selectFrom('commands')
    .select('command_id')
    .where('command_id', '=', commandId)
    .executeTakeFirst()
  return row !== undefined
}

function conPaciente(db: Reader) {
  return db
    .selectFrom('citas as c')
    .innerJoin('pacientes as p', 'p.id', 'c.paciente_id')
    .leftJoin('pagadores as g', 'g.id', 'p.pagador_id')
    .selectAll('c')
    .select([
      'p.primer_nombre',
      'p.segundo_nombre',
      'p.primer_apellido',
      'p.segundo_apellido',
      'p.tipo_documento',
      'p.numero_documento',
      'p.fecha_nacimiento',
      'p.telefono',
      'p.por_completar',
      'p.fusionado_en',
      'g.nombre as pagador',
    ])
}

async function refusing(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (error instanceof Error && error.message.includes('CITA_TRASLAPADA')) throw new Traslape(error)
    throw error
  }
}
