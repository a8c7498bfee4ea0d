import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useShell } from './shell-context.tsx'
import type { CoreStatus } from './shell-services.ts'
import { useStore } from './store.ts'
import '../ui/tone.css'
import './banner.css'

/** Tells when the engine of the program restarts: what happened, what was kept, what to do. */
export function CoreBanner() {
  const shell = useShell()
  const status = useStore(shell.core)
  const told = words(status)
  if (told === null) return null
  const action =
    status.fase === 'reiniciado'
      ? { label: 'Entendido', run: shell.dismissCoreNotice }
      : status.fase === 'detenido'
        ? { label: 'Iniciar de nuevo', run: shell.restartCore }
        : null
  return (
    <div className={`banner tono-${told.tone}`} role={told.tone === 'peligro' ? 'alert' : 'status'}>
      {told.icon}
      <span>{told.text}</span>
      {action !== null && (
        <button type="button" className="banner-accion" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  )
}

interface Told {
  readonly tone: 'pide' | 'hecho' | 'peligro'
  readonly icon: ReactNode
  readonly text: string
}

function words(status: CoreStatus): Told | null {
  switch (status.fase) {
    case 'listo':
      return null
    case 'conectando':
      return {
        tone: 'pide',
        icon: <IconAlertTriangle size={14} aria-hidden="true" />,
        text: 'Conectando con el programa… Lo escrito se conserva en esta pantalla.',
      }
    case 'reiniciando':
      return {
        tone: 'pide',
        icon: <IconRefresh size={14} aria-hidden="true" />,
        text: 'El motor del programa se está reiniciando. Lo escrito se conserva; espere unos segundos.',
      }
    case 'reiniciado':
      return {
        tone: 'hecho',
        icon: <IconCircleCheck size={14} aria-hidden="true" />,
        text: 'El motor del programa se reinició. Lo guardado está completo; puede seguir donde iba.',
      }
    case 'detenido':
      return { tone: 'peligro', icon: <IconCircleX size={14} aria-hidden="true" />, text: status.mensaje }
  }
}
