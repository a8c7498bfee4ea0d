import type { Nota } from '../../../src-shared/domains/historia/schemas.ts'
import { refusalIn } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { Autosave, type Veredicto } from './autosave.ts'
import { NoteDraft } from './note-draft.ts'

/** A note being written in this window. */
export interface OpenNote {
  readonly id: string
  readonly draft: NoteDraft
  readonly autosave: Autosave
  /** Instant up to which the text of an interrupted session came back; null when it did not stop short. */
  readonly recuperadaHasta: string | null
}

interface Entry extends OpenNote {
  readonly stop: () => void
  users: number
}

const notes = new Map<string, Entry>()
/** Notes already written in this window: coming back to one is no recovery. */
const seen = new Set<string>()

/** The note as it is on this screen; one with text that is not saved yet wins over what the file says. */
export function openNote(nota: Nota): OpenNote {
  const known = notes.get(nota.id)
  if (known) return known
  const draft = new NoteDraft(nota.contenido)
  const autosave = new Autosave(
    {
      save: (revision, contenido) => client.historia.guardar({ id: nota.id, revision, contenido }),
      read: draft.read,
      judge,
    },
    { revision: nota.revision, guardadaEn: nota.revision === 0 ? null : nota.actualizadaEn },
  )
  const entry: Entry = {
    id: nota.id,
    draft,
    autosave,
    recuperadaHasta: nota.revision > 0 && !seen.has(nota.id) ? nota.actualizadaEn : null,
    stop: draft.subscribe(() => autosave.changed()),
    users: 0,
  }
  notes.set(nota.id, entry)
  seen.add(nota.id)
  return entry
}

/** Keeps a note open while its screen is there; afterwards it is saved and let go, never with text still unsaved. */
export function keepOpen(note: OpenNote): () => void {
  const entry = notes.get(note.id)
  if (!entry) return () => undefined
  entry.users += 1
  return () => {
    entry.users -= 1
    void entry.autosave.flush().then(() => letGo(entry))
  }
}

/** Nothing more will be written in this one: it was signed, or what the file says is preferred. */
export function closeNote(id: string): void {
  const entry = notes.get(id)
  entry?.stop()
  notes.delete(id)
}

function letGo(entry: Entry): void {
  if (entry.users > 0 || notes.get(entry.id) !== entry) return
  if (!entry.autosave.dirty) {
    closeNote(entry.id)
    return
  }
  // Still unsaved: it is let go when the core has taken it.
  const stop = entry.autosave.subscribe(() => {
    if (entry.users > 0 || !entry.autosave.dirty) stop()
    if (entry.users === 0 && !entry.autosave.dirty) closeNote(entry.id)
  })
}

/** A refusal about the note itself stands; a locked screen, a core that restarts and a full disk pass. */
function judge(error: unknown): Veredicto {
  const refusal = refusalIn(error)
  if (!refusal) return { reintentar: true, mensaje: 'El programa no responde' }
  const stands = ['NOTA_FIRMADA', 'NOTA_AJENA', 'NO_ENCONTRADO', 'SIN_PERMISO'].includes(refusal.code)
  return { reintentar: !stands, mensaje: stands ? `${refusal.mensaje} ${refusal.remedio}` : refusal.mensaje }
}

/** Before the page goes (closed window, computer turned off): what is pending is sent at once. */
export function flushAll(): void {
  for (const entry of notes.values()) void entry.autosave.flush()
}
