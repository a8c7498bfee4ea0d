import { IconFlask } from '@tabler/icons-react'
import { useSession } from '../ui/session.tsx'
import { useOwnPractice } from './use-own-practice.ts'
import '../ui/tone.css'
import './banner.css'

/** Says that nothing here has validity, and is one click away from the own consultorio. */
export function PracticeBanner() {
  const { practica, usuario } = useSession()
  const configureOwnPractice = useOwnPractice(usuario)
  if (!practica) return null
  return (
    <section className="banner tono-pide" aria-label="Modo práctica">
      <IconFlask size={14} stroke={1.9} aria-hidden="true" />
      <span>Modo práctica: los documentos no tienen validez</span>
      <button type="button" className="banner-accion" onClick={configureOwnPractice}>
        Configurar mi consultorio
      </button>
    </section>
  )
}
