import { err, ok, type Result } from './result.ts'
import { foldText } from './text-folding.ts'

/** A legal date in Colombia, "2026-11-21". Not an instant: it has no hour and no zone. */
export type LocalDate = string

/** How to choose among the years that a short date may mean. Without either, the nearest date to `hoy`. */
export type AmbitoFecha = {
  /** Dates of birth, of attention, of receipt: the latest date that is not after `hoy`. */
  readonly pasado?: boolean
  /** Appointments, expiries: the earliest date that is not before `hoy`. */
  readonly futuro?: boolean
}

const MS_PER_DAY = 86_400_000
/** America/Bogota is UTC-5 all year: no daylight saving since 1993. */
const BOGOTA_OFFSET_MS = -5 * 3_600_000
const MESES = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'] as const
const MESES_COMPLETOS = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
] as const
const DIAS_SEMANA = ['lun', 'mar', 'mié', 'jue', 'vie', 'sáb', 'dom'] as const
const PRIMER_ANIO_ESCRITO = 1850
const ULTIMO_ANIO_ESCRITO = 2199
/** A two-digit year means a year in the hundred that ends this many years after `hoy`. */
const ANIOS_HACIA_ADELANTE = 20
const EJEMPLOS = 'Escríbala como 21 nov 2026, 21/11/2026, hoy o +8d.'

/** The date on a calendar in Bogotá at that instant. */
export function bogotaDate(d: Date): LocalDate {
  return shifted(d).slice(0, 10)
}

/** The time on a clock in Bogotá at that instant, "HH:MM:SS". */
export function bogotaTime(d: Date): string {
  return shifted(d).slice(11, 19)
}

/**
 * The instant at which a clock in Bogotá shows that date and time.
 * @param hora "HH:MM" or "HH:MM:SS", 00:00 to 23:59:59.
 * @throws RangeError when the date or the time does not exist.
 */
export function bogotaInstant(fecha: LocalDate, hora: string): Date {
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(hora)) throw new RangeError(`not a time of day: "${hora}"`)
  const seconds = hora.length === 5 ? `${hora}:00` : hora
  return new Date(utcMidnight(fecha) + Date.parse(`1970-01-01T${seconds}Z`) - BOGOTA_OFFSET_MS)
}

/** Whether the text is a date that exists, written "AAAA-MM-DD". */
export function isLocalDate(s: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(s)
  if (!match) return false
  const [anio, mes, dia] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return anio > 0 && mes >= 1 && mes <= 12 && dia >= 1 && dia <= daysInMonth(anio, mes)
}

/** "21 nov 2026". @throws RangeError when `f` is not a date. */
export function formatFecha(f: LocalDate): string {
  const { anio, mes, dia } = parts(f)
  return `${dia} ${MESES[mes - 1]} ${String(anio).padStart(4, '0')}`
}

/** Day of the week in three letters: "lun", "mar", "mié", "jue", "vie", "sáb", "dom". @throws RangeError when `f` is not a date. */
export function formatDiaSemana(f: LocalDate): string {
  return DIAS_SEMANA[isoWeekday(f) - 1] ?? ''
}

/** "21 nov 2026, 10:42" in Bogotá. @param iso an instant, ISO 8601 UTC. @throws RangeError when it is not one. */
export function formatFechaHora(iso: string): string {
  return `${formatFecha(bogotaDate(new Date(iso)))}, ${formatHora(iso)}`
}

/** "10:42" in Bogotá. @param iso an instant, ISO 8601 UTC. @throws RangeError when it is not one. */
export function formatHora(iso: string): string {
  return bogotaTime(new Date(iso)).slice(0, 5)
}

/** Monday is 1, Sunday is 7. @throws RangeError when `f` is not a date. */
export function isoWeekday(f: LocalDate): number {
  const daysSinceThursday = Math.floor(utcMidnight(f) / MS_PER_DAY)
  return ((((daysSinceThursday + 3) % 7) + 7) % 7) + 1
}

/** Calendar days forward, or back when `n` is negative. @throws RangeError when `f` is not a date, `n` not an integer, or the year leaves 1–9999. */
export function addDays(f: LocalDate, n: number): LocalDate {
  if (!Number.isInteger(n)) throw new RangeError(`not a whole number of days: ${n}`)
  return fromMs(utcMidnight(f) + n * MS_PER_DAY)
}

/**
 * Calendar months forward, or back when `n` is negative. A day that the target month lacks becomes its last one
 * (Código Civil, art. 67). @throws RangeError as `addDays`.
 */
