// biome-ignore-all lint/a11y/useSemanticElements: columns of time are not a table
// biome-ignore-all lint/a11y/noStaticElementInteractions: the keys of the whole grid are answered in one place
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { bloqueosEn, limitesDelDia, puedeMoverse } from '../../../src-shared/domains/agenda/rules.ts'
import type { Bloqueo, CitaAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import { bogotaDate, formatHora } from '../../../src-shared/kernel/dates.ts'
import { useNow } from '../../ui/environment.tsx'
import { AppointmentCard } from './appointment-card.tsx'
import { type Cursor, carriles, chocaCon, cursorDe, type Direccion, minutoDe, paradaEn } from './layout.ts'
import { finDe, type Traslado, usePointerMove } from './use-pointer-move.ts'
import type { ColumnaConCitas } from './use-schedule.ts'

/** px of a minute: an appointment of twenty minutes holds two lines. `--rejilla-hora` is sixty of them. */
const PX = 1.7

export interface Pulsacion {
  readonly direccion?: Direccion
  readonly accion?: 'abrir' | 'soltar' | 'mas' | 'menos'
  readonly fino: boolean
}

interface ScheduleGridProps {
  readonly label: string
  readonly columnas: readonly ColumnaConCitas[]
  readonly citas: readonly CitaAgenda[]
  readonly bloqueos: readonly Bloqueo[]
  readonly horas: { readonly desde: number; readonly hasta: number }
  readonly cursor: Cursor
  /** Appointment whose detail is open. */
  readonly openId: string | null
  /** The move by keyboard that is under way. */
  readonly teclado: Traslado | null
  readonly editable: boolean
  /** The place that the form at the side is asking for. */
  readonly pedido: { readonly columna: string; readonly inicio: string; readonly fin: string } | null
  readonly onCursor: (cursor: Cursor) => void
  readonly onOpen: (cita: CitaAgenda) => void
  readonly onCreate: (columna: ColumnaConCitas, inicio: string) => void
  readonly onDrop: (traslado: Traslado) => void
  readonly onKey: (pulsacion: Pulsacion) => void
}

const DIRECTIONS: Readonly<Record<string, Direccion>> = {
  ArrowUp: 'arriba',
  ArrowDown: 'abajo',
  ArrowLeft: 'izquierda',
  ArrowRight: 'derecha',
  Home: 'inicio',
  End: 'fin',
}

/** Columns of time. The cursor is the focus: one stop of the whole grid is in the tab order. */
export function ScheduleGrid(props: ScheduleGridProps) {
  const { columnas, horas, cursor, teclado } = props
  const scroller = useRef<HTMLDivElement>(null)
  const ahora = useMinute()
  const raton = usePointerMove({
    scroller,
    columnas,
    desde: horas.desde,
    pxPorMinuto: PX,
    onDrop: props.onDrop,
  })
  const traslado = raton.traslado ?? teclado
  const at = `${cursor.columna} ${cursor.inicio} ${cursor.citaId}`

  // The focus follows the cursor, but is not taken from a form or a dialog.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the cursor moves
  useEffect(() => {
    const root = scroller.current
    const active = document.activeElement
    const free = active === null || active.matches('body, main') || root?.contains(active)
    if (!root || !free) return
    const target = root.querySelector<HTMLElement>('[data-cursor]')
    target?.focus({ preventScroll: true })
    if (target) bringIntoView(root, target)
  }, [at, columnas])

  // A move by keyboard is answered by the grid, wherever it was begun.
  const lifted = teclado?.cita.id
  useEffect(() => {
    if (lifted !== undefined) scroller.current?.querySelector<HTMLElement>('[data-cursor]')?.focus()
  }, [lifted])

  // A schedule opens where the day is.
  const firstDay = columnas[0]?.fecha
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each frame
  useEffect(() => {
    const root = scroller.current
    if (!root || firstDay === undefined) return
    const today = columnas.some(({ esHoy }) => esHoy)
    const first = columnas
      .flatMap((columna) =>
        columna.paradas
          .filter((one) => one.clase === 'cita' || !one.fuera)
          .map((one) => minutoDe(columna.fecha, one.inicio)),
      )
      .toSorted((a, b) => a - b)[0]
    const minute = today ? minutoDe(bogotaDate(ahora), ahora.toISOString()) - 45 : (first ?? 480) - 15
    root.scrollTop = Math.max(0, (minute - horas.desde) * PX)
  }, [firstDay, horas.desde])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const fino = event.shiftKey
    const direccion = DIRECTIONS[event.key]
    const accion =
      event.key === 'Enter'
        ? 'abrir'
        : event.key === 'Escape' && teclado
          ? 'soltar'
          : teclado && event.key === '+'
            ? 'mas'
            : teclado && event.key === '-'
              ? 'menos'
              : undefined
    if (direccion === undefined && accion === undefined) return
    event.preventDefault()
    event.stopPropagation()
    props.onKey({ ...(direccion ? { direccion } : {}), ...(accion ? { accion } : {}), fino })
  }

  const height = (horas.hasta - horas.desde) * PX
  const manyDays = new Set(columnas.map(({ fecha }) => fecha)).size > 1
  return (
    <div
      ref={scroller}
      className="rejilla"
      role="group"
      aria-label={props.label}
      data-moviendo={raton.traslado ? true : undefined}
      onKeyDown={onKeyDown}
    >
      <div
        className="rejilla-hoja"
        style={{ gridTemplateColumns: `48px repeat(${columnas.length}, minmax(var(--rejilla-minimo), 1fr))` }}
      >
        <div className="rejilla-esquina" />
        {columnas.map((columna) => (
          <div
            key={columna.key}
            className="rejilla-titulo"
            data-hoy={(manyDays && columna.esHoy) || undefined}
          >
            <h2 className="recortado" title={columna.titulo}>
              {columna.titulo}
            </h2>
            <p>
              <span className="recortado" data-festivo={columna.festivo !== null || undefined}>
                {columna.detalle}
              </span>
              <span className="rejilla-cuenta tabular">{countText(columna)}</span>
            </p>
          </div>
        ))}
        <div className="rejilla-horas" style={{ height }} aria-hidden="true">
          {hoursBetween(horas).map((hour) => (
            <span key={hour} className="tabular" style={{ top: (hour * 60 - horas.desde) * PX }}>
              {`${String(hour).padStart(2, '0')}:00`}
            </span>
          ))}
        </div>
        {columnas.map((columna) => (
          <Column
            key={columna.key}
            {...props}
            columna={columna}
            ahora={ahora}
            traslado={traslado}
            onGrab={raton.start}
            wasDrag={raton.wasDrag}
          />
        ))}
      </div>
    </div>
  )
}

