import type { Cita, EstadoCita, PasoCita } from '../../../src-shared/domains/agenda/schemas.ts'
import { ESTADO_CITA } from '../../../src-shared/domains/agenda/texts.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { choquesDe, type Lugar, rechazo } from './choques.ts'
import * as repository from './repository.ts'

/** What an act changes of an appointment. */
export type Cambio = Partial<Omit<Cita, 'id' | 'version' | 'fechaSolicitud' | 'creadaEn'>>

export interface Acto {
  readonly acto: PasoCita['acto']
  readonly motivo?: PasoCita['motivo']
  readonly detalle?: string | null
}

/** Writes a new version of an appointment with its step, its audit row and its announcement. @throws repository.Traslape */
export async function mudar(
  scope: CommandScope,
  call: CallContext,
  cita: Cita,
  cambio: Cambio,
  acto: Acto,
): Promise<Cita> {
  const next: Cita = { ...cita, ...cambio, version: cita.version + 1 }
  await repository.updateCita(scope.trx, next)
  await anotar(scope, call, next, acto)
  return next
}

/** The step in the history of the appointment, the audit row, and the announcement to every screen. */
export async function anotar(scope: CommandScope, call: CallContext, cita: Cita, acto: Acto): Promise<void> {
  await repository.insertPaso(scope.trx, cita, {
    acto: acto.acto,
    motivo: acto.motivo ?? null,
    detalle: acto.detalle ?? null,
    usuarioId: call.usuario?.id ?? null,
    en: scope.at,
  })
  await scope.audit({
    action: `agenda.${acto.acto}`,
    subjectKind: 'cita',
    subjectId: cita.id,
    detail: {
      estado: cita.estado,
      inicio: cita.inicio,
      profesional: cita.profesionalId,
      sobrecupo: cita.sobrecupoMotivo !== null,
      ...(acto.motivo ? { motivo: acto.motivo } : {}),
    },
  })
  scope.changed('citas', `cita:${cita.id}`)
}

/** Runs a write that the database may refuse, and explains the refusal with who is in the way. @throws Refusal */
export async function explicando<T>(trx: Trx, lugar: Lugar, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof repository.Traslape)) throw error
    throw rechazo((await choquesDe(trx, lugar)).filter(({ con }) => con !== 'bloqueo'))
  }
}

export function lugarDe(cita: Cita): Lugar {
  return {
    pacienteId: cita.pacienteId,
    profesionalId: cita.profesionalId,
    inicio: cita.inicio,
    fin: cita.fin,
    exceptoId: cita.id,
  }
}

/** @throws Refusal NO_ENCONTRADO */
export async function exigirCita(db: Db | Trx, id: string): Promise<Cita> {
  const cita = await repository.getCita(db, id)
  if (cita) return cita
  throw new Refusal('NO_ENCONTRADO', 'Esa cita no existe.', 'Actualice la agenda.')
}

/** @throws Refusal NO_ENCONTRADO, VERSION_VIEJA when somebody changed it since it was read */
export async function exigirVersion(trx: Trx, id: string, version: number): Promise<Cita> {
  const cita = await exigirCita(trx, id)
  if (cita.version === version) return cita
  throw new Refusal(
    'VERSION_VIEJA',
    `Otra persona cambió esta cita mientras usted la veía: ahora está ${ESTADO_CITA[cita.estado]}.`,
    'La agenda ya muestra el cambio. Repita lo que iba a hacer si todavía hace falta.',
    { datos: { version: cita.version, estado: cita.estado } },
  )
}

/** The refusal of a passage that the rules do not know. */
export function pasoInvalido(de: EstadoCita, texto: string): Refusal {
  return new Refusal(
    'CAMBIO_DE_ESTADO_INVALIDO',
    `Una cita ${ESTADO_CITA[de].toLowerCase()} ${texto}.`,
    'Actualice la agenda y revise en qué va la cita.',
    { datos: { estado: de } },
  )
}
