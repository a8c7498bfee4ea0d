import { Button } from '@mantine/core'
import { bogotaTime } from '../../../src-shared/kernel/dates.ts'
import { Notice } from '../../ui/notice.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import type { EstadoGuardado } from './autosave.ts'
import { useSaveState } from './note-context.tsx'

/** `10:42:07`, clock of Bogotá. */
export function horaExacta(iso: string): string {
  return bogotaTime(new Date(iso))
}

/** Whether what is on the screen is in the file, beside the title. */
export function SaveState() {
  const state = useSaveState()
  return (
    <span className="nota-guardado tabular" data-fase={state.fase} role="status">
      {saveText(state)}
    </span>
  )
}

export function saveText(state: EstadoGuardado): string {
  switch (state.fase) {
    case 'guardado':
      return state.en === null ? 'Se guarda solo' : `Guardado ${horaExacta(state.en)}`
    case 'guardando':
      return 'Guardando…'
    case 'reintentando':
      return 'Sin guardar: reintentando'
    case 'en-conflicto':
      return 'Sin guardar: abierta en otra ventana'
    case 'impedido':
      return 'Sin guardar'
  }
}

interface SaveProblemProps {
  readonly onInsist: () => void
  readonly onTakeOther: () => void
}

/** What to do when the text on the screen cannot be saved as it is; nothing of it is lost meanwhile. */
export function SaveProblem({ onInsist, onTakeOther }: SaveProblemProps) {
  const state = useSaveState()
  const late = useDelayed(state.fase === 'reintentando', 4000)
  if (state.fase === 'en-conflicto')
    return (
      <Notice
        tone="pide"
        action={
          <span className="en-linea">
            <Button size="xs" onClick={onTakeOther}>
              Abrir la otra versión
            </Button>
            <Button size="xs" onClick={onInsist}>
              Dejar la de esta ventana
            </Button>
          </span>
        }
      >
        Esta nota se escribió en otra ventana a las {horaExacta(state.en)}. Lo de esta ventana sigue aquí, sin
        guardar.
      </Notice>
    )
  if (state.fase === 'impedido')
    return (
      <Notice tone="peligro">
        {state.mensaje} Lo escrito aquí después no quedó en la historia: cópielo antes de salir.
      </Notice>
    )
  if (state.fase === 'reintentando' && late)
    return (
      <Notice tone="pide">
        {state.mensaje}. Lo escrito sigue en esta pantalla y se guarda apenas se pueda; no la cierre.
      </Notice>
    )
  return null
}
