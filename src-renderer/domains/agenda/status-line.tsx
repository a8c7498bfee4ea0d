import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { formatHora } from '../../../src-shared/kernel/dates.ts'
import { Shortcut } from '../../ui/shortcut.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import type { Hecho } from './use-acts.ts'
import { finDe, type Traslado } from './use-pointer-move.ts'

const SHOWN_MS = 9000

interface StatusLineProps {
  readonly hecho: Hecho | null
  readonly moviendo: Traslado | null
  readonly onUndo: () => void
  readonly onHush: () => void
}

/** At the foot of the schedule: what was just done and how to undo it, or the keys of the move under way. */
export function StatusLine({ hecho, moviendo, onUndo, onHush }: StatusLineProps) {
  useEffect(() => {
    // A problem stays until it is read.
    if (hecho === null || hecho.esProblema) return
    const timer = setTimeout(onHush, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [hecho, onHush])
  if (moviendo)
    return (
      <div className="estado-linea" data-moviendo>
        <strong className="tabular">
          {formatHora(moviendo.inicio)} a {formatHora(finDe(moviendo))}
        </strong>
        <span className="estado-linea-teclas">
          <Shortcut keys="↑" /> <Shortcut keys="↓" /> 15 min
        </span>
        <span className="estado-linea-teclas">
          <Shortcut keys="Shift+↑" /> <Shortcut keys="Shift+↓" /> 5 min
        </span>
        <span className="estado-linea-teclas">
          <Shortcut keys="←" /> <Shortcut keys="→" /> columna
        </span>
        <span className="estado-linea-teclas">
          <Shortcut keys="+" /> <Shortcut keys="-" /> duración
        </span>
        <span className="estado-linea-teclas">
          <Shortcut keys="Enter" /> dejar aquí
        </span>
        <span className="estado-linea-teclas">
          <Shortcut keys="Esc" /> como estaba
        </span>
      </div>
    )
  if (hecho === null) return null
  return (
    <div
      className={`estado-linea tono-${hecho.esProblema ? 'peligro' : hecho.avisos.length > 0 ? 'pide' : 'hecho'}`}
      role={hecho.esProblema ? 'alert' : 'status'}
    >
      <ToneIcon tone={hecho.esProblema ? 'peligro' : hecho.avisos.length > 0 ? 'pide' : 'hecho'} size={15} />
      <span className="estado-linea-texto">{[hecho.texto, ...hecho.avisos].join(' ')}</span>
      {hecho.deshacer && (
        <Button size="xs" onClick={onUndo} rightSection={<Shortcut keys="Ctrl+Z" />}>
          Deshacer
        </Button>
      )}
      <ActionIcon size={22} onClick={onHush} aria-label="Cerrar el aviso">
        <IconX size={14} aria-hidden="true" />
      </ActionIcon>
    </div>
  )
}
