import type { CitaAgenda, EstadoCita } from '../../../src-shared/domains/agenda/schemas.ts'
import type { PendienteHoy } from '../../../src-shared/domains/jornada/contract.ts'
import type { Tone } from '../../ui/tone.ts'

const FUERA: readonly EstadoCita[] = ['cancelada-paciente', 'cancelada-consultorio', 'reprogramada']
/** Who is attended first: the one inside, then whoever waits, then whoever comes next by hour. */
const TURNOS: readonly (readonly EstadoCita[])[] = [['en-consulta'], ['en-sala'], ['confirmada', 'agendada']]

/** Appointments that are still of this day, by hour. */
export function citasDelDia(citas: readonly CitaAgenda[]): CitaAgenda[] {
  return citas
    .filter(({ estado }) => !FUERA.includes(estado))
    .sort((a, b) => a.inicio.localeCompare(b.inicio) || a.id.localeCompare(b.id))
}

/** The appointment to begin with, or undefined when all were attended. */
export function siguiente(citas: readonly CitaAgenda[]): CitaAgenda | undefined {
  for (const estados of TURNOS) {
    const found = citas.find(({ estado }) => estados.includes(estado))
    if (found) return found
  }
  return undefined
}

/** Id of the appointment before which the present moment goes; `fin` when all began. */
export function ahoraAntesDe(citas: readonly CitaAgenda[], ahora: string): string {
  return citas.find(({ inicio }) => inicio > ahora)?.id ?? 'fin'
}

const TONO_PENDIENTE: Readonly<Record<PendienteHoy['clase'], Tone>> = {
  rechazo: 'peligro',
  incierto: 'pide',
  'por-enviar': 'informa',
  rips: 'pide',
  borrador: 'pide',
  configuracion: 'pide',
  'por-facturar': 'informa',
  vencimiento: 'pide',
  contingencia: 'pide',
  aceptacion: 'informa',
  buzon: 'pide',
}

export function tonoPendiente({ clase }: PendienteHoy): Tone {
  return TONO_PENDIENTE[clase]
}

/** Where the one action of a pending matter leads. */
export function rutaPendiente({ destino, referenciaId }: PendienteHoy): string {
  if (referenciaId === null) return `/${destino}`
  return destino === 'configuracion'
    ? `/configuracion/asistente?paso=${encodeURIComponent(referenciaId)}`
    : `/${destino}/${encodeURIComponent(referenciaId)}`
}
