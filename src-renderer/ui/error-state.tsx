import { Button } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import './error-state.css'

interface ErrorStateProps {
  /** Qué pasó, in words of the user. */
  readonly quePaso: string
  /** Qué se conservó: what is safe. */
  readonly queSeConservo?: ReactNode | undefined
  /** Qué hacer. */
  readonly queHacer: ReactNode
  readonly actionLabel?: string | undefined
  readonly onAction?: (() => void) | undefined
  /** Id under which the log keeps the technical part. */
  readonly incidente?: string | undefined
}

/** What happened, what was kept, what to do. */
export function ErrorState({
  quePaso,
  queSeConservo,
  queHacer,
  actionLabel,
  onAction,
  incidente,
}: ErrorStateProps) {
  return (
    <div className="error-state" role="alert">
      <IconAlertCircle size={20} stroke={1.8} aria-hidden="true" />
      <div className="error-state-texto">
        <p className="error-state-titulo">{quePaso}</p>
        {queSeConservo !== undefined && <p>{queSeConservo}</p>}
        <p>{queHacer}</p>
        <div className="en-linea">
          {actionLabel !== undefined && onAction !== undefined && (
            <Button onClick={onAction}>{actionLabel}</Button>
          )}
          {incidente !== undefined && <span className="atenuado codigo">Incidente {incidente}</span>}
        </div>
      </div>
    </div>
  )
}
