import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { ContenidoNota, Nota } from '../../../src-shared/domains/historia/schemas.ts'
import type { FichaPaciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import type { EstadoGuardado } from './autosave.ts'
import type { OpenNote } from './open-notes.ts'

interface NoteInHand {
  readonly nota: Nota
  readonly ficha: FichaPaciente
  readonly open: OpenNote
}

const NoteContext = createContext<NoteInHand | null>(null)

export const NoteProvider = NoteContext

/** The note that is being written on this screen. */
export function useNote(): NoteInHand {
  const note = useContext(NoteContext)
  if (note === null) throw new Error('useNote needs a note above it')
  return note
}

/** One part of the note and how to change it; only a change of that part draws the component again. */
export function useNotePart<K extends keyof ContenidoNota>(
  key: K,
): readonly [ContenidoNota[K], (value: ContenidoNota[K]) => void] {
  const { draft } = useNote().open
  const value = useSyncExternalStore(draft.subscribe, () => draft.read()[key])
  const set = useCallback(
    (next: ContenidoNota[K]) => draft.change({ [key]: next } as Partial<ContenidoNota>),
    [draft, key],
  )
  return [value, set]
}

/** The whole note, for what looks at all of it. */
export function useNoteContent(): ContenidoNota {
  const { draft } = useNote().open
  return useSyncExternalStore(draft.subscribe, draft.read)
}

export function useSaveState(): EstadoGuardado {
  const { autosave } = useNote().open
  return useSyncExternalStore(autosave.subscribe, autosave.snapshot)
}
