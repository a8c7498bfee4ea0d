import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FocusEvent, useEffect, useRef, useState } from 'react'
import type { CitaAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import { ESTADO_CITA } from '../../../src-shared/domains/agenda/texts.ts'
import type { PendienteHoy } from '../../../src-shared/domains/jornada/contract.ts'
import { CLINICOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { formatDiaSemana, formatFecha, formatHora } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useHoy, useNow } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { NowLine } from '../../ui/now-line.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useHasRole, useSession } from '../../ui/session.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { LOOK } from '../agenda/state-look.ts'
import { ahoraAntesDe, citasDelDia, rutaPendiente, siguiente, tonoPendiente } from './today-rules.ts'
import './jornada.css'

/** The present moment is looked at again each minute. */
const MINUTE_MS = 60_000

/** The day at a glance: who comes, and what needs the person. */
export function TodayScreen() {
  const navigation = useNavigation()
  const hoy = useHoy()
  const { usuario } = useSession()
  const clinical = useHasRole(...CLINICOS) && usuario.profesionalId !== null
  const day = useQuery({ ...orpc.jornada.hoy.queryOptions(), meta: { datos: TODAY_DATA } })
  const schedule = useQuery({
    ...orpc.agenda.rango.queryOptions({
      input: {
        desde: hoy,
        hasta: hoy,
        profesionalIds: usuario.profesionalId === null ? null : [usuario.profesionalId],
      },
    }),
    meta: { datos: ['citas'] },
  })
  const citas = schedule.data === undefined ? undefined : citasDelDia(schedule.data.citas)
  const [pointed, setPointed] = useState<string | null>(null)
  const next = citas && siguiente(citas)
  const chosen = citas?.find(({ id }) => id === pointed) ?? next
  const start = () => {
    if (chosen) navigation.go(`/consulta/nueva?paciente=${chosen.pacienteId}&cita=${chosen.id}`)
    else navigation.go('/consulta')
  }
  return (
    <>
      <ScreenHeader
        title="Hoy"
        context={`${formatDiaSemana(hoy)} ${formatFecha(hoy)}${citas === undefined ? '' : ` · ${contar(citas.length)}`}`}
        primary={
          clinical
            ? {
                label: 'Iniciar consulta',
                onRun: start,
                disabled: chosen !== undefined && !TO_ATTEND.has(chosen.estado),
                reason: chosen === undefined ? undefined : chosen.paciente,
              }
            : undefined
        }
      />
      <ScreenBody scroll="contenido">
        <div className="hoy">
          <Panel title="Citas" aside={citas && atendidas(citas)}>
            {schedule.isError ? (
              <ErrorState
                quePaso="No se pudieron leer las citas de hoy."
                queHacer={failureText(schedule.error)}
                actionLabel="Intentar de nuevo"
                onAction={() => void schedule.refetch()}
              />
            ) : (
              citas && (
                <Appointments
                  citas={citas}
                  nextId={next?.id}
                  onPoint={setPointed}
                  onOpen={(pacienteId) => navigation.go(`/pacientes/${pacienteId}`)}
                />
              )
            )}
          </Panel>
          <div className="hoy-derecha">
            <Panel
              title="Necesita de usted"
              aside={day.data && day.data.necesita.length > 0 ? day.data.necesita.length : undefined}
              flush
            >
              {day.isError ? (
                <ErrorState
                  quePaso="No se pudo leer lo pendiente."
                  queHacer={failureText(day.error)}
                  actionLabel="Intentar de nuevo"
                  onAction={() => void day.refetch()}
                />
              ) : (
                day.data && <Needs pendientes={day.data.necesita} />
              )}
            </Panel>
            {day.data && (
              <p className="hoy-totales tabular">
                {day.data.atendidos === 1 ? '1 nota firmada' : `${day.data.atendidos} notas firmadas`} ·{' '}
                {day.data.ventas.facturas === 1 ? '1 factura' : `${day.data.ventas.facturas} facturas`}{' '}
                {formatPesos(day.data.ventas.total)} · recibido {formatPesos(day.data.ventas.recibido)}
              </p>
            )}
          </div>
        </div>
      </ScreenBody>
    </>
  )
}

const TODAY_DATA = [
  'hoy',
  'citas',
  'contingencia',
  'buzon',
  'facturas',
  'outbox',
  'rips',
  'borradores',
  'configuracion',
  'recibos',
] as const
const TO_ATTEND: ReadonlySet<string> = new Set(['agendada', 'confirmada', 'en-sala', 'en-consulta'])

const contar = (citas: number): string => (citas === 1 ? '1 cita' : `${citas} citas`)

function atendidas(citas: readonly CitaAgenda[]): string | undefined {
  if (citas.length === 0) return undefined
  const hechas = citas.filter(({ estado }) => estado === 'atendida').length
  return hechas === 1 ? `1 atendida de ${citas.length}` : `${hechas} atendidas de ${citas.length}`
}

interface AppointmentsProps {
  readonly citas: readonly CitaAgenda[]
  readonly nextId: string | undefined
  readonly onPoint: (citaId: string | null) => void
  readonly onOpen: (pacienteId: string) => void
}

function Appointments({ citas, nextId, onPoint, onOpen }: AppointmentsProps) {
  const now = useNow()
  const [instant, setInstant] = useState(() => now().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setInstant(now().toISOString()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [now])
  const root = useRef<HTMLDivElement>(null)
  // The keyboard begins on who comes next: Enter opens the card, Ctrl+Enter begins.
  useEffect(() => {
    const active = document.activeElement
    const elsewhere = active?.matches('main') || !active?.closest('main, [role=dialog]')
    if (elsewhere) root.current?.querySelector<HTMLElement>('.timeline-evento[aria-current]')?.focus()
  }, [])
  const point = (event: FocusEvent) => {
    const rows = [...(root.current?.querySelectorAll('.timeline-evento') ?? [])]
    onPoint(citas[rows.indexOf(event.target)]?.id ?? null)
  }
  if (citas.length === 0)
    return (
      <EmptyState keys="F2" keysLabel="agenda una cita">
        No hay citas para hoy.
      </EmptyState>
    )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to where the keyboard is
    <div ref={root} onFocus={point}>
      <Timeline
        label="Citas de hoy"
        activeId={nextId ?? null}
        nowBefore={ahoraAntesDe(citas, instant)}
        now={<NowLine />}
        onOpen={(id) => {
          const cita = citas.find((otra) => otra.id === id)
          if (cita) onOpen(cita.pacienteId)
        }}
        groups={[
          {
            label: '',
            entries: citas.map((cita) => ({
              id: cita.id,
              when: formatHora(cita.inicio),
              title: cita.paciente,
              detail: [
                cita.servicio,
                cita.pagador ?? 'Particular',
                cita.deuda > 0 ? `debe ${formatPesos(cita.deuda)}` : '',
              ]
                .filter((parte) => parte !== '')
                .join(' · '),
              tone: LOOK[cita.estado].tone,
              aside: <StateChip tone={LOOK[cita.estado].tone} label={ESTADO_CITA[cita.estado]} plain />,
            })),
          },
        ]}
      />
    </div>
  )
}

function Needs({ pendientes }: { readonly pendientes: readonly PendienteHoy[] }) {
  const navigation = useNavigation()
  if (pendientes.length === 0) return <EmptyState>Nada pendiente: todo está al día.</EmptyState>
  return (
    <ul>
      {pendientes.map((pendiente) => (
        <li
          key={`${pendiente.clase} ${pendiente.referenciaId ?? ''} ${pendiente.texto}`}
          className={`hoy-pendiente tono-${tonoPendiente(pendiente)}`}
        >
          <span className="hoy-pendiente-tono">
            <ToneIcon tone={tonoPendiente(pendiente)} size={16} />
          </span>
          <span>{pendiente.texto}</span>
          <Button size="xs" onClick={() => navigation.go(rutaPendiente(pendiente))}>
            {pendiente.accion}
          </Button>
        </li>
      ))}
    </ul>
  )
}
