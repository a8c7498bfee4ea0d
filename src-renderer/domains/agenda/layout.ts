import {
  bloqueosEn,
  huecosDelDia,
  limitesDelDia,
  masMinutos,
  minutosEntre,
  ocupa,
  seTraslapan,
  tramosDelDia,
} from '../../../src-shared/domains/agenda/rules.ts'
import type { Bloqueo, CitaAgenda, Franja } from '../../../src-shared/domains/agenda/schemas.ts'
import { isoWeekday, type LocalDate } from '../../../src-shared/kernel/dates.ts'

/** Where things go in the grid: pure, so that it can be tried without a screen. Instants in ISO UTC, minutes from midnight in Bogotá. */

export interface Columna {
  readonly key: string
  readonly profesionalId: string
  readonly fecha: LocalDate
  readonly titulo: string
  readonly detalle: string
  readonly franjas: readonly Franja[]
  /** Minutes of an appointment by default, which is also how long a free place is. */
  readonly minutos: number
  readonly festivo: string | null
  readonly esHoy: boolean
}

/** A place where the cursor may stand: an appointment, or a free stretch. */
export type Parada =
  | { readonly clase: 'cita'; readonly inicio: string; readonly fin: string; readonly cita: CitaAgenda }
  | {
      readonly clase: 'libre'
      readonly inicio: string
      readonly fin: string
      /** Outside the hours of the professional, or blocked. */
      readonly fuera: boolean
    }

/** A cursor: a column and an instant, so that it survives when what is under it changes. */
export interface Cursor {
  readonly columna: string
  readonly inicio: string
  /** When several appointments begin there, which one. */
  readonly citaId: string | null
}

export interface Carril {
  readonly carril: number
  readonly de: number
}

const FUERA_MINUTOS = 30
const HORA_MINIMA = 7
const HORA_MAXIMA = 19

/**
 * Lanes for what overlaps: things that share time go side by side, and each group that touches is divided by as many lanes as
 * it needs. Things that only touch end to start share a lane.
 */
export function carriles(
  tramos: readonly { readonly id: string; readonly inicio: string; readonly fin: string }[],
): ReadonlyMap<string, Carril> {
  const result = new Map<string, Carril>()
  let group: { id: string; carril: number }[] = []
  let ends: string[] = []
  let groupEnd = ''
  const close = () => {
    for (const { id, carril } of group) result.set(id, { carril, de: ends.length })
    group = []
    ends = []
  }
  const ordered = tramos.toSorted(
    (a, b) => compare(a.inicio, b.inicio) || compare(b.fin, a.fin) || compare(a.id, b.id),
  )
  for (const tramo of ordered) {
    if (tramo.inicio >= groupEnd) close()
    const free = ends.findIndex((end) => end <= tramo.inicio)
    const carril = free < 0 ? ends.length : free
    ends[carril] = tramo.fin
    group.push({ id: tramo.id, carril })
    groupEnd = tramo.fin > groupEnd || group.length === 1 ? tramo.fin : groupEnd
  }
  close()
  return result
}

/** Whole hours to draw: the hours of attention and every appointment, never less than a working day. */
export function horasVisibles(
  columnas: readonly Pick<Columna, 'fecha' | 'franjas'>[],
  citas: readonly { readonly inicio: string; readonly fin: string }[],
): { readonly desde: number; readonly hasta: number } {
  let desde = HORA_MINIMA * 60
  let hasta = HORA_MAXIMA * 60
  const widen = (from: number, to: number) => {
    desde = Math.min(desde, Math.floor(from / 60) * 60)
    hasta = Math.max(hasta, Math.ceil(to / 60) * 60)
  }
  for (const { fecha, franjas } of columnas)
    for (const tramo of tramosDelDia(franjas, fecha))
      widen(minutoDe(fecha, tramo.inicio), minutoDe(fecha, tramo.fin))
  const medianoches = columnas.map(({ fecha }) => limitesDelDia(fecha))
  for (const cita of citas)
    for (const { desde: start, hasta: end } of medianoches)
      if (cita.inicio >= start && cita.inicio < end)
        widen(minutesBetween(start, cita.inicio), Math.min(1440, minutesBetween(start, cita.fin)))
  return { desde, hasta }
}

/** Minute of the day of an instant, in its column. */
export function minutoDe(fecha: LocalDate, iso: string): number {
  return minutesBetween(limitesDelDia(fecha).desde, iso)
}

/** Instant of a minute of the day. */
export function instanteDe(fecha: LocalDate, minuto: number): string {
  return masMinutos(limitesDelDia(fecha).desde, minuto)
}

