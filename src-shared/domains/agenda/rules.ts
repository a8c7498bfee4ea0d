import { diasHabilesEntre, festivosDe } from '../../kernel/business-days.ts'
import { bogotaDate, bogotaInstant, bogotaTime, isoWeekday, type LocalDate } from '../../kernel/dates.ts'
import type { Bloqueo, EstadoCita, Franja, FranjaDia, MotivoCancelacion, ServicioAgenda } from './schemas.ts'

const MINUTO_MS = 60_000
/** Starts that are offered fall on these minutes. */
const PASO_MINUTOS = 5

/** States in which an appointment leaves its place free. The database's triggers hold the same list. */
const LIBERAN: ReadonlySet<EstadoCita> = new Set([
  'cancelada-paciente',
  'cancelada-consultorio',
  'no-asistio',
  'reprogramada',
])

/** Legal passages (workflows 0.3). The way back is for what was pressed by mistake; what was attended stays attended. */
const PASOS: Readonly<Record<EstadoCita, readonly EstadoCita[]>> = {
  agendada: [
    'confirmada',
    'en-sala',
    'en-consulta',
    'no-asistio',
    'cancelada-paciente',
    'cancelada-consultorio',
    'reprogramada',
  ],
  confirmada: [
    'en-sala',
    'en-consulta',
    'no-asistio',
    'cancelada-paciente',
    'cancelada-consultorio',
    'reprogramada',
    'agendada',
  ],
  'en-sala': [
    'en-consulta',
    'cancelada-paciente',
    'cancelada-consultorio',
    'reprogramada',
    'confirmada',
    'agendada',
  ],
  'en-consulta': ['atendida', 'en-sala'],
  atendida: [],
  'cancelada-paciente': ['agendada'],
  'cancelada-consultorio': ['agendada'],
  'no-asistio': ['en-sala', 'agendada'],
  reprogramada: ['agendada'],
}

/** Whether an appointment in that state takes its place and its patient's time. */
export function ocupa(estado: EstadoCita): boolean {
  return !LIBERAN.has(estado)
}

export function puedePasar(de: EstadoCita, a: EstadoCita): boolean {
  return PASOS[de].includes(a)
}

/** States an appointment may go to, the usual one first. */
export function pasosDesde(estado: EstadoCita): readonly EstadoCita[] {
  return PASOS[estado]
}

/** Only what has not begun is moved. */
export function puedeMoverse(estado: EstadoCita): boolean {
  return estado === 'agendada' || estado === 'confirmada' || estado === 'en-sala'
}

/** Whether the exit needs a coded reason (C-02). */
export function exigeMotivo(estado: EstadoCita): boolean {
  return estado === 'cancelada-paciente' || estado === 'cancelada-consultorio' || estado === 'reprogramada'
}

const DEL_PACIENTE: readonly MotivoCancelacion[] = [
  'no-puede-asistir',
  'mejoro',
  'otro-prestador',
  'sin-autorizacion',
  'costo',
  'transporte',
  'fallecio',
  'otro',
]
const DEL_CONSULTORIO: readonly MotivoCancelacion[] = [
  'ausencia-profesional',
  'falla-consultorio',
  'orden-publico-clima',
  'error-de-agenda',
  'otro',
]

/** Reasons that fit an exit, the most frequent first. */
export function motivosDe(estado: EstadoCita): readonly MotivoCancelacion[] {
  if (estado === 'cancelada-paciente') return DEL_PACIENTE
  if (estado === 'cancelada-consultorio') return DEL_CONSULTORIO
  return estado === 'reprogramada' ? [...DEL_PACIENTE.slice(0, -1), ...DEL_CONSULTORIO] : []
}

/** Two times share at least an instant; touching ends do not. Instants in ISO UTC of the same shape. */
export function seTraslapan(
  a: { readonly inicio: string; readonly fin: string },
  b: { readonly inicio: string; readonly fin: string },
): boolean {
  return a.inicio < b.fin && b.inicio < a.fin
}

/** Instant `minutos` after another, ISO UTC. */
export function masMinutos(iso: string, minutos: number): string {
  return new Date(Date.parse(iso) + minutos * MINUTO_MS).toISOString()
}

/** Whole minutes between two instants, never negative. */
export function minutosEntre(desde: string, hasta: string): number {
  return Math.max(0, Math.floor((Date.parse(hasta) - Date.parse(desde)) / MINUTO_MS))
}

/** Instants between which a date of Bogotá lies: `[desde, hasta)`. */
export function limitesDelDia(fecha: LocalDate): { readonly desde: string; readonly hasta: string } {
  const desde = bogotaInstant(fecha, '00:00').toISOString()
  return { desde, hasta: masMinutos(desde, 24 * 60) }
}

