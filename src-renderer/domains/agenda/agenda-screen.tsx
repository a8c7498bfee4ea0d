import { ActionIcon, Button, SegmentedControl, Select } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { masMinutos, ocupa, puedeMoverse, puedePasar } from '../../../src-shared/domains/agenda/rules.ts'
import type { CitaAgenda, EstadoCita } from '../../../src-shared/domains/agenda/schemas.ts'
import { ADMINISTRAN, ATIENDEN, CLINICOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import {
  addDays,
  bogotaDate,
  formatDiaSemana,
  formatFecha,
  isLocalDate,
  type LocalDate,
} from '../../../src-shared/kernel/dates.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useHoy, useNow } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useHasRole, useSession } from '../../ui/session.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut, useShortcutNote } from '../../ui/shortcuts.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import { useRemembered } from '../../ui/use-remembered.ts'
import { AppointmentPanel } from './appointment-panel.tsx'
import { BlockDialog } from './block-dialog.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { type Cursor, instanteDe, minutoDe, moverCursor, paradaEn } from './layout.ts'
import { NewAppointmentPanel, type Semilla } from './new-appointment-panel.tsx'
import { OverbookDialog } from './overbook-dialog.tsx'
import { type Pulsacion, ScheduleGrid } from './schedule-grid.tsx'
import { StatusLine } from './status-line.tsx'
import { duracionDe, useActs } from './use-acts.ts'
import type { Traslado } from './use-pointer-move.ts'
import { lunesDe, useSchedule, type Vista } from './use-schedule.ts'
import './agenda.css'

const isVista = (value: unknown): value is Vista => value === 'dia' || value === 'semana'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

/** Where one was: the schedule opens there again after looking at a patient. It is forgotten when the program closes. */
const lastPlace: { fecha: LocalDate | null; profesionalId: string | null; cursor: Cursor | null } = {
  fecha: null,
  profesionalId: null,
  cursor: null,
}

type Lado =
  | { readonly clase: 'cita'; readonly id: string }
  | { readonly clase: 'nueva'; readonly semilla: Semilla }
type Dialogo = { readonly clase: 'cancelar'; readonly cita: CitaAgenda } | { readonly clase: 'bloquear' }

