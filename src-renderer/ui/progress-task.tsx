import { Button, Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import './progress-task.css'

interface ProgressTaskProps {
  /** What is being done: `Emitiendo 14 facturas`. */
  readonly title: string
  readonly done: number
  /** null when it is not known. */
  readonly total: number | null
  /** What it is busy with now. */
  readonly detail?: ReactNode | undefined
  readonly onCancel?: (() => void) | undefined
  /** Cancel was asked; the item in hand is being finished. */
  readonly cancelling?: boolean | undefined
}

/** Work that takes time, with its count and a way to stop it. */
export function ProgressTask({
  title,
  done,
  total,
  detail,
  onCancel,
  cancelling = false,
}: ProgressTaskProps) {
  const percent = total === null ? 100 : total === 0 ? 0 : (done / total) * 100
  const count = total === null ? `${done}` : `${done} de ${total}`
  return (
    <div className="progress-task" role="status">
      <div className="progress-task-linea">
        <span className="progress-task-titulo recortado">{title}</span>
        <span className="tabular atenuado">{count}</span>
        {onCancel !== undefined && (
          <Button size="xs" onClick={onCancel} disabled={cancelling}>
            {cancelling ? 'Deteniendo…' : 'Detener'}
          </Button>
        )}
      </div>
      <Progress value={percent} animated={total === null} striped={total === null} aria-label={title} />
      {detail !== undefined && <div className="atenuado recortado progress-task-detalle">{detail}</div>}
    </div>
  )
}
