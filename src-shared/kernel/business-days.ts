import { addDays, isoWeekday, type LocalDate } from './dates.ts'
import { easterSunday } from './easter.ts'

export type Festivo = { readonly fecha: LocalDate; readonly nombre: string }

type Regla =
  | {
      readonly tipo: 'fijo' | 'lunes siguiente'
      readonly nombre: string
      readonly dia: string
      readonly desde?: number
    }
  | { readonly tipo: 'pascua'; readonly nombre: string; readonly dias: number }

/** Ley 51 de 1983 was in force from 1984; earlier years had other rest days and are refused. */
const PRIMER_ANIO = 1984
const ULTIMO_ANIO = 9998

/** Ley 51 de 1983, arts. 1 and 2 (those of "lunes siguiente" move to Monday); Ley 2578 de 2026, art. 6, for 9 July. */
const REGLAS: readonly Regla[] = [
  { tipo: 'fijo', nombre: 'Año Nuevo', dia: '01-01' },
  { tipo: 'lunes siguiente', nombre: 'Reyes Magos', dia: '01-06' },
  { tipo: 'lunes siguiente', nombre: 'San José', dia: '03-19' },
  { tipo: 'pascua', nombre: 'Jueves Santo', dias: -3 },
  { tipo: 'pascua', nombre: 'Viernes Santo', dias: -2 },
  { tipo: 'fijo', nombre: 'Día del Trabajo', dia: '05-01' },
  { tipo: 'pascua', nombre: 'Ascensión del Señor', dias: 43 },
  { tipo: 'pascua', nombre: 'Corpus Christi', dias: 64 },
  { tipo: 'pascua', nombre: 'Sagrado Corazón de Jesús', dias: 71 },
  { tipo: 'lunes siguiente', nombre: 'San Pedro y San Pablo', dia: '06-29' },
  {
    tipo: 'lunes siguiente',
    nombre: 'Nuestra Señora del Rosario de Chiquinquirá',
    dia: '07-09',
    desde: 2026,
  },
  { tipo: 'fijo', nombre: 'Día de la Independencia', dia: '07-20' },
  { tipo: 'fijo', nombre: 'Batalla de Boyacá', dia: '08-07' },
  { tipo: 'lunes siguiente', nombre: 'Asunción de la Virgen', dia: '08-15' },
  { tipo: 'lunes siguiente', nombre: 'Día de la Diversidad Étnica y Cultural', dia: '10-12' },
  { tipo: 'lunes siguiente', nombre: 'Todos los Santos', dia: '11-01' },
  { tipo: 'lunes siguiente', nombre: 'Independencia de Cartagena', dia: '11-11' },
  { tipo: 'fijo', nombre: 'Inmaculada Concepción', dia: '12-08' },
  { tipo: 'fijo', nombre: 'Navidad', dia: '12-25' },
]

const festivosByYear = new Map<number, ReadonlySet<LocalDate>>()

/**
 * National holidays of a year, by date: 18 until 2025 and 19 from 2026 (Ley 51 de 1983, Ley 2578 de 2026). Two of them may
 * share a date, as on 30 June 2025. @throws RangeError for years before 1984, when other rest days were in force.
 */
export function festivosDe(anio: number): Festivo[] {
  if (!Number.isInteger(anio) || anio < PRIMER_ANIO || anio > ULTIMO_ANIO)
    throw new RangeError(`holidays are known from ${PRIMER_ANIO}, not for ${anio}`)
  return REGLAS.filter((regla) => regla.tipo === 'pascua' || (regla.desde ?? PRIMER_ANIO) <= anio)
    .map((regla) => ({ fecha: fechaDe(regla, anio), nombre: regla.nombre }))
    .toSorted((a, b) => (a.fecha < b.fecha ? -1 : a.fecha > b.fecha ? 1 : 0))
}

/**
 * Monday to Friday and not a national holiday: the days that terms in business days count (Ley 4 de 1913, art. 62).
 * @throws RangeError when `f` is not a date or comes before 1984.
 */
export function isDiaHabil(f: LocalDate): boolean {
  return isoWeekday(f) <= 5 && !festivoDates(Number(f.slice(0, 4))).has(f)
}

/**
 * The date on which a term of `n` business days that starts on `f` ends; `f` itself is not counted. With n = 0, `f` or, if it
 * is not a business day, the next one (Ley 4 de 1913, art. 62). With a negative `n`, counts back.
 * @throws RangeError when `f` is not a date, `n` is not an integer, or the count leaves the years with known holidays.
 */
export function addDiasHabiles(f: LocalDate, n: number): LocalDate {
  if (!Number.isInteger(n)) throw new RangeError(`not a whole number of days: ${n}`)
  const step = n < 0 ? -1 : 1
  let date = f
  if (n === 0) while (!isDiaHabil(date)) date = addDays(date, step)
  for (let left = Math.abs(n); left > 0; ) {
    date = addDays(date, step)
    if (isDiaHabil(date)) left -= 1
  }
  return date
}

/**
 * Business days after `a` up to and including `b`: what a term that began on `a` has consumed on `b`. Negative when `b`
 * comes before `a`. @throws RangeError as `isDiaHabil`.
 */
export function diasHabilesEntre(a: LocalDate, b: LocalDate): number {
  if (b < a) return -diasHabilesEntre(b, a)
  let count = 0
  for (let date = a; date < b; ) {
    date = addDays(date, 1)
    if (isDiaHabil(date)) count += 1
  }
  return count
}

function fechaDe(regla: Regla, anio: number): LocalDate {
  if (regla.tipo === 'pascua') return addDays(easterSunday(anio), regla.dias)
  const fecha = `${anio}-${regla.dia}`
  return regla.tipo === 'fijo' ? fecha : addDays(fecha, (8 - isoWeekday(fecha)) % 7)
}

function festivoDates(anio: number): ReadonlySet<LocalDate> {
  const known = festivosByYear.get(anio)
  if (known) return known
  const dates = new Set(festivosDe(anio).map((festivo) => festivo.fecha))
  festivosByYear.set(anio, dates)
  return dates
}
