import { leerHora, minutosDeServicio } from '../../../src-shared/domains/agenda/rules.ts'
import type {
  ModalidadCita,
  ProfesionalAgenda,
  ServicioAgenda,
} from '../../../src-shared/domains/agenda/schemas.ts'
import { normalizarTelefono } from '../../../src-shared/domains/pacientes/phone.ts'
import {
  bogotaDate,
  bogotaInstant,
  bogotaTime,
  isLocalDate,
  type LocalDate,
} from '../../../src-shared/kernel/dates.ts'
import type { SearchOption } from '../../ui/search-select.tsx'

/** What the form of a new appointment holds while it is written. */
export interface Valores {
  readonly paciente: SearchOption | null
  readonly nombre: string
  readonly telefono: string
  readonly servicioId: string
  readonly profesionalId: string
  readonly minutos: number | null
  readonly fecha: string
  readonly hora: string
  readonly modalidad: ModalidadCita
  readonly fechaSolicitud: string
  readonly fechaDeseada: string
  readonly nota: string
  readonly sobrecupoMotivo: string
}

/** Option of the search that means «someone who is not registered». */
export const NUEVO = 'nuevo'

export type Problemas = Partial<Record<keyof Valores, string>>

/** What cannot be sent yet, by field, in words with their remedy. */
export function problemasDe(v: Valores, choca: boolean): Problemas {
  const found: { -readonly [K in keyof Problemas]: string } = {}
  if (v.paciente === null)
    found.paciente = 'Busque al paciente, o escriba el nombre y escoja «Agendar a… como paciente nuevo».'
  if (v.paciente?.value === NUEVO) {
    if (v.nombre.trim().length < 2) found.nombre = 'Escriba el nombre de quien llama.'
    const telefono = normalizarTelefono(v.telefono)
    if (v.telefono.trim() === '') found.telefono = 'Escriba el teléfono de quien llama.'
    else if (!telefono.ok) found.telefono = telefono.error
  }
  if (v.profesionalId === '') found.profesionalId = 'Escoja con quién.'
  if (v.servicioId === '') found.servicioId = 'Escoja el servicio.'
  if (v.minutos === null || v.minutos < 5 || v.minutos > 720) found.minutos = 'Entre 5 minutos y 12 horas.'
  if (!isLocalDate(v.fecha)) found.fecha = 'Escriba la fecha como 21 nov, mañana o +8d.'
  if (leerHora(v.hora) === undefined) found.hora = 'Escriba la hora como 8:20 o 2 pm.'
  if (!isLocalDate(v.fechaSolicitud)) found.fechaSolicitud = 'Escriba la fecha como 21 nov o ayer.'
  if (!isLocalDate(v.fechaDeseada)) found.fechaDeseada = 'Escriba la fecha como 21 nov o +8d.'
  if (choca && v.sobrecupoMotivo.trim().length < 3)
    found.sobrecupoMotivo = 'Escriba por qué se atiende en un espacio ocupado, o escoja otra hora.'
  return found
}

/** The instant asked for; undefined while date or hour are not complete. */
export function inicioDe(v: Pick<Valores, 'fecha' | 'hora'>): string | undefined {
  const hora = leerHora(v.hora)
  return hora !== undefined && isLocalDate(v.fecha) ? bogotaInstant(v.fecha, hora).toISOString() : undefined
}

/** Date and hour of an instant, as the form writes them. */
export function momentoDe(iso: string): Pick<Valores, 'fecha' | 'hora'> {
  const instant = new Date(iso)
  return { fecha: bogotaDate(instant), hora: bogotaTime(instant).slice(0, 5) }
}

/** Minutes that the service takes with the professional, for the field to follow until somebody writes another. */
export function minutosPropuestos(
  v: Pick<Valores, 'servicioId' | 'profesionalId'>,
  servicios: readonly ServicioAgenda[],
  profesionales: readonly ProfesionalAgenda[],
): number | null {
  const profesional = profesionales.find(({ id }) => id === v.profesionalId)
  const servicio = servicios.find(({ id }) => id === v.servicioId)
  if (!profesional) return servicio?.minutos ?? null
  return servicio ? (minutosDeServicio(servicio, profesional) ?? null) : profesional.minutosCita
}

export function valoresIniciales(
  hoy: LocalDate,
  semilla: {
    readonly profesionalId: string | null
    readonly inicio: string | null
    readonly paciente: { readonly id: string; readonly nombre: string } | null
  },
): Valores {
  const momento = semilla.inicio === null ? { fecha: '', hora: '' } : momentoDe(semilla.inicio)
  return {
    paciente: semilla.paciente && { value: semilla.paciente.id, label: semilla.paciente.nombre },
    nombre: '',
    telefono: '',
    servicioId: '',
    profesionalId: semilla.profesionalId ?? '',
    minutos: null,
    ...momento,
    modalidad: '01',
    fechaSolicitud: hoy,
    fechaDeseada: momento.fecha === '' ? hoy : momento.fecha,
    nota: '',
    sobrecupoMotivo: '',
  }
}
