import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { minutosEntre, puedePasar } from '../../../src-shared/domains/agenda/rules.ts'
import type { CitaAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import { duracionLegible, ESTADO_CITA } from '../../../src-shared/domains/agenda/texts.ts'
import { ATIENDEN, CLINICOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { formatHora } from '../../../src-shared/kernel/dates.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useNow } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { LOOK } from './state-look.ts'
import { StatusLine } from './status-line.tsx'
import { useActs } from './use-acts.ts'
import './agenda.css'

interface EnSala extends CitaAgenda {
  readonly profesional: string
  /** Minutes since the arrival, now. */
  readonly espera: number
}

/** Minutes of waiting from which the row asks for attention. */
const MUCHO = 30

const COLUMNS: readonly DataListColumn<EnSala>[] = [
  {
    id: 'espera',
    header: 'Espera',
    width: '104px',
    sortBy: (c) => c.espera,
    cell: (c) => (
      <span
        className="tabular sala-espera"
        data-mucho={(c.estado === 'en-sala' && c.espera >= MUCHO) || undefined}
      >
        {c.estado === 'en-sala' ? duracionLegible(c.espera) : '—'}
      </span>
    ),
  },
  {
    id: 'paciente',
    header: 'Paciente',
    width: 'minmax(200px, 2fr)',
    cell: (c) => <span title={c.paciente}>{c.paciente}</span>,
  },
  {
    id: 'cita',
    header: 'Cita',
    width: '72px',
    cell: (c) => <span className="tabular">{formatHora(c.inicio)}</span>,
  },
  {
    id: 'llego',
    header: 'Llegó',
    dropOrder: 2,
    width: '72px',
    cell: (c) => <span className="tabular">{c.llegoEn === null ? '—' : formatHora(c.llegoEn)}</span>,
  },
  { id: 'con', header: 'Con', width: 'minmax(150px, 1.4fr)', cell: (c) => c.profesional },
  { id: 'servicio', header: 'Servicio', dropOrder: 1, width: 'minmax(120px, 1fr)', cell: (c) => c.servicio },
  {
    id: 'estado',
    header: 'Estado',
    width: '132px',
    cell: (c) => (
      <StateChip tone={LOOK[c.estado].tone} icon={LOOK[c.estado].icon} label={ESTADO_CITA[c.estado]} />
    ),
  },
]

/** Who waits, since when and for whom, in order of arrival; `Pasar` calls the one in hand. */
export function WaitingRoomScreen() {
  const navigation = useNavigation()
  const editable = useHasRole(...ATIENDEN)
  const clinico = useHasRole(...CLINICOS)
  const acts = useActs()
  const sala = useQuery({ ...orpc.agenda.salaDeEspera.queryOptions(), meta: { datos: ['citas'] } })
  const ahora = useMinute()
  // Who waits goes first; whoever is already inside, after.
  const rows = sala.data?.citas
    .map((cita): EnSala => ({ ...cita, espera: minutosEntre(cita.llegoEn ?? cita.inicio, ahora) }))
    .toSorted((a, b) => Number(a.estado === 'en-consulta') - Number(b.estado === 'en-consulta'))
  const waiting = rows?.filter(({ estado }) => estado === 'en-sala') ?? []
  const [enMano, setEnMano] = useState<EnSala | null>(null)
  const pasar = (cita: EnSala | null) => {
    if (!cita || !editable || !puedePasar(cita.estado, 'en-consulta')) return
    void acts.cambiarEstado(cita, 'en-consulta')
    if (clinico) navigation.go(`/consulta/nueva?paciente=${cita.pacienteId}&cita=${cita.id}`)
  }
  useShortcut('Ctrl+Z', () => void acts.deshacer(), { label: 'Deshacer' })

  return (
    <>
      <ScreenHeader
        title="Sala de espera"
        context={rows && <span className="tabular">{summary(waiting)}</span>}
        primary={
          editable
            ? {
                label: 'Pasar',
                disabled: enMano === null || enMano.estado !== 'en-sala',
                onRun: () => pasar(enMano),
              }
            : undefined
        }
      />
      <ScreenBody scroll="contenido" padded={false}>
        <DataList
          id="agenda.sala"
          label="Sala de espera"
          noun={['persona', 'personas']}
          rows={rows}
          rowKey={(c) => c.id}
          columns={COLUMNS}
          filterable={(rows?.length ?? 0) > 8}
          autoFocus
          onActive={setEnMano}
          onOpen={(c) => navigation.go(`/pacientes/${c.pacienteId}`)}
          openLabel="Abrir el paciente"
          rowTone={(c) => (c.estado === 'en-sala' && c.espera >= MUCHO ? 'pide' : null)}
          rowKeys={
            editable
              ? [
                  { keys: 'P', label: 'Pasar', run: pasar },
                  {
                    keys: 'U',
                    label: 'Todavía no ha llegado',
                    run: (c) => void (puedePasar(c.estado, 'agendada') && acts.cambiarEstado(c, 'agendada')),
                  },
                ]
              : undefined
          }
          error={
            sala.isError ? (
              <ErrorState
                quePaso="No se pudo leer la sala de espera."
                queSeConservo="Las llegadas registradas están a salvo."
                queHacer={failureText(sala.error)}
                actionLabel="Intentar de nuevo"
                onAction={() => void sala.refetch()}
              />
            ) : undefined
          }
          empty={
            <EmptyState
              keys="L"
              keysLabel="sobre una cita de la Agenda marca que llegó"
              onAction={() => navigation.go('/agenda')}
            >
              No hay nadie en la sala de espera.
            </EmptyState>
          }
        />
        <StatusLine
          hecho={acts.hecho}
          moviendo={null}
          onUndo={() => void acts.deshacer()}
          onHush={acts.callar}
        />
      </ScreenBody>
    </>
  )
}

function summary(waiting: readonly EnSala[]): string {
  if (waiting.length === 0) return 'Nadie espera'
  const most = Math.max(...waiting.map(({ espera }) => espera))
  const who = waiting.length === 1 ? '1 persona espera' : `${waiting.length} personas esperan`
  return most === 0 ? who : `${who}, la que más ${duracionLegible(most)}`
}

function useMinute(): string {
  const now = useNow()
  const [instant, setInstant] = useState(() => now().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setInstant(now().toISOString()), 20_000)
    return () => clearInterval(timer)
  }, [now])
  return instant
}
