import type { EstadoCita, ModalidadCita, MotivoCancelacion } from './schemas.ts'

/** The exact words of each state (workflows 0.3). */
export const ESTADO_CITA: Readonly<Record<EstadoCita, string>> = {
  agendada: 'Agendada',
  confirmada: 'Confirmada',
  'en-sala': 'En sala',
  'en-consulta': 'En consulta',
  atendida: 'Atendida',
  'cancelada-paciente': 'Cancelada por el paciente',
  'cancelada-consultorio': 'Cancelada por el consultorio',
  'no-asistio': 'No asistió',
  reprogramada: 'Reprogramada',
}

/** Verb of the button that takes an appointment to a state. */
export const VERBO_ESTADO: Readonly<Record<EstadoCita, string>> = {
  agendada: 'Volver a Agendada',
  confirmada: 'Confirmar',
  'en-sala': 'Llegó',
  'en-consulta': 'Pasar',
  atendida: 'Marcar atendida',
  'cancelada-paciente': 'Cancela el paciente',
  'cancelada-consultorio': 'Cancela el consultorio',
  'no-asistio': 'No asistió',
  reprogramada: 'Reprogramar',
}

export const MOTIVO_CANCELACION: Readonly<Record<MotivoCancelacion, string>> = {
  'no-puede-asistir': 'No puede asistir',
  mejoro: 'Ya se siente bien',
  'otro-prestador': 'Consiguió cita en otra parte',
  'sin-autorizacion': 'No tiene la autorización',
  costo: 'Por el costo',
  transporte: 'Por el transporte o la distancia',
  fallecio: 'Falleció',
  'ausencia-profesional': 'El profesional no puede atender',
  'falla-consultorio': 'Falla en el consultorio (luz, agua, equipos)',
  'orden-publico-clima': 'Orden público, paro o clima',
  'error-de-agenda': 'Se agendó por error',
  otro: 'Otro motivo',
}

/** Modalities as a receptionist says them; the codes are those of RIPS. */
export const MODALIDAD: Readonly<Record<ModalidadCita, string>> = {
  '01': 'En el consultorio',
  '02': 'Unidad móvil',
  '03': 'En el domicilio',
  '04': 'Jornada de salud',
  '06': 'Por video',
  '07': 'Telemedicina sin video',
  '08': 'Telexperticia',
  '09': 'Telemonitoreo',
}

export const DIA_SEMANA = ['Lunes', 'Martes', 'Miércoles', 'Jueves', 'Viernes', 'Sábado', 'Domingo'] as const

/** `45 min`, `2 h 05 min`. */
export function duracionLegible(minutos: number): string {
  const horas = Math.floor(minutos / 60)
  const resto = minutos % 60
  if (horas === 0) return `${resto} min`
  return resto === 0 ? `${horas} h` : `${horas} h ${String(resto).padStart(2, '0')} min`
}
