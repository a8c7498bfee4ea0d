import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft, IconFileText, IconLayoutSidebarLeftCollapse, IconPill } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { EventoHistoria } from '../../../src-shared/domains/historia/contract.ts'
import { bogotaDate, formatFecha } from '../../../src-shared/kernel/dates.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { Timeline, type TimelineGroup } from '../../ui/timeline.tsx'
import { useNote } from './note-context.tsx'
import { NoteReader } from './note-reader.tsx'

/** Left zone: the person's history; a past note is read here, beside the one that is being written. */
export function HistoryRail({ onCollapse }: { readonly onCollapse: () => void }) {
  const { nota } = useNote()
  const [reading, setReading] = useState<string | null>(null)
  const history = useQuery({
    ...orpc.historia.historiaDe.queryOptions({ input: { pacienteId: nota.pacienteId } }),
    meta: { datos: [`historia:${nota.pacienteId}`] },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const past = history.data?.filter((evento) => evento.notaId !== nota.id)
  return (
    <aside
      className="nota-historia"
      data-leyendo={reading !== null || undefined}
      aria-label="Historia"
      data-panel
      tabIndex={-1}
    >
      <header className="nota-historia-cabecera">
        {reading === null ? (
          <h2>Historia</h2>
        ) : (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconArrowLeft size={14} aria-hidden="true" />}
            onClick={() => setReading(null)}
          >
            Historia
          </Button>
        )}
        <ActionIcon
          size={24}
          aria-label="Esconder la historia"
          title="Esconder la historia (Alt+H)"
          onClick={onCollapse}
        >
          <IconLayoutSidebarLeftCollapse size={16} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      </header>
      <div className="nota-historia-cuerpo">
        {reading !== null ? (
          <PastNote id={reading} />
        ) : past === undefined ? (
          history.isError && <p className="atenuado">{failureText(history.error)}</p>
        ) : past.length === 0 ? (
          <p className="atenuado">Es la primera nota de esta persona aquí.</p>
        ) : (
          <PastEvents eventos={past} onOpen={setReading} />
        )}
      </div>
    </aside>
  )
}

interface PastEventsProps {
  readonly eventos: readonly EventoHistoria[]
  /** Id of the note. */
  readonly onOpen: (notaId: string) => void
}

/** Events of a clinical history by year, newest first. */
export function PastEvents({ eventos, onOpen }: PastEventsProps) {
  const groups = useMemo(() => byYear(eventos), [eventos])
  return (
    <Timeline
      label="Historia clínica"
      groups={groups}
      onOpen={(id) => {
        const evento = eventos.find((otro) => otro.id === id)
        if (evento) onOpen(evento.notaId)
      }}
    />
  )
}

function byYear(eventos: readonly EventoHistoria[]): TimelineGroup[] {
  const years = new Map<string, TimelineGroup['entries'][number][]>()
  for (const evento of eventos) {
    const fecha = bogotaDate(new Date(evento.en))
    const year = fecha.slice(0, 4)
    const entries = years.get(year) ?? []
    years.set(year, entries)
    entries.push({
      id: evento.id,
      when: formatFecha(fecha).slice(0, -5),
      title: evento.detalle === '' ? evento.titulo : evento.detalle,
      detail: [
        evento.detalle === '' ? '' : evento.titulo,
        evento.estado === 'borrador' ? 'borrador' : '',
        evento.autor,
      ]
        .filter((parte) => parte !== '')
        .join(' · '),
      icon: evento.clase === 'formula' ? IconPill : IconFileText,
      tone: evento.estado === 'borrador' ? 'pide' : 'neutro',
    })
  }
  return [...years].map(([label, entries]) => ({ label, entries }))
}

function PastNote({ id }: { readonly id: string }) {
  const { open } = useNote()
  const note = useQuery({
    ...orpc.historia.obtener.queryOptions({ input: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { datos: [`nota:${id}`] },
  })
  if (note.isError)
    return (
      <ErrorState
        quePaso="No se pudo abrir la nota."
        queHacer={failureText(note.error)}
        actionLabel="Intentar de nuevo"
        onAction={() => void note.refetch()}
      />
    )
  if (!note.data) return null
  const { medicamentos } = note.data.contenido.formula
  return (
    <>
      <NoteReader nota={note.data} brief />
      {medicamentos.length > 0 && (
        <Button
          size="xs"
          leftSection={<IconPill size={14} aria-hidden="true" />}
          onClick={() =>
            open.draft.change(({ formula }) => ({
              formula: { ...formula, medicamentos: [...formula.medicamentos, ...medicamentos] },
            }))
          }
        >
          Repetir esta fórmula
        </Button>
      )}
    </>
  )
}
