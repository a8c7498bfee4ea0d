import { useConfirm } from '../ui/confirm-verb.tsx'
import { useSession } from '../ui/session.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { showBackgroundResult } from '../ui/toast.ts'
import { useShell } from './shell-context.tsx'
import { useStore } from './store.ts'

/** Goes from the own consultorio to practice, after asking; null where that cannot be done. */
export function useOpenPractice(): (() => void) | null {
  const shell = useShell()
  const { practica } = useSession()
  const confirm = useConfirm()
  const realMode = useStore(shell.realMode)
  const isPossible = !practica && realMode === 'disponible'
  const open = async () => {
    const isSure = await confirm({
      title: '¿Abrir la práctica?',
      consequence:
        'Se cierra su consultorio y se abre la base de práctica, con pacientes de ejemplo. Nada de lo suyo cambia; vuelve con «Configurar mi consultorio».',
      verb: 'Abrir la práctica',
    })
    if (!isSure) return
    const answer = await shell.openPractice()
    if (!answer.ok)
      showBackgroundResult({
        tone: 'peligro',
        title: 'No se pudo abrir la práctica.',
        message: answer.error,
      })
  }
  const run = () => void open()
  useShortcut(null, run, { label: 'Abrir la práctica', group: 'programa', enabled: isPossible })
  return isPossible ? run : null
}
