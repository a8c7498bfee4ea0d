import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { type Nota, PLANTILLAS } from '../../../src-shared/domains/historia/schemas.ts'
import type { FichaPaciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import { bogotaDate, formatFecha } from '../../../src-shared/kernel/dates.ts'
import { useHoy } from '../../ui/environment.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { useRemembered } from '../../ui/use-remembered.ts'
import { Diagnoses } from './diagnoses.tsx'
import { focusField } from './focus-field.ts'
import { HistoryFacts } from './history-facts.tsx'
import { HistoryRail } from './history-rail.tsx'
import { NoteProvider } from './note-context.tsx'
import { flushAll, keepOpen, openNote } from './open-notes.ts'
import { PatientBar } from './patient-bar.tsx'
import { PlanFacts } from './plan-facts.tsx'
import { Prescription } from './prescription.tsx'
import { ProducedPanel } from './produced-panel.tsx'
import { horaExacta, SaveProblem, SaveState } from './save-state.tsx'
import { TextSection } from './section.tsx'
import { Services } from './services.tsx'
import { VitalSigns } from './vital-signs-row.tsx'

/** What the closing dialog needs of the note under it. */
export interface ClosingProps {
  readonly nota: Nota
  readonly opened: boolean
  readonly onDismiss: () => void
  /** Goes to the field of a missing datum. */
  readonly onGoTo: (campo: string) => void
}

interface NoteEditorProps {
  readonly nota: Nota
  readonly ficha: FichaPaciente
  /** «Cerrar consulta», drawn by who knows what is produced besides the note. */
  readonly closing: (props: ClosingProps) => ReactNode
  /** The version of the file is wanted instead of this one. */
  readonly onTakeOther: () => void
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/** A note being written: history at the left, the document at the centre, what it will produce at the right. */
export function NoteEditor({ nota, ficha, closing, onTakeOther }: NoteEditorProps) {
  const navigation = useNavigation()
  const [open] = useState(() => openNote(nota))
  const inHand = useMemo(() => ({ nota, ficha, open }), [nota, ficha, open])
  const [withHistory, setWithHistory] = useRemembered('consulta-historia', true, isBoolean)
  const [isClosing, setClosing] = useState(false)
  const { autosave } = open

  useEffect(() => keepOpen(open), [open])
  useEffect(() => {
    window.addEventListener('pagehide', flushAll)
    document.addEventListener('visibilitychange', flushAll)
    return () => {
      window.removeEventListener('pagehide', flushAll)
      document.removeEventListener('visibilitychange', flushAll)
    }
  }, [])
  // A new note begins with the caret in the reason for the visit.
  useEffect(() => {
    if (open.draft.read().motivo === '') focusField('motivo')
  }, [open])

  useShortcut('Ctrl+S', () => void autosave.flush(), { label: 'Guardar borrador' })
  useShortcut('Alt+H', () => setWithHistory(!withHistory), { label: 'Mostrar o esconder la historia' })

  const close = async () => {
    if (await autosave.flush()) setClosing(true)
  }

  return (
    <NoteProvider value={inHand}>
      <div className="nota-pantalla">
        <ScreenHeader
          title="Consulta"
          context={
            <>
              {PLANTILLAS.find(({ clave }) => clave === nota.plantilla)?.nombre} · <SaveState />
            </>
          }
          onBack={navigation.back}
          primary={{ label: 'Cerrar consulta', onRun: () => void close() }}
        />
        <PatientBar ficha={ficha} />
        <div className="nota-zonas">
          {withHistory ? (
            <HistoryRail onCollapse={() => setWithHistory(false)} />
          ) : (
            <ActionIcon
              className="nota-historia-abrir"
              size={28}
              aria-label="Mostrar la historia"
              title="Mostrar la historia (Alt+H)"
              onClick={() => setWithHistory(true)}
            >
              <IconLayoutSidebarLeftExpand size={17} stroke={1.7} aria-hidden="true" />
            </ActionIcon>
          )}
          <div className="nota-centro" data-panel tabIndex={-1}>
            <div className="nota-documento">
              <SaveProblem onInsist={() => autosave.insist()} onTakeOther={onTakeOther} />
              {open.recuperadaHasta !== null && <Recovered at={open.recuperadaHasta} />}
              <TextSection seccion="motivo" />
              <TextSection seccion="enfermedadActual" />
              <HistoryFacts />
              <TextSection seccion="revisionSistemas" />
              <VitalSigns />
              <TextSection seccion="examenFisico" />
              <TextSection seccion="resultados" />
              <TextSection seccion="analisis" />
              <Diagnoses />
              <TextSection seccion="plan" />
              <PlanFacts />
              <Prescription />
              <Services />
            </div>
          </div>
          <ProducedPanel />
        </div>
        {closing({
          nota,
          opened: isClosing,
          onDismiss: () => setClosing(false),
          onGoTo: (campo) => {
            setClosing(false)
            // The dialog gives the caret back when it goes; the field takes it after.
            setTimeout(() => focusField(campo), 150)
          },
        })}
      </div>
    </NoteProvider>
  )
}

/** The note stopped short last time: up to when it came back. */
function Recovered({ at }: { readonly at: string }) {
  const hoy = useHoy()
  const fecha = bogotaDate(new Date(at))
  return (
    <Notice tone="informa">
      Recuperamos su nota hasta {fecha === hoy ? 'las' : `el ${formatFecha(fecha)}, a las`} {horaExacta(at)}.
    </Notice>
  )
}
