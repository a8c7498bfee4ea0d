// biome-ignore-all lint/a11y/useSemanticElements: a scrolling region needs a name and a place in the tab order, not a fieldset
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useShortcut } from './shortcuts.tsx'
import './detail-panel.css'

interface DetailPanelProps {
  readonly title: ReactNode
  readonly subtitle?: ReactNode | undefined
  /** Chip of the state, at the right of the title. */
  readonly state?: ReactNode | undefined
  /** Esc and the cross close it; without it the panel stays. */
  readonly onClose?: (() => void) | undefined
  /** Buttons at the foot, always visible. */
  readonly footer?: ReactNode | undefined
  readonly children: ReactNode
}

/** Detail of the row in hand, 320 px at the right: the list beside it stays. */
export function DetailPanel({ title, subtitle, state, onClose, footer, children }: DetailPanelProps) {
  const id = useId()
  useShortcut('Esc', () => onClose?.(), {
    label: 'Cerrar el detalle',
    group: 'lista',
    enabled: onClose !== undefined,
    inPalette: false,
  })
  return (
    <aside className="detail-panel" aria-labelledby={id} data-panel tabIndex={-1}>
      <header className="detail-panel-cabecera">
        <div className="detail-panel-titulos">
          <h2 id={id}>{title}</h2>
          {subtitle !== undefined && <p className="atenuado">{subtitle}</p>}
          {state !== undefined && <div>{state}</div>}
        </div>
        {onClose !== undefined && (
          <ActionIcon onClick={onClose} aria-label="Cerrar el detalle" title="Cerrar (Esc)">
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="detail-panel-cuerpo" tabIndex={0} role="group" aria-label="Detalle">
        {children}
      </div>
      {footer !== undefined && <footer className="detail-panel-pie">{footer}</footer>}
    </aside>
  )
}