/** Hours that hold until somebody sets others: Monday to Friday, morning and afternoon. */
export const HORARIO_POR_DEFECTO: readonly Franja[] = [1, 2, 3, 4, 5].flatMap((dia) => [
  { dia, desde: '08:00', hasta: '12:00' },
  { dia, desde: '14:00', hasta: '18:00' },
])

/** First two of a weekday's ranges that overlap; undefined when none do. */
export function franjasTraslapadas(franjas: readonly Franja[]): readonly [Franja, Franja] | undefined {
  const ordered = franjas.toSorted((a, b) => a.dia - b.dia || (a.desde < b.desde ? -1 : 1))
  for (const [i, next] of ordered.entries()) {
    const previous = ordered[i - 1]
    if (previous && previous.dia === next.dia && next.desde < previous.hasta) return [previous, next]
  }
  return undefined
}

interface Tramo {
  readonly inicio: string
  readonly fin: string
}

/** Hours of a date, as instants. */
export function tramosDelDia(franjas: readonly Franja[], fecha: LocalDate): Tramo[] {
  const dia = isoWeekday(fecha)
  const { desde: medianoche } = limitesDelDia(fecha)
  return franjas
    .filter((franja) => franja.dia === dia)
    .map((franja) => ({
      inicio: masMinutos(medianoche, minutosDelDia(franja.desde)),
      fin: masMinutos(medianoche, minutosDelDia(franja.hasta)),
    }))
    .toSorted((a, b) => (a.inicio < b.inicio ? -1 : 1))
}

/** Whether a whole appointment lies inside the hours of its date. */
export function dentroDelHorario(franjas: readonly Franja[], tramo: Tramo): boolean {
  const fecha = bogotaDate(new Date(tramo.inicio))
  return unir(tramosDelDia(franjas, fecha)).some((one) => one.inicio <= tramo.inicio && tramo.fin <= one.fin)
}

/** What is left of the hours of a date once appointments and blocks are taken out. */
export function huecosDelDia(options: {
  readonly franjas: readonly Franja[]
  readonly fecha: LocalDate
  readonly ocupados: readonly Tramo[]
}): Tramo[] {
  const taken = unir(options.ocupados)
  return unir(tramosDelDia(options.franjas, options.fecha)).flatMap((tramo) => {
    const free: Tramo[] = []
    let from = tramo.inicio
    for (const one of taken) {
      if (one.fin <= from || one.inicio >= tramo.fin) continue
      if (one.inicio > from) free.push({ inicio: from, fin: one.inicio })
      from = one.fin
    }
    if (from < tramo.fin) free.push({ inicio: from, fin: tramo.fin })
    return free
  })
}

/**
 * Places of `minutos` that fit in the gaps, one after another from where each gap begins, so that no useless minutes are left.
 * @param desde nothing before this instant
 */
export function cuposEn(
  huecos: readonly Tramo[],
  options: { readonly minutos: number; readonly desde: string; readonly franja: FranjaDia },
): Tramo[] {
  const { minutos, desde, franja } = options
  return huecos.flatMap((hueco) => {
    const cupos: Tramo[] = []
    let inicio = redondear(hueco.inicio > desde ? hueco.inicio : desde)
    for (let fin = masMinutos(inicio, minutos); fin <= hueco.fin; fin = masMinutos(inicio, minutos)) {
      if (enFranja(inicio, franja)) cupos.push({ inicio, fin })
      inicio = fin
    }
    return cupos
  })
}

function enFranja(inicio: string, franja: FranjaDia): boolean {
  if (franja === 'cualquiera') return true
  return bogotaTime(new Date(inicio)) < '12:00:00' === (franja === 'manana')
}

/** Up to the next offered minute. */
function redondear(iso: string): string {
  const step = PASO_MINUTOS * MINUTO_MS
  return new Date(Math.ceil(Date.parse(iso) / step) * step).toISOString()
}

/** Joins what overlaps or touches, in order. */
function unir(tramos: readonly Tramo[]): Tramo[] {
  const joined: Tramo[] = []
  for (const tramo of tramos.toSorted((a, b) => (a.inicio < b.inicio ? -1 : 1))) {
    const last = joined.at(-1)
    if (last && tramo.inicio <= last.fin)
      joined[joined.length - 1] = { inicio: last.inicio, fin: last.fin > tramo.fin ? last.fin : tramo.fin }
    else joined.push({ inicio: tramo.inicio, fin: tramo.fin })
  }
  return joined
}

/** Minutes since midnight of `HH:MM`; `24:00` is the end of the day. */
export function minutosDelDia(hora: string): number {
  return Number(hora.slice(0, 2)) * 60 + Number(hora.slice(3, 5))
}

/**
 * Reads an hour as people type it: `8`, `820`, `8:20`, `8.20`, `14:00`, `2 pm`, `2:30 p. m.`.
 * @returns `HH:MM`, or undefined when it is not an hour
 */