/** Day of all the professionals, or week of one; everything with the keyboard and everything with the mouse. */
export function AgendaScreen({ search }: ScreenProps) {
  const navigation = useNavigation()
  const { usuario } = useSession()
  const now = useNow()
  const hoy = useHoy()
  const editable = useHasRole(...ATIENDEN)
  const clinico = useHasRole(...CLINICOS)
  const administra = useHasRole(...ADMINISTRAN)
  const [vista, setVista] = useRemembered<Vista>('agenda.vista', 'dia', isVista)
  const [conCanceladas, setConCanceladas] = useRemembered('agenda.canceladas', false, isFlag)
  const [fecha, setFecha] = useState<LocalDate>(() =>
    isLocalDate(search.fecha ?? '') ? (search.fecha ?? hoy) : (lastPlace.fecha ?? hoy),
  )
  const [profesionalId, setProfesionalId] = useState(lastPlace.profesionalId ?? usuario.profesionalId)
  const schedule = useSchedule({ vista, fecha, profesionalId, conCanceladas }, hoy)
  const { columnas, horas, data, query } = schedule
  const acts = useActs()
  const [moved, setCursor] = useState<Cursor | null>(lastPlace.cursor)
  const [lado, setLado] = useState<Lado | null>(null)
  const [dialogo, setDialogo] = useState<Dialogo | null>(null)
  const [teclado, setTeclado] = useState<Traslado | null>(null)
  const [pinza, setPinza] = useState<CitaAgenda | null>(null)
  const [pedido, setPedido] = useState<{ columna: string; inicio: string; fin: string } | null>(null)

  const cursor = cursorIn(columnas, moved, usuario.profesionalId, now().toISOString())
  const columna = columnas?.find(({ key }) => key === cursor?.columna)
  const parada = columna && cursor ? paradaEn(columna.paradas, cursor) : undefined
  const bajoCursor = parada?.clase === 'cita' ? parada.cita : null
  const abierta = lado?.clase === 'cita' ? (data?.citas.find(({ id }) => id === lado.id) ?? null) : null
  /** What the letters act on: the appointment under the cursor. */
  const enMano = bajoCursor ?? abierta

  useEffect(() => {
    lastPlace.fecha = fecha
    lastPlace.profesionalId = profesionalId
    lastPlace.cursor = moved
  }, [fecha, profesionalId, moved])

  const irA = useCallback((next: LocalDate) => {
    setTeclado(null)
    setFecha(next)
  }, [])
  const pasar = (sentido: 1 | -1) => irA(addDays(fecha, sentido * (vista === 'dia' ? 1 : 7)))

  const nueva = useCallback((semilla: Semilla) => {
    setTeclado(null)
    setLado({ clase: 'nueva', semilla })
  }, [])
  const nuevaAqui = () => {
    const aqui = parada?.clase === 'libre' && !parada.fuera && columna ? columna : null
    nueva({
      id: crypto.randomUUID(),
      profesionalId: aqui?.profesionalId ?? profesionalId ?? null,
      inicio: aqui && parada && parada.inicio >= now().toISOString() ? parada.inicio : null,
      paciente: null,
    })
  }

  // F2 from another screen, or «Nueva cita» on a patient's card.
  const { nueva: pedida, paciente: deQuien, fecha: pedidaFecha } = search
  useEffect(() => {
    if (pedidaFecha !== undefined && isLocalDate(pedidaFecha)) setFecha(pedidaFecha)
  }, [pedidaFecha])
  useEffect(() => {
    if (pedida === undefined || !editable) return
    let gone = false
    const open = (paciente: Semilla['paciente']) => {
      if (!gone) nueva({ id: `${pedida} ${deQuien ?? ''}`, profesionalId: null, inicio: null, paciente })
    }
    if (deQuien === undefined) open(null)
    else
      client.pacientes.obtener({ id: deQuien }).then(
        (ficha) => open({ id: deQuien, nombre: ficha.nombre }),
        () => open(null),
      )
    return () => {
      gone = true
    }
  }, [pedida, deQuien, editable, nueva])

  const iniciarConsulta = (cita: CitaAgenda) =>
    navigation.go(`/consulta/nueva?paciente=${cita.pacienteId}&cita=${cita.id}`)
  const estado = (cita: CitaAgenda | null, to: EstadoCita) => {
    if (!cita || !editable) return false
    if (!puedePasar(cita.estado, to)) return false
    void acts.cambiarEstado(cita, to)
    return true
  }
  const soltar = (traslado: Traslado) => {
    setTeclado(null)
    const destino = columnas?.find(({ key }) => key === traslado.columna)
    if (!destino) return
    const { cita, inicio, minutos } = traslado
    const same =
      cita.inicio === inicio && cita.profesionalId === destino.profesionalId && duracionDe(cita) === minutos
    setCursor({ columna: destino.key, inicio, citaId: cita.id })
    if (!same) void acts.mover(cita, { profesionalId: destino.profesionalId, inicio, minutos })
  }
  const levantar = (cita: CitaAgenda | null) => {
    if (!cita || !columna || !editable || !puedeMoverse(cita.estado)) return false
    setTeclado({
      cita,
      columna: columna.key,
      inicio: cita.inicio,
      minutos: duracionDe(cita),
      medio: 'teclado',
    })
    return true
  }
  const pegar = () => {
    if (!pinza || !columna || !parada) return false
    const { inicio } = parada
    setPinza(null)
    setCursor({ columna: columna.key, inicio, citaId: pinza.id })
    void acts.mover(pinza, { profesionalId: columna.profesionalId, inicio, minutos: duracionDe(pinza) })
    return true
  }

  const onKey = ({ direccion, accion, fino }: Pulsacion) => {
    if (teclado) {
      if (accion === 'soltar') setTeclado(null)
      else if (accion === 'abrir') soltar(teclado)
      else if (accion) setTeclado({ ...teclado, minutos: stretch(teclado.minutos, accion) })
      else if (direccion) setTeclado(carry(teclado, direccion, fino, columnas ?? []))
      return
    }
    if (direccion && columnas && cursor) setCursor(moverCursor(columnas, cursor, direccion))
    if (accion !== 'abrir' || !parada || !columna) return
    if (parada.clase === 'cita') setLado({ clase: 'cita', id: parada.cita.id })
    else if (pinza) pegar()
    else if (editable)
      nueva({
        id: crypto.randomUUID(),
        profesionalId: columna.profesionalId,
        inicio: parada.inicio,
        paciente: null,
      })
  }

  useShortcut('RePág', () => pasar(-1), { label: vista === 'dia' ? 'Día anterior' : 'Semana anterior' })
  useShortcut('AvPág', () => pasar(1), { label: vista === 'dia' ? 'Día siguiente' : 'Semana siguiente' })
  useShortcut('PageUp', () => pasar(-1), { inPalette: false })
  useShortcut('PageDown', () => pasar(1), { inPalette: false })
  useShortcut('H', () => irA(hoy), { label: 'Ir a hoy' })
  useShortcut('D', () => setVista('dia'), { label: 'Ver el día' })
  useShortcut('S', () => setVista('semana'), { label: 'Ver la semana' })
  useShortcut('L', () => estado(enMano, 'en-sala'), { label: 'Llegó' })
  useShortcut('C', () => estado(enMano, 'confirmada'), { label: 'Confirmar la cita' })
  useShortcut('P', () => estado(enMano, 'en-consulta'), { label: 'Pasar a consulta' })
  useShortcut('N', () => estado(enMano, 'no-asistio'), { label: 'No asistió' })
  useShortcut('M', () => levantar(bajoCursor), { label: 'Mover la cita con las flechas', enabled: editable })
  useShortcut(
    'Supr',
    () =>
      enMano && editable && cancelable(enMano) ? setDialogo({ clase: 'cancelar', cita: enMano }) : false,
    {
      label: 'Cancelar la cita',
    },
  )
  useShortcut(
    'Ctrl+X',
    () => (bajoCursor && editable && puedeMoverse(bajoCursor.estado) ? setPinza(bajoCursor) : false),
    {
      label: 'Llevar la cita a la Pinza',
    },
  )
  useShortcut('Ctrl+V', pegar, { label: 'Poner aquí la cita de la Pinza', enabled: pinza !== null })
  useShortcut('Ctrl+Z', () => void acts.deshacer(), { label: 'Deshacer' })
  useShortcut('Esc', () => (pinza ? setPinza(null) : false), { enabled: pinza !== null, inPalette: false })
  useShortcut('F2', nuevaAqui, { enabled: editable })
  useShortcutNote('↑↓←→', 'Mover el cursor por la agenda')
  useShortcutNote('↵', 'Abrir la cita o agendar en el espacio libre')

  const loading = useDelayed(query.isPending)
  const ocupan = data?.citas.filter((cita) => ocupa(cita.estado)) ?? []
  const panel =
    lado?.clase === 'nueva' && data ? (
      <NewAppointmentPanel
        key={lado.semilla.id}
        semilla={lado.semilla}
        profesionales={data.profesionales}
        onPlace={(lugar) => {
          const where = lugar && placeOf(columnas ?? [], lugar)
          setPedido(where ?? null)
        }}
        onShowDate={irA}
        onClose={() => {
          setLado(null)
          setPedido(null)
        }}
        onBooked={(cita, mensaje, avisos) => {
          setLado(null)
          setPedido(null)
          irA(bogotaDate(new Date(cita.inicio)))
          setCursor({
            columna: vista === 'dia' ? cita.profesionalId : bogotaDate(new Date(cita.inicio)),
            inicio: cita.inicio,
            citaId: cita.id,
          })
          acts.tell(mensaje, { avisos })
        }}
      />
    ) : abierta ? (
      <AppointmentPanel
        cita={abierta}
        profesional={data?.profesionales.find(({ id }) => id === abierta.profesionalId)?.nombre ?? ''}
        editable={editable}
        clinico={clinico}
        onClose={() => setLado(null)}
        onState={(to) => estado(abierta, to)}
        onMove={() => levantar(abierta)}
        onCancel={() => setDialogo({ clase: 'cancelar', cita: abierta })}
        onPatient={() => navigation.go(`/pacientes/${abierta.pacienteId}`)}
        onConsult={() => iniciarConsulta(abierta)}
      />
    ) : undefined

  return (
    <>
      <ScreenHeader
        title="Agenda"
        context={<span className="tabular">{contextText(vista, fecha, columnas && countOf(columnas))}</span>}
        filters={
          <>
            <ActionIcon
              aria-label={vista === 'dia' ? 'Día anterior' : 'Semana anterior'}
              title="Anterior (RePág)"
              onClick={() => pasar(-1)}
            >
              <IconChevronLeft size={16} aria-hidden="true" />
            </ActionIcon>
            <Button onClick={() => irA(hoy)} disabled={fecha === hoy} rightSection={<Shortcut keys="H" />}>
              Hoy
            </Button>
            <ActionIcon
              aria-label={vista === 'dia' ? 'Día siguiente' : 'Semana siguiente'}
              title="Siguiente (AvPág)"
              onClick={() => pasar(1)}
            >
              <IconChevronRight size={16} aria-hidden="true" />
            </ActionIcon>
            <SegmentedControl
              aria-label="Vista"
              data={[
                { value: 'dia', label: 'Día' },
                { value: 'semana', label: 'Semana' },
              ]}
              value={vista}
              onChange={(value) => setVista(value === 'semana' ? 'semana' : 'dia')}
            />
            {vista === 'semana' && schedule.todos.length > 1 && (
              <Select
                aria-label="Profesional"
                className="agenda-de-quien"
                data={schedule.todos.map((p) => ({ value: p.id, label: p.nombre }))}
                value={schedule.dueno}
                onChange={(value) => setProfesionalId(value)}
                allowDeselect={false}
              />
            )}
          </>
        }
        actions={[
          ...(editable
            ? [{ label: 'Bloquear un horario', onRun: () => setDialogo({ clase: 'bloquear' }) }]
            : []),
          {
            label: conCanceladas ? 'Ocultar las canceladas' : 'Ver las canceladas',
            onRun: () => setConCanceladas(!conCanceladas),
          },
          ...(administra
            ? [{ label: 'Horarios y servicios', onRun: () => navigation.go('/agenda/horarios') }]
            : []),
        ]}
        visible={0}
        primary={editable ? { label: 'Nueva cita', keys: 'F2', onRun: nuevaAqui } : undefined}
      />
      <ScreenBody scroll="contenido" padded={false} panel={panel}>
        {pinza && (
          <div className="pinza" role="status">
            <span>
              En la Pinza: <strong>{pinza.paciente}</strong>, {duracionDe(pinza)} min
            </span>
            <span className="atenuado">
              <Shortcut keys="Ctrl+V" /> la pone en el cursor, en este día o en otro
            </span>
            <Button size="xs" onClick={() => setPinza(null)} rightSection={<Shortcut keys="Esc" />}>
              Soltar
            </Button>
          </div>
        )}
        {query.isError && !data ? (
          <ErrorState
            quePaso="No se pudo leer la agenda."
            queSeConservo="Las citas están a salvo."
            queHacer={failureText(query.error)}
            actionLabel="Intentar de nuevo"
            onAction={() => void query.refetch()}
          />
        ) : columnas && horas && cursor && columnas.length > 0 ? (
          <ScheduleGrid
            label={`Agenda, ${contextText(vista, fecha, undefined)}`}
            columnas={columnas}
            citas={ocupan}
            bloqueos={data?.bloqueos ?? []}
            horas={horas}
            cursor={cursor}
            openId={abierta?.id ?? null}
            teclado={teclado}
            editable={editable}
            pedido={pedido}
            onCursor={setCursor}
            onOpen={(cita) => setLado({ clase: 'cita', id: cita.id })}
            onCreate={(one, inicio) =>
              pinza
                ? void pegarEn(pinza, one, inicio)
                : nueva({ id: crypto.randomUUID(), profesionalId: one.profesionalId, inicio, paciente: null })
            }
            onDrop={soltar}
            onKey={onKey}
          />
        ) : data ? (
          <EmptyState>
            Todavía no hay profesionales que atiendan. Agréguelos en Configuración para abrir la agenda.
          </EmptyState>
        ) : loading ? (
          <p className="agenda-espera">Abriendo la agenda…</p>
        ) : null}
        <StatusLine
          hecho={acts.hecho}
          moviendo={teclado}
          onUndo={() => void acts.deshacer()}
          onHush={acts.callar}
        />
      </ScreenBody>
      <OverbookDialog ocupado={acts.ocupado} onClose={acts.cerrarOcupado} />
      <CancelDialog
        cita={dialogo?.clase === 'cancelar' ? dialogo.cita : null}
        onClose={() => setDialogo(null)}
        onConfirm={async (cita, salida) => {
          const done = await acts.cancelar(cita, salida)
          if (!done) return
          setDialogo(null)
          if (salida.estado === 'reprogramada')
            nueva({
              id: crypto.randomUUID(),
              profesionalId: cita.profesionalId,
              inicio: null,
              paciente: { id: cita.pacienteId, nombre: cita.paciente },
            })
        }}
      />
      <BlockDialog
        opened={dialogo?.clase === 'bloquear'}
        profesionales={data?.profesionales ?? []}
        fecha={columna?.fecha ?? fecha}
        profesionalId={columna?.profesionalId ?? null}
        onClose={() => setDialogo(null)}
        onBlocked={(texto) => {
          setDialogo(null)
          acts.tell(texto)
        }}
      />
    </>
  )

  async function pegarEn(cita: CitaAgenda, one: { key: string; profesionalId: string }, inicio: string) {
    setPinza(null)
    setCursor({ columna: one.key, inicio, citaId: cita.id })
    await acts.mover(cita, { profesionalId: one.profesionalId, inicio, minutos: duracionDe(cita) })
  }
}

