import { Button } from '@mantine/core'
import { Notice } from '../ui/notice.tsx'
import { useDelayed } from '../ui/use-delayed.ts'
import { BackToPractice } from './back-to-practice.tsx'
import { GatePage } from './gate.tsx'
import { useShell } from './shell-context.tsx'
import { useStore } from './store.ts'

/** While the database opens: nothing for a moment, then a word, and what to do when it does not open. */
export function Starting({ problema }: { readonly problema: string | undefined }) {
  const { core, retryStart } = useShell()
  const status = useStore(core)
  const slow = useDelayed(true, 300)
  const told = status.fase === 'detenido' ? status.mensaje : problema
  if (told !== undefined)
    return (
      <GatePage title="El programa no abrió">
        <Notice tone="peligro">{told}</Notice>
        <Button variant="filled" size="md" onClick={retryStart} autoFocus>
          Intentar de nuevo
        </Button>
        <BackToPractice />
      </GatePage>
    )
  if (!slow) return null
  return (
    <GatePage title="Abriendo sus datos…">
      <p className="gate-nota" role="status">
        {status.fase === 'reiniciando'
          ? 'El motor del programa se está reiniciando. Lo guardado está a salvo.'
          : 'La primera vez puede tardar unos segundos.'}
      </p>
    </GatePage>
  )
}
