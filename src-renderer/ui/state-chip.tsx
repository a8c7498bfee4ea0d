import type { Icon } from '@tabler/icons-react'
import type { Tone } from './tone.ts'
import { ToneIcon } from './tone-icon.tsx'
import './state-chip.css'
import './tone.css'

interface StateChipProps {
  readonly tone: Tone
  /** Exact word of the state (`Validada por la DIAN`). */
  readonly label: string
  /** Replaces the icon of the tone. */
  readonly icon?: Icon | undefined
  /** Longer explanation, shown on hover and read aloud. */
  readonly detail?: string | undefined
  /** Without ground, for dense lists. */
  readonly plain?: boolean | undefined
}

/** State in a word, an icon and a tone: never colour alone. */
export function StateChip({ tone, label, icon: Own, detail, plain = false }: StateChipProps) {
  return (
    <span className={`state-chip tono-${tone}`} data-plain={plain || undefined} title={detail}>
      {Own === undefined ? (
        <ToneIcon tone={tone} size={13} />
      ) : (
        <Own size={13} stroke={2} aria-hidden="true" />
      )}
      <span className="recortado">{label}</span>
      {detail !== undefined && <span className="solo-lector">. {detail}</span>}
    </span>
  )
}
