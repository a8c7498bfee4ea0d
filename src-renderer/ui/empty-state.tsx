import type { ReactNode } from 'react'
import { Shortcut } from './shortcut.tsx'
import './empty-state.css'

interface EmptyStateProps {
  /** One sentence: `No hay facturas por enviar.` */
  readonly children: ReactNode
  /** The key to press and what it does. */
  readonly keys?: string | undefined
  readonly keysLabel?: string | undefined
  /** Runs the same action for the mouse. */
  readonly onAction?: (() => void) | undefined
  readonly link?: ReactNode | undefined
}

export function EmptyState({ children, keys, keysLabel, onAction, link }: EmptyStateProps) {
  const hint = (
    <>
      {keys !== undefined && <Shortcut keys={keys} />} {keysLabel}
    </>
  )
  return (
    <div className="empty-state">
      <p>{children}</p>
      {keysLabel !== undefined &&
        (onAction === undefined ? (
          <p className="empty-state-tecla">{hint}</p>
        ) : (
          <button type="button" className="empty-state-tecla empty-state-boton" onClick={onAction}>
            {hint}
          </button>
        ))}
      {link !== undefined && <p>{link}</p>}
    </div>
  )
}
