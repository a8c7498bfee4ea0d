import { useEffect, useState } from 'react'
import { useHostKind } from '../ui/environment.tsx'
import { Modal } from '../ui/modal.tsx'
import { Shortcut } from '../ui/shortcut.tsx'
import { ariaShortcut } from '../ui/shortcut-keys.ts'
import { type ShortcutEntry, type ShortcutGroup, useShortcutEntries } from '../ui/shortcuts.tsx'
import './help-dialog.css'

interface HelpDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

const GROUPS: readonly { readonly group: ShortcutGroup; readonly title: string }[] = [
  { group: 'pantalla', title: 'Esta pantalla' },
  { group: 'lista', title: 'Lista y detalle' },
  { group: 'programa', title: 'Todo el programa' },
]

/** The keys of this screen, and what is known of the field where the caret was. */
export function HelpDialog({ opened, onClose }: HelpDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Ayuda y teclas" size="xl">
      <HelpBody />
    </Modal>
  )
}

function HelpBody() {
  const entries = useShortcutEntries()
  const [field] = useState(describeField)
  return (
    <>
      {field !== null && (
        <p className="help-campo">
          <strong>{field.label}</strong>
          {field.hint === '' ? '' : `: ${field.hint}`}
        </p>
      )}
      <div className="help-columnas">
        {GROUPS.map(({ group, title }) => (
          <KeyTable
            key={group}
            title={title}
            entries={distinct(entries.filter((entry) => entry.group === group))}
          />
        ))}
      </div>
    </>
  )
}

function KeyTable({
  title,
  entries,
}: {
  readonly title: string
  readonly entries: readonly ShortcutEntry[]
}) {
  const hostKind = useHostKind()
  if (entries.length === 0) return null
  return (
    <section className="help-grupo">
      <h3>{title}</h3>
      <dl>
        {entries.map((entry) => (
          <div key={entry.id} className="help-linea">
            <dt>{entry.label}</dt>
            <dd>
              <Shortcut keys={entry.keys ?? ''} />
              <span className="solo-lector">{ariaShortcut(entry.keys ?? '', hostKind)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Listed ones only, each combination once: the strongest claim is the one that answers. */
function distinct(entries: readonly ShortcutEntry[]): ShortcutEntry[] {
  const seen = new Set<string>()
  return entries
    .filter((entry) => {
      if (entry.keys === null || entry.label === undefined || seen.has(entry.keys)) return false
      seen.add(entry.keys)
      return true
    })
    .reverse()
}

let lastField: HTMLElement | null = null

/** Keeps the last field that had the caret: opening the help takes it away. */
export function useFieldMemory(): void {
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      const target = event.target
      if (!(target instanceof HTMLElement) || target.closest('[role=dialog]') !== null) return
      lastField = target.matches('input, textarea, select') ? target : null
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [])
}

function describeField(): { readonly label: string; readonly hint: string } | null {
  if (!(lastField instanceof HTMLInputElement || lastField instanceof HTMLTextAreaElement)) return null
  const label = lastField.labels?.[0]?.textContent ?? lastField.getAttribute('aria-label')
  if (!label || !lastField.isConnected) return null
  const ids = lastField.getAttribute('aria-describedby')?.split(' ') ?? []
  const hint = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
  return { label, hint: hint.trim() }
}
