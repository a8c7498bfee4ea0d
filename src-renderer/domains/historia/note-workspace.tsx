import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { failureText } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import type { ScreenAction } from '../../ui/screen-header.tsx'
import { type ClosingProps, NoteEditor } from './note-editor.tsx'
import { closeNote } from './open-notes.ts'
import { SignedNote } from './signed-note.tsx'
import './historia.css'

interface NoteWorkspaceProps {
  readonly id: string
  readonly closing: (props: ClosingProps) => ReactNode
  /** What closing it just produced, and the next step. */
  readonly produced?: { readonly notice: ReactNode; readonly primary: ScreenAction } | undefined
}

/** A note by its id: the editor while it is a draft, the document once signed. */
export function NoteWorkspace({ id, closing, produced }: NoteWorkspaceProps) {
  // Grows when the version of the file replaces the one on the screen.
  const [taken, setTaken] = useState(0)
  const note = useQuery({
    ...orpc.historia.obtener.queryOptions({ input: { id } }),
    // Each reading is audited; while it is written the screen is what counts.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    meta: { datos: [`nota:${id}`] },
  })
  const pacienteId = note.data?.pacienteId
  const patient = useQuery({
    ...orpc.pacientes.obtener.queryOptions({ input: { id: pacienteId ?? '' } }),
    enabled: pacienteId !== undefined,
    staleTime: 60_000,
    meta: { datos: [`paciente:${pacienteId ?? ''}`] },
  })
  const failed = note.error ?? patient.error
  if (failed && (!note.data || !patient.data))
    return (
      <ErrorState
        quePaso="No se pudo abrir la nota."
        queSeConservo="Lo escrito en ella está guardado."
        queHacer={failureText(failed)}
        actionLabel="Intentar de nuevo"
        onAction={() => {
          void note.refetch()
          if (pacienteId !== undefined) void patient.refetch()
        }}
      />
    )
  if (!note.data || !patient.data) return null
  if (note.data.estado === 'firmada')
    return (
      <SignedNote
        nota={note.data}
        ficha={patient.data}
        produced={produced?.notice}
        primary={produced?.primary}
      />
    )
  return (
    <NoteEditor
      key={`${id} ${taken}`}
      nota={note.data}
      ficha={patient.data}
      closing={closing}
      onTakeOther={() => {
        closeNote(id)
        void note.refetch().then(() => setTaken(taken + 1))
      }}
    />
  )
}
