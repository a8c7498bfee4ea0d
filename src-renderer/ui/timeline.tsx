import type { Icon } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { Tone } from './tone.ts'
import { ToneIcon } from './tone-icon.tsx'
import './timeline.css'
import './tone.css'

export interface TimelineEntry {
  readonly id: string
  /** At the left: an hour (`10:40`) or a day (`21 nov`). */
  readonly when: ReactNode
  readonly title: ReactNode
  readonly detail?: ReactNode | undefined
  /** At the right: state chip, amount. */
  readonly aside?: ReactNode | undefined
  readonly icon?: Icon | undefined
  readonly tone?: Tone | undefined
}

export interface TimelineGroup {
  /** Heading: `2026`, `Mañana`; empty for none. */
  readonly label: string
  readonly entries: readonly TimelineEntry[]
}

interface TimelineProps {
  readonly label: string
  readonly groups: readonly TimelineGroup[]
  /** Enter or click. */
  readonly onOpen?: ((id: string) => void) | undefined
  readonly activeId?: string | null | undefined
  /** A `NowLine` goes before the entry with this id; 'fin' puts it after the last. */
  readonly nowBefore?: string | null | undefined
  readonly now?: ReactNode | undefined
}

/** Events along a vertical line; arrows move, Enter opens. */
export function Timeline({ label, groups, onOpen, activeId, nowBefore, now }: TimelineProps) {
  const root = useRef<HTMLElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    const all = [...(root.current?.querySelectorAll<HTMLElement>('.timeline-evento') ?? [])]
    const next = all[all.indexOf(document.activeElement as HTMLElement) + step]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }
  return (
    <section ref={root} className="timeline" aria-label={label} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <div key={group.label} className="timeline-grupo">
          {group.label !== '' && <h3 className="timeline-etiqueta tabular">{group.label}</h3>}
          <ol>
            {group.entries.map((entry) => (
              <li key={entry.id}>
                {nowBefore === entry.id && now}
                <Entry entry={entry} active={entry.id === activeId} onOpen={onOpen} />
              </li>
            ))}
          </ol>
        </div>
      ))}
      {nowBefore === 'fin' && now}
    </section>
  )
}

interface EntryProps {
  readonly entry: TimelineEntry
  readonly active: boolean
  readonly onOpen: ((id: string) => void) | undefined
}

function Entry({ entry, active, onOpen }: EntryProps) {
  const Own = entry.icon
  const tone = entry.tone ?? 'neutro'
  return (
    <button
      type="button"
      className={`timeline-evento tono-${tone}`}
      aria-current={active || undefined}
      onClick={() => onOpen?.(entry.id)}
    >
      <span className="timeline-cuando tabular">{entry.when}</span>
      <span className="timeline-punto">
        {Own === undefined ? (
          <ToneIcon tone={tone} size={13} />
        ) : (
          <Own size={13} stroke={2} aria-hidden="true" />
        )}
      </span>
      <span className="timeline-texto">
        <span className="timeline-titulo">{entry.title}</span>
        {entry.detail !== undefined && <span className="timeline-detalle">{entry.detail}</span>}
      </span>
      {entry.aside !== undefined && <span className="timeline-aparte">{entry.aside}</span>}
    </button>
  )
}