interface ColumnProps extends ScheduleGridProps {
  readonly columna: ColumnaConCitas
  readonly ahora: Date
  readonly traslado: Traslado | null
  readonly onGrab: ReturnType<typeof usePointerMove>['start']
  readonly wasDrag: () => boolean
}

function Column(props: ColumnProps) {
  const { columna, horas, cursor, traslado, ahora } = props
  const y = (iso: string) => (minutoDe(columna.fecha, iso) - horas.desde) * PX
  const lanes = carriles(columna.citas)
  const own = columna.key === cursor.columna ? paradaEn(columna.paradas, cursor) : undefined
  const limites = limitesDelDia(columna.fecha)
  const bloqueos = bloqueosEn(props.bloqueos, columna.profesionalId, {
    inicio: limites.desde,
    fin: limites.hasta,
  })
  const clamp = (value: number) => Math.max(0, Math.min((horas.hasta - horas.desde) * PX, value))
  return (
    <section
      className="rejilla-columna"
      aria-label={`${columna.titulo}${columna.detalle === '' ? '' : `, ${columna.detalle}`}`}
      data-columna={columna.key}
      style={{ height: (horas.hasta - horas.desde) * PX }}
    >
      {columna.paradas.map((parada) => {
        if (parada.clase === 'cita') return null
        const isCursor = parada === own
        return (
          <button
            key={parada.inicio}
            type="button"
            className="libre"
            style={{ top: y(parada.inicio), height: Math.max(8, y(parada.fin) - y(parada.inicio)) }}
            tabIndex={isCursor ? 0 : -1}
            data-cursor={isCursor || undefined}
            data-fuera={parada.fuera || undefined}
            aria-label={`${parada.fuera ? 'Fuera de horario' : 'Libre'}, ${formatHora(parada.inicio)} a ${formatHora(parada.fin)}, ${columna.titulo}`}
            onClick={() => {
              if (props.wasDrag()) return
              props.onCursor(cursorDe(columna.key, parada))
              if (props.editable) props.onCreate(columna, parada.inicio)
            }}
          >
            <span className="libre-hora tabular" aria-hidden="true">
              {formatHora(parada.inicio)}
            </span>
          </button>
        )
      })}
      {bloqueos.map((bloqueo) => {
        const top = clamp(y(bloqueo.desde))
        return (
          <div key={bloqueo.id} className="bloqueo" style={{ top, height: clamp(y(bloqueo.hasta)) - top }}>
            <span className="recortado">{bloqueo.motivo}</span>
          </div>
        )
      })}
      {columna.citas.map((cita) => {
        const movable = props.editable && puedeMoverse(cita.estado)
        return (
          <AppointmentCard
            key={cita.id}
            cita={cita}
            carril={lanes.get(cita.id) ?? { carril: 0, de: 1 }}
            top={y(cita.inicio) + 1}
            height={Math.max(16, y(cita.fin) - y(cita.inicio) - 2)}
            underCursor={own?.clase === 'cita' && own.cita.id === cita.id}
            isOpen={props.openId === cita.id}
            isLifted={traslado?.cita.id === cita.id}
            movable={movable}
            onSelect={() => {
              if (props.wasDrag()) return
              props.onCursor({ columna: columna.key, inicio: cita.inicio, citaId: cita.id })
              props.onOpen(cita)
            }}
            onOpen={() => props.onOpen(cita)}
            onGrab={(event) => props.onGrab(event, cita)}
          />
        )
      })}
      {props.pedido?.columna === columna.key && (
        <div
          className="pedido"
          style={{ top: y(props.pedido.inicio), height: y(props.pedido.fin) - y(props.pedido.inicio) }}
          aria-hidden="true"
        />
      )}
      {traslado?.columna === columna.key && (
        <Ghost traslado={traslado} columna={columna} citas={props.citas} y={y} />
      )}
      {columna.esHoy && bogotaDate(ahora) === columna.fecha && (
        <div className="ahora" style={{ top: y(ahora.toISOString()) }} aria-hidden="true" />
      )}
    </section>
  )
}

