import { bogotaDate, bogotaInstant } from '../../src-shared/kernel/dates.ts'
import type { Clock } from '../core/clock/clock.ts'
import type { ClientFor, CoreClient } from './demo-data.ts'
import { CITAS, PACIENTES, PIN, PROFESIONAL, USUARIOS } from './demo-facts.ts'
import { stepId, wasRefused } from './step-id.ts'

/** What may be in the way of an appointment of a later day: the person has practised with the agenda. */
const IN_THE_WAY = [
  'CITA_TRASLAPADA',
  'HORARIO_BLOQUEADO',
  'VERSION_VIEJA',
  'CAMBIO_DE_ESTADO_INVALIDO',
  'NO_ENCONTRADO',
] as const

/**
 * Appointments of today in a practice of an earlier day, so that Hoy and Agenda have something to show. Does nothing when the
 * demo's professional has one today, when the demo's people are not there, or when the administrator has another PIN. What
 * the person has moved or cancelled today is not booked again: the ids of the commands are those of the day.
 */
export async function bookPracticeDay(
  clientFor: ClientFor,
  { clock }: { readonly clock: Clock },
): Promise<void> {
  const anonymous = clientFor(undefined)
  const [{ usuario }] = USUARIOS
  let token: string
  try {
    token = (await anonymous.seguridad.iniciarSesion({ usuario, clave: PIN })).token
  } catch (error) {
    if (wasRefused(error, 'CLAVE_INCORRECTA', 'USUARIO_ESPERA')) return
    throw error
  }
  const admin = clientFor(token)
  const hoy = bogotaDate(clock.now())
  const profesionales = await admin.configuracion.profesionales()
  const profesional = profesionales.find((one) => one.numeroDocumento === PROFESIONAL.numeroDocumento)
  if (profesional?.activo) {
    const { citas } = await admin.agenda.rango({ desde: hoy, hasta: hoy, profesionalIds: [profesional.id] })
    if (citas.length === 0) await bookDay(admin, hoy, profesional.id, await demoPatientIds(admin), IN_THE_WAY)
  }
  await admin.seguridad.cerrarSesion()
}

/** @returns ids of the demo's patients, in their order; undefined where one is not there */
async function demoPatientIds(client: CoreClient): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = []
  for (const { numeroDocumento } of PACIENTES) found.push(await findByDocument(client, numeroDocumento))
  return found
}

/** @returns id of the patient with this document, if there is one */
export async function findByDocument(
  client: CoreClient,
  numeroDocumento: string,
): Promise<string | undefined> {
  const rows = await client.pacientes.buscar({ texto: numeroDocumento })
  return rows.find((row) => row.numeroDocumento === numeroDocumento)?.id
}

/**
 * The demo's appointments on one date; every second one is confirmed.
 * @param tolerated codes of refusals that leave one appointment out instead of ending the booking
 */
export async function bookDay(
  client: CoreClient,
  hoy: string,
  profesionalId: string,
  pacienteIds: readonly (string | undefined)[],
  tolerated: readonly string[] = [],
): Promise<void> {
  for (const [i, { hora, servicio }] of CITAS.entries()) {
    const pacienteId = pacienteIds[i]
    if (!pacienteId) continue
    try {
      const cita = await client.agenda.crear({
        commandId: stepId(`cita-${i}`, hoy),
        paciente: { clase: 'registrado', id: pacienteId },
        profesionalId,
        servicio,
        cups: servicio === 'Consulta de control' ? '890301' : '890201',
        modalidad: '01',
        inicio: bogotaInstant(hoy, `${hora}:00`).toISOString(),
        minutos: 20,
        fechaSolicitud: hoy,
        fechaDeseada: hoy,
        nota: null,
        sobrecupoMotivo: null,
      })
      if (i % 2 === 1)
        await client.agenda.cambiarEstado({
          commandId: stepId(`cita-confirmada-${i}`, hoy),
          id: cita.id,
          version: cita.version,
          estado: 'confirmada',
          sobrecupoMotivo: null,
        })
    } catch (error) {
      if (!wasRefused(error, ...tolerated)) throw error
    }
  }
}