export function leerHora(text: string): string | undefined {
  const match = /^(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(?:([ap])\.?\s*m\.?)?$/i.exec(text.trim())
  if (!match) return undefined
  const half = match[3]?.toLowerCase()
  const written = Number(match[1])
  if (half !== undefined && (written < 1 || written > 12)) return undefined
  const horas = half === undefined ? written : (written % 12) + (half === 'p' ? 12 : 0)
  const minutos = Number(match[2] ?? 0)
  if (horas > 23 || minutos > 59) return undefined
  return `${String(horas).padStart(2, '0')}:${String(minutos).padStart(2, '0')}`
}

/** Blocks that touch a time of a professional; one without professional touches everybody. */
export function bloqueosEn(bloqueos: readonly Bloqueo[], profesionalId: string, tramo: Tramo): Bloqueo[] {
  return bloqueos.filter(
    (b) =>
      (b.profesionalId === null || b.profesionalId === profesionalId) &&
      seTraslapan(tramo, { inicio: b.desde, fin: b.hasta }),
  )
}

/** Name of the national holiday of a date; undefined on other days. A hint for who books, never a prohibition. */
export function festivo(fecha: LocalDate): string | undefined {
  return festivosDe(Number(fecha.slice(0, 4))).find((one) => one.fecha === fecha)?.nombre
}

/** What to book when the practice has no list of its own. */
export const SERVICIOS_POR_DEFECTO: readonly ServicioAgenda[] = [
  {
    id: 'consulta',
    nombre: 'Consulta',
    cups: null,
    modalidad: '01',
    minutos: null,
    profesionales: [],
    activo: true,
  },
  {
    id: 'control',
    nombre: 'Control',
    cups: null,
    modalidad: '01',
    minutos: null,
    profesionales: [],
    activo: true,
  },
]

/** Minutes that a service takes with a professional; undefined when that professional does not offer it. */
export function minutosDeServicio(
  servicio: ServicioAgenda,
  profesional: { readonly id: string; readonly minutosCita: number },
): number | undefined {
  if (servicio.profesionales.length === 0) return servicio.minutos ?? profesional.minutosCita
  return servicio.profesionales.find((one) => one.profesionalId === profesional.id)?.minutos
}

/** Business days within which general medicine and dentistry give an appointment (R-39, Resolución 1552 de 2013). */
const OPORTUNIDAD_DIAS_HABILES = 3

/** Opportunity of an appointment: business days from the day it was asked for to the day it is given. */
export function oportunidad(
  fechaSolicitud: LocalDate,
  fechaCita: LocalDate,
): { readonly dias: number; readonly cumple: boolean } {
  const dias = Math.max(0, diasHabilesEntre(fechaSolicitud, fechaCita))
  return { dias, cumple: dias <= OPORTUNIDAD_DIAS_HABILES }
}

/** Attendance of a patient (C-02): counts, and the share of past appointments not attended, in per cent. */
export function asistencia(estados: readonly EstadoCita[]): {
  readonly atendidas: number
  readonly noAsistio: number
  readonly canceladasPaciente: number
  readonly canceladasConsultorio: number
  readonly porcentajeInasistencia: number
} {
  const count = (estado: EstadoCita) => estados.filter((one) => one === estado).length
  const atendidas = count('atendida')
  const noAsistio = count('no-asistio')
  const total = atendidas + noAsistio
  return {
    atendidas,
    noAsistio,
    canceladasPaciente: count('cancelada-paciente'),
    canceladasConsultorio: count('cancelada-consultorio'),
    porcentajeInasistencia: total === 0 ? 0 : Math.round((noAsistio * 100) / total),
  }
}

const PARTICULAS: ReadonlySet<string> = new Set(['de', 'del', 'la', 'las', 'los', 'san', 'y'])

/**
 * Splits a name as said on the telephone: one or two given names, then one or two surnames; particles stay with what follows.
 * A guess to be completed at arrival, never for a document.
 */
export function partesDeNombre(nombre: string): {
  readonly primerNombre: string
  readonly segundoNombre: string | null
  readonly primerApellido: string | null
  readonly segundoApellido: string | null
} {
  const words: string[] = []
  let prefix = ''
  for (const word of nombre.trim().split(/\s+/)) {
    if (PARTICULAS.has(word.toLowerCase())) prefix += `${word} `
    else {
      words.push(prefix + word)
      prefix = ''
    }
  }
  if (prefix !== '') words.push(prefix.trim())
  const [first = '', second = null, third = null, ...rest] = words
  if (third === null)
    return { primerNombre: first, segundoNombre: null, primerApellido: second, segundoApellido: null }
  if (rest.length === 0)
    return { primerNombre: first, segundoNombre: null, primerApellido: second, segundoApellido: third }
  return {
    primerNombre: first,
    segundoNombre: second,
    primerApellido: third,
    segundoApellido: rest.join(' '),
  }
}
