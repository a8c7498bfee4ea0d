import { bloqueosEn, dentroDelHorario, festivo } from '../../../src-shared/domains/agenda/rules.ts'
import type { Choque, CitaAgenda, Franja } from '../../../src-shared/domains/agenda/schemas.ts'
import { bogotaDate, formatFecha, formatHora } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { idsDePaciente } from '../pacientes/api.ts'
import * as repository from './repository.ts'

/** A place in the schedule that somebody wants. */
export interface Lugar {
  readonly pacienteId: string | null
  readonly profesionalId: string
  readonly inicio: string
  readonly fin: string
  /** The appointment that is being moved, which does not stand in its own way. */
  readonly exceptoId: string | null
}

/** Whatever stands in the way of a place: appointments of the professional, of the patient, and blocks. */
export async function choquesDe(db: Db | Trx, lugar: Lugar): Promise<Choque[]> {
  const ids = lugar.pacienteId === null ? [] : await idsDePaciente(db, lugar.pacienteId)
  const ocupan = await repository.queOcupan(db, { ...lugar, pacienteIds: ids })
  const bloqueos = await repository.bloqueosEntre(db, lugar.inicio, lugar.fin)
  return [
    ...ocupan.map((cita): Choque => {
      const delProfesional = cita.profesionalId === lugar.profesionalId
      return {
        con: delProfesional ? 'profesional' : 'paciente',
        citaId: cita.id,
        texto: delProfesional
          ? `Ese horario ya está ocupado por ${cita.paciente} (${horas(cita)}).`
          : `${cita.paciente} ya tiene cita a esa hora con otro profesional (${horas(cita)}).`,
      }
    }),
    ...bloqueosEn(bloqueos, lugar.profesionalId, lugar).map(
      (bloqueo): Choque => ({
        con: 'bloqueo',
        citaId: null,
        texto: `Ese horario está bloqueado: ${bloqueo.motivo}.`,
      }),
    ),
  ]
}

/** What is worth knowing of a place and prevents nothing. Spanish sentences. */
export async function avisosDe(
  db: Db | Trx,
  lugar: Lugar,
  contexto: { readonly franjas: readonly Franja[]; readonly ahora: string; readonly deuda: number },
): Promise<string[]> {
  const fecha = bogotaDate(new Date(lugar.inicio))
  const nombre = festivo(fecha)
  return [
    ...(nombre ? [`El ${formatFecha(fecha)} es festivo: ${nombre}.`] : []),
    ...(dentroDelHorario(contexto.franjas, lugar)
      ? []
      : ['Está por fuera del horario de atención del profesional.']),
    ...(lugar.inicio < contexto.ahora ? ['Esa hora ya pasó.'] : []),
    ...(await mismoDia(db, lugar, fecha)),
    ...(contexto.deuda > 0 ? [`El paciente debe ${formatPesos(contexto.deuda)}.`] : []),
  ]
}

/** The refusal that explains why a place is not given. */
export function rechazo(choques: readonly Choque[]): Refusal {
  const [first] = choques
  const soloBloqueo = choques.every(({ con }) => con === 'bloqueo')
  return new Refusal(
    soloBloqueo ? 'HORARIO_BLOQUEADO' : 'CITA_TRASLAPADA',
    first?.texto ?? 'Ese horario ya está ocupado.',
    'Escoja otra hora con Buscar cupo, o agende como Sobrecupo y escriba el motivo.',
    { campo: 'inicio', datos: { choques } },
  )
}

async function mismoDia(db: Db | Trx, lugar: Lugar, fecha: string): Promise<string[]> {
  if (lugar.pacienteId === null) return []
  const ids = await idsDePaciente(db, lugar.pacienteId)
  const otras = (await repository.citasDePacientesEn(db, ids, fecha)).filter(
    (cita) => cita.id !== lugar.exceptoId,
  )
  if (otras.length === 0) return []
  return [
    `El paciente ya tiene cita ese día a las ${otras.map((cita) => formatHora(cita.inicio)).join(', ')}.`,
  ]
}

function horas(cita: CitaAgenda): string {
  return `${formatHora(cita.inicio)} a ${formatHora(cita.fin)}`
}