type Columnas = NonNullable<ReturnType<typeof useSchedule>['columnas']>

/** The cursor where it was, or where the day is: the own column, from now on. */
function cursorIn(
  columnas: Columnas | undefined,
  moved: Cursor | null,
  propio: string | null,
  ahora: string,
): Cursor | null {
  if (!columnas) return null
  // An appointment that was moved, or moved back, takes the cursor with it.
  for (const one of columnas) {
    const cita = one.citas.find(({ id }) => id === moved?.citaId)
    if (cita) return { columna: one.key, inicio: cita.inicio, citaId: cita.id }
  }
  const here = columnas.find(({ key }) => key === moved?.columna)
  if (here && moved) {
    // The same hour of the clock when the day under it changed.
    const minuto = minutoDe(bogotaDate(new Date(moved.inicio)), moved.inicio)
    return bogotaDate(new Date(moved.inicio)) === here.fecha
      ? moved
      : { columna: here.key, inicio: instanteDe(here.fecha, minuto), citaId: null }
  }
  const column =
    columnas.find((one) => one.esHoy && (propio === null || one.profesionalId === propio)) ??
    columnas.find((one) => one.profesionalId === propio) ??
    columnas[0]
  if (!column) return null
  const useful = column.paradas.filter((one) => one.clase === 'cita' || !one.fuera)
  const first =
    (column.esHoy ? useful.find((one) => one.fin > ahora) : undefined) ?? useful[0] ?? column.paradas[0]
  return {
    columna: column.key,
    inicio: first?.inicio ?? instanteDe(column.fecha, 480),
    citaId: first?.clase === 'cita' ? first.cita.id : null,
  }
}