/** Where the appointment would fall, with the hour in large. */
function Ghost({
  traslado,
  columna,
  citas,
  y,
}: {
  readonly traslado: Traslado
  readonly columna: ColumnaConCitas
  readonly citas: readonly CitaAgenda[]
  readonly y: (iso: string) => number
}) {
  const fin = finDe(traslado)
  const taken = chocaCon(
    traslado.cita,
    { profesionalId: columna.profesionalId, inicio: traslado.inicio, fin },
    citas,
  )
  return (
    <div
      className="fantasma"
      data-ocupado={taken || undefined}
      style={{ top: y(traslado.inicio), height: y(fin) - y(traslado.inicio) }}
      role="status"
    >
      <span className="fantasma-hora tabular">{formatHora(traslado.inicio)}</span>
      <span className="recortado">
        {taken ? 'Ocupado: pedirá motivo de sobrecupo' : traslado.cita.paciente}
      </span>
    </div>
  )
}

function countText(columna: ColumnaConCitas): string {
  const n = columna.citas.length
  return n === 0 ? '' : n === 1 ? '1 cita' : `${n} citas`
}

function hoursBetween({ desde, hasta }: { desde: number; hasta: number }): number[] {
  return Array.from({ length: (hasta - desde) / 60 }, (_, i) => desde / 60 + i)
}

/** The present, told again every twenty seconds. */
function useMinute(): Date {
  const now = useNow()
  const [instant, setInstant] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setInstant(now()), 20_000)
    return () => clearInterval(timer)
  }, [now])
  return instant
}

/** Scrolls only when the stop is hidden, also behind the fixed headings. */
function bringIntoView(root: HTMLElement, target: HTMLElement): void {
  const box = root.getBoundingClientRect()
  const rect = target.getBoundingClientRect()
  const top = box.top + 48
  const left = box.left + 48
  if (rect.top < top) root.scrollTop -= top - rect.top + 8
  else if (rect.bottom > box.bottom) root.scrollTop += rect.bottom - box.bottom + 8
  if (rect.left < left) root.scrollLeft -= left - rect.left + 4
  else if (rect.right > box.right) root.scrollLeft += rect.right - box.right + 4
}