export function addMonths(f: LocalDate, n: number): LocalDate {
  if (!Number.isInteger(n)) throw new RangeError(`not a whole number of months: ${n}`)
  const { anio, mes, dia } = parts(f)
  const months = anio * 12 + (mes - 1) + n
  const targetAnio = Math.floor(months / 12)
  const targetMes = months - targetAnio * 12 + 1
  const target = compose(targetAnio, targetMes, Math.min(dia, daysInMonth(targetAnio, targetMes)))
  if (!isLocalDate(target)) throw new RangeError(`date out of range: ${f} plus ${n} months`)
  return target
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. @throws RangeError when either is not a date. */
export function diasEntre(a: LocalDate, b: LocalDate): number {
  return Math.round((utcMidnight(b) - utcMidnight(a)) / MS_PER_DAY)
}

/**
 * Completed years, months and days lived on a date. Who was born on 29 February completes a year on the 28th of common
 * years (Código Civil, art. 67). @throws RangeError when either is not a date or `fecha` comes before `nacimiento`.
 */
export function edadEn(
  nacimiento: LocalDate,
  fecha: LocalDate,
): { anios: number; meses: number; dias: number } {
  if (diasEntre(nacimiento, fecha) < 0) throw new RangeError(`${fecha} comes before the birth, ${nacimiento}`)
  const from = parts(nacimiento)
  const to = parts(fecha)
  const upper = (to.anio - from.anio) * 12 + (to.mes - from.mes)
  const months = addMonths(nacimiento, upper) > fecha ? upper - 1 : upper
  return {
    anios: Math.floor(months / 12),
    meses: months % 12,
    dias: diasEntre(addMonths(nacimiento, months), fecha),
  }
}

/**
 * Reads a date as people type it: `21 nov`, `21/11/26`, `21-11-2026`, `21 de noviembre de 2026`, `21112026`,
 * `2026-11-21`, `hoy`, `mañana`, `ayer`, `+8d`, `+2s` (semanas), `+3m`, `+1a`. Day before month, always.
 * @param hoy the date the relative forms count from, and around which a missing or two-digit year is chosen.
 * @param ambito which side of `hoy` a short date falls on; a full date is never moved.
 * @returns the date, or a Spanish sentence with its remedy.
 */
export function parseFecha(
  text: string,
  hoy: LocalDate,
  ambito: AmbitoFecha = {},
): Result<LocalDate, string> {
  const typed = foldText(text)
  if (typed === '') return err(`Falta la fecha. ${EJEMPLOS}`)
  const relative = parseRelative(typed, hoy)
  if (relative) return relative
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(typed)
  const written = iso
    ? { dia: Number(iso[3]), mes: Number(iso[2]), anio: iso[1] }
    : (parseNumeric(typed) ?? parseWithMonthName(typed))
  if (!written) return err(`No se entiende la fecha «${text.trim()}». ${EJEMPLOS}`)
  return resolve(written, hoy, ambito)
}

type WrittenDate = { dia: number; mes: number; anio: string | undefined }

const DIAS_DESDE_HOY: ReadonlyMap<string, number> = new Map([
  ['hoy', 0],
  ['manana', 1],
  ['pasado manana', 2],
  ['ayer', -1],
  ['anteayer', -2],
  ['antier', -2],
])

function parseRelative(typed: string, hoy: LocalDate): Result<LocalDate, string> | undefined {
  const days = DIAS_DESDE_HOY.get(typed)
  if (days !== undefined) return ok(addDays(hoy, days))
  const match = /^([+-]) ?(\d{1,3}) ?(d|dias?|s|sem|semanas?|m|mes|meses|a|anos?)$/.exec(typed)
  if (!match) return undefined
  const count = Number(`${match[1]}${match[2]}`)
  const unit = match[3]?.[0]
  const target =
    unit === 'd'
      ? addDays(hoy, count)
      : unit === 's'
        ? addDays(hoy, count * 7)
        : addMonths(hoy, unit === 'm' ? count : count * 12)
  const { anio } = parts(target)
  return isPlausible(anio) ? ok(target) : err(implausible(anio))
}

function parseNumeric(typed: string): WrittenDate | undefined {
  const match =
    /^(\d{1,2})([-/. ])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(typed) ?? /^(\d{2})()(\d{2})(\d{4})$/.exec(typed)
  return match ? { dia: Number(match[1]), mes: Number(match[3]), anio: match[4] } : undefined
}

function parseWithMonthName(typed: string): WrittenDate | undefined {
  const match = /^(\d{1,2})(?:[-/. ]|\. | de )?([a-z]{3,10})\.?(?:(?:[-/. ]| del? )?(\d{4}|\d{2}))?$/.exec(
    typed,
  )
  if (!match) return undefined
  const name = match[2] === 'setiembre' || match[2] === 'sept' ? 'septiembre' : match[2]
  const mes = MESES_COMPLETOS.findIndex((full, i) => name === full || name === MESES[i]) + 1
  return mes === 0 ? undefined : { dia: Number(match[1]), mes, anio: match[3] }
}

function resolve(written: WrittenDate, hoy: LocalDate, ambito: AmbitoFecha): Result<LocalDate, string> {
  const { dia, mes, anio } = written
  if (mes < 1 || mes > 12)
    return err(`El mes ${mes} no existe. Escriba primero el día y luego el mes, por ejemplo 21/11/2026.`)
  if (dia < 1 || dia > 31) return err(`El día ${dia} no existe. Escriba un día entre 1 y 31.`)
  if (anio?.length === 4) {
    const year = Number(anio)
    if (!isPlausible(year)) return err(implausible(year))
    return dia > daysInMonth(year, mes) ? err(noSuchDay(dia, mes, year)) : ok(compose(year, mes, dia))
  }
  const thisYear = parts(hoy).anio
  const candidates = (anio === undefined ? aroundYears(thisYear) : yearsEndingIn(Number(anio), thisYear))
    .filter((year) => dia <= daysInMonth(year, mes))
    .map((year) => compose(year, mes, dia))
  const chosen = anio === undefined ? nearest(candidates, hoy, ambito) : inWindow(candidates, hoy, ambito)
  return chosen ? ok(chosen) : err(noSuchDay(dia, mes, anio === undefined ? thisYear : undefined))
}

/** Eight years back and ahead: enough to meet a 29 February even across 2100, which is not a leap year. */
function aroundYears(year: number): number[] {
  return Array.from({ length: 17 }, (_, i) => year - 8 + i)
}

function yearsEndingIn(twoDigits: number, thisYear: number): number[] {
  const century = Math.floor(thisYear / 100) * 100
  return [century - 100, century, century + 100].map((start) => start + twoDigits)
}

function nearest(candidates: LocalDate[], hoy: LocalDate, ambito: AmbitoFecha): LocalDate | undefined {
  const eligible = candidates.filter((f) => allows(f, hoy, ambito))
  return eligible.toSorted((a, b) => Math.abs(diasEntre(hoy, a)) - Math.abs(diasEntre(hoy, b)))[0]
}

function inWindow(candidates: LocalDate[], hoy: LocalDate, ambito: AmbitoFecha): LocalDate | undefined {
  if (ambito.pasado || ambito.futuro) return nearest(candidates, hoy, ambito)
  const lastYear = parts(hoy).anio + ANIOS_HACIA_ADELANTE
  return candidates.findLast((f) => parts(f).anio <= lastYear)
}

function allows(f: LocalDate, hoy: LocalDate, ambito: AmbitoFecha): boolean {
  return !(ambito.pasado && f > hoy) && !(ambito.futuro && f < hoy)
}

function isPlausible(anio: number): boolean {
  return anio >= PRIMER_ANIO_ESCRITO && anio <= ULTIMO_ANIO_ESCRITO
}

function implausible(anio: number): string {
  return `El año ${anio} no parece correcto. Escriba un año entre ${PRIMER_ANIO_ESCRITO} y ${ULTIMO_ANIO_ESCRITO}.`
}

function noSuchDay(dia: number, mes: number, anio: number | undefined): string {
  const name = MESES_COMPLETOS[mes - 1]
  return anio === undefined
    ? `El ${dia} de ${name} no existe en ese año. Revise el día.`
    : `El ${dia} de ${name} no existe: ${name} de ${anio} tiene ${daysInMonth(anio, mes)} días. Revise el día.`
}

function daysInMonth(anio: number, mes: number): number {
  if (mes === 2) return (anio % 4 === 0 && anio % 100 !== 0) || anio % 400 === 0 ? 29 : 28
  return mes === 4 || mes === 6 || mes === 9 || mes === 11 ? 30 : 31
}

function parts(f: LocalDate): { anio: number; mes: number; dia: number } {
  if (!isLocalDate(f)) throw new RangeError(`not a date: "${f}"`)
  return { anio: Number(f.slice(0, 4)), mes: Number(f.slice(5, 7)), dia: Number(f.slice(8)) }
}

function compose(anio: number, mes: number, dia: number): LocalDate {
  return `${String(anio).padStart(4, '0')}-${String(mes).padStart(2, '0')}-${String(dia).padStart(2, '0')}`
}

function utcMidnight(f: LocalDate): number {
  if (!isLocalDate(f)) throw new RangeError(`not a date: "${f}"`)
  return Date.parse(`${f}T00:00:00Z`)
}

function fromMs(ms: number): LocalDate {
  const f = new Date(ms).toISOString().slice(0, 10)
  if (!isLocalDate(f)) throw new RangeError(`date out of range: ${f}`)
  return f
}

function shifted(d: Date): string {
  return new Date(d.getTime() + BOGOTA_OFFSET_MS).toISOString()
}