/** A move by keyboard: a quarter of an hour, or five minutes with Shift; sideways to the next column. */
function carry(
  traslado: Traslado,
  direccion: NonNullable<Pulsacion['direccion']>,
  fino: boolean,
  columnas: Columnas,
): Traslado {
  if (direccion === 'arriba' || direccion === 'abajo') {
    const step = (fino ? 5 : 15) * (direccion === 'abajo' ? 1 : -1)
    const inicio = masMinutos(traslado.inicio, step)
    return bogotaDate(new Date(inicio)) === bogotaDate(new Date(traslado.inicio))
      ? { ...traslado, inicio }
      : traslado
  }
  if (direccion !== 'izquierda' && direccion !== 'derecha') return traslado
  const at = columnas.findIndex(({ key }) => key === traslado.columna)
  const [from, to] = [columnas[at], columnas[at + (direccion === 'derecha' ? 1 : -1)]]
  if (!from || !to) return traslado
  return {
    ...traslado,
    columna: to.key,
    inicio: instanteDe(to.fecha, minutoDe(from.fecha, traslado.inicio)),
  }
}

function stretch(minutos: number, accion: 'mas' | 'menos'): number {
  return Math.max(5, Math.min(720, minutos + (accion === 'mas' ? 5 : -5)))
}

function countOf(columnas: Columnas): number {
  return columnas.flatMap(({ citas }) => citas.filter(({ estado }) => ocupa(estado))).length
}

function cancelable(cita: CitaAgenda): boolean {
  return puedePasar(cita.estado, 'cancelada-paciente')
}

function placeOf(
  columnas: Columnas,
  lugar: { readonly profesionalId: string; readonly inicio: string; readonly fin: string },
) {
  const column = columnas.find(
    (one) => one.profesionalId === lugar.profesionalId && one.fecha === bogotaDate(new Date(lugar.inicio)),
  )
  return column && { columna: column.key, inicio: lugar.inicio, fin: lugar.fin }
}

function contextText(vista: Vista, fecha: LocalDate, citas: number | undefined): string {
  const cuando =
    vista === 'dia'
      ? `${formatDiaSemana(fecha)} ${formatFecha(fecha)}`
      : `${formatFecha(lunesDe(fecha)).replace(/ \d{4}$/, '')} – ${formatFecha(addDays(lunesDe(fecha), 6))}`
  if (citas === undefined) return cuando
  return `${cuando} · ${citas === 1 ? '1 cita' : `${citas} citas`}`
}
