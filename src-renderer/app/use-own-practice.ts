import { ADMINISTRAN } from '../../src-shared/domains/seguridad/schemas.ts'
import { type ConfirmQuestion, useConfirm } from '../ui/confirm-verb.tsx'
import type { Usuario } from '../ui/session.tsx'
import { showBackgroundResult } from '../ui/toast.ts'
import { useShell } from './shell-context.tsx'
import type { RealMode } from './shell-services.ts'
import { useStore } from './store.ts'

/** Why only practice opens in the old Electron for tests, in one line. */
export const SOLO_PRACTICA =
  'Este es el Electron de pruebas, antiguo y solo para evaluar: por eso abre únicamente la práctica.'

const LIMIT: Readonly<Record<Exclude<RealMode, 'disponible'>, string>> = {
  'electron-de-pruebas': SOLO_PRACTICA,
  navegador:
    'Desde el navegador no se cambia de base: esta página muestra la práctica que se abrió en el equipo principal.',
}
const IN_PRACTICE =
  'El asistente se abre en la base de práctica: sirve para conocerlo, y lo que escriba allí no pasa a su consultorio.'

/**
 * «Configurar mi consultorio»: opens the real database where this window can, after asking; elsewhere says why not and opens
 * the set-up in practice. `usuario` is who works, null before the sign-in.
 */
export function useOwnPractice(usuario: Usuario | null): () => void {
  const shell = useShell()
  const confirm = useConfirm()
  const realMode = useStore(shell.realMode)
  const start = async () => {
    const allowed = usuario !== null && ADMINISTRAN.includes(usuario.rol)
    if (!(await confirm(question(realMode, usuario, allowed)))) return
    if (realMode !== 'disponible') {
      shell.aimAtSetUp()
      if (usuario !== null && !allowed) shell.signOut()
      return
    }
    const answer = await shell.openReal()
    if (!answer.ok)
      showBackgroundResult({
        tone: 'peligro',
        title: 'No se pudo abrir su consultorio.',
        message: answer.error,
      })
  }
  return () => void start()
}

function question(realMode: RealMode, usuario: Usuario | null, allowed: boolean): ConfirmQuestion {
  const title = '¿Configurar mi consultorio?'
  if (realMode === 'disponible')
    return {
      title,
      consequence:
        'Se cierra la práctica y se abre la base de su consultorio, cifrada y aparte en este equipo. La práctica se conserva y puede volver a ella desde el menú de su usuario.',
      verb: 'Abrir mi consultorio',
    }
  const limit = `${LIMIT[realMode]} ${IN_PRACTICE}`
  if (allowed) return { title, consequence: limit, verb: 'Abrir el asistente en práctica' }
  return {
    title,
    consequence: `${limit} Lo usan el médico o el administrador: entre con uno de ellos.`,
    verb: usuario === null ? 'Entendido' : 'Cambiar de usuario',
  }
}