/** Stops of a column from top to bottom: its appointments, the free places of its hours, and half hours outside them. */
export function paradas(
  columna: Columna,
  citas: readonly CitaAgenda[],
  bloqueos: readonly Bloqueo[],
  horas: { readonly desde: number; readonly hasta: number },
): Parada[] {
  const { fecha, franjas } = columna
  const todo = { inicio: instanteDe(fecha, horas.desde), fin: instanteDe(fecha, horas.hasta) }
  const bloqueado = bloqueosEn(bloqueos, columna.profesionalId, todo).map((one) => ({
    inicio: one.desde,
    fin: one.hasta,
  }))
  const tomados = citas.filter(({ estado }) => ocupa(estado))
  const libres = huecosDelDia({ franjas, fecha, ocupados: [...tomados, ...bloqueado] })
  const dentro = libres.flatMap((hueco) => partir(hueco, () => columna.minutos))
  const dia = [{ dia: isoWeekday(fecha), desde: '00:00', hasta: '24:00' }]
  const fuera = huecosDelDia({ franjas: dia, fecha, ocupados: [...tomados, ...dentro] })
    .map((hueco) => recortar(hueco, todo))
    .flatMap((hueco) => (hueco.inicio < hueco.fin ? partir(hueco, hastaLaMedia) : []))
  return [
    ...citas.map((cita): Parada => ({ clase: 'cita', inicio: cita.inicio, fin: cita.fin, cita })),
    ...dentro.map((tramo): Parada => ({ clase: 'libre', ...tramo, fuera: false })),
    ...fuera.map((tramo): Parada => ({ clase: 'libre', ...tramo, fuera: true })),
  ].toSorted((a, b) => compare(a.inicio, b.inicio) || compare(a.fin, b.fin) || compare(idDe(a), idDe(b)))
}

/** The stop the cursor stands on, or the nearest of its column after something changed under it. */
export function paradaEn(lista: readonly Parada[], cursor: Cursor): Parada | undefined {
  const own = lista.find((one) => one.clase === 'cita' && one.cita.id === cursor.citaId)
  if (own) return own
  return (
    lista.find((one) => one.inicio <= cursor.inicio && cursor.inicio < one.fin) ??
    nearest(lista, cursor.inicio)
  )
}

export type Direccion = 'arriba' | 'abajo' | 'izquierda' | 'derecha' | 'inicio' | 'fin'

/** The cursor after a key: up and down through a column, sideways to what is nearest in time. */
export function moverCursor(
  columnas: readonly {
    readonly key: string
    readonly paradas: readonly Parada[]
    readonly fecha: LocalDate
  }[],
  cursor: Cursor,
  direccion: Direccion,
): Cursor {
  const at = columnas.findIndex(({ key }) => key === cursor.columna)
  const column = columnas[at]
  const here = column && paradaEn(column.paradas, cursor)
  if (!column || !here) return cursor
  if (direccion === 'izquierda' || direccion === 'derecha') {
    const other = columnas[at + (direccion === 'derecha' ? 1 : -1)]
    if (!other) return cursor
    // The same hour of the clock, also on another date.
    const wanted = instanteDe(other.fecha, minutoDe(column.fecha, here.inicio))
    const found =
      other.paradas.find((one) => one.inicio <= wanted && wanted < one.fin) ?? nearest(other.paradas, wanted)
    return found ? cursorDe(other.key, found) : cursor
  }
  const list = column.paradas
  const index = list.indexOf(here)
  const next =
    direccion === 'arriba'
      ? list[index - 1]
      : direccion === 'abajo'
        ? list[index + 1]
        : direccion === 'inicio'
          ? list.find((one) => one.clase === 'cita' || !one.fuera)
          : list.findLast((one) => one.clase === 'cita' || !one.fuera)
  return next ? cursorDe(column.key, next) : cursor
}

export function cursorDe(columna: string, parada: Parada): Cursor {
  return { columna, inicio: parada.inicio, citaId: parada.clase === 'cita' ? parada.cita.id : null }
}

/** Minute nearest to a height of the pointer, on the step that a move uses. */
export function ajustarMinuto(minuto: number, paso: number): number {
  return Math.round(minuto / paso) * paso
}

/** Whether a time would fall on an appointment of the column or of the same patient elsewhere. */
export function chocaCon(
  cita: CitaAgenda,
  destino: { readonly profesionalId: string; readonly inicio: string; readonly fin: string },
  citas: readonly CitaAgenda[],
): boolean {
  return citas.some(
    (other) =>
      other.id !== cita.id &&
      (other.profesionalId === destino.profesionalId || other.pacienteId === cita.pacienteId) &&
      seTraslapan(other, destino),
  )
}

function partir(hueco: { inicio: string; fin: string }, paso: (inicio: string) => number) {
  const parts: { inicio: string; fin: string }[] = []
  for (let inicio = hueco.inicio; inicio < hueco.fin; ) {
    const next = masMinutos(inicio, paso(inicio))
    const fin = next < hueco.fin ? next : hueco.fin
    parts.push({ inicio, fin })
    inicio = fin
  }
  return parts
}

/** Minutes to the next half hour of the clock. Bogotá keeps whole hours from UTC, so the minute is the same in both. */
function hastaLaMedia(iso: string): number {
  return FUERA_MINUTOS - (Number(iso.slice(14, 16)) % FUERA_MINUTOS)
}

function recortar(hueco: { inicio: string; fin: string }, todo: { inicio: string; fin: string }) {
  return {
    inicio: hueco.inicio > todo.inicio ? hueco.inicio : todo.inicio,
    fin: hueco.fin < todo.fin ? hueco.fin : todo.fin,
  }
}

function nearest(lista: readonly Parada[], inicio: string): Parada | undefined {
  const distance = (one: Parada) => Math.abs(Date.parse(one.inicio) - Date.parse(inicio))
  return lista.toSorted((a, b) => distance(a) - distance(b))[0]
}

function minutesBetween(desde: string, hasta: string): number {
  return hasta >= desde ? minutosEntre(desde, hasta) : -minutosEntre(hasta, desde)
}

function idDe(parada: Parada): string {
  return parada.clase === 'cita' ? parada.cita.id : ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
