import { useState } from 'react'
import { hostActions, useConnection } from '../../rpc/use-connection.ts'
import { Notice } from '../../ui/notice.tsx'
import { useSession } from '../../ui/session.tsx'

/** In practice: what is written here is practice, and how the own consultorio begins. */
export function PracticeNotice() {
  const { practica } = useSession()
  const connection = useConnection()
  const [failure, setFailure] = useState<string | null>(null)
  if (!practica) return null
  const onlyPractice = 'electronDePruebas' in connection && connection.electronDePruebas
  const canChange = hostActions !== undefined && !onlyPractice
  const open = () => {
    hostActions?.('cambiarModo', { modo: 'real' }).catch((error: unknown) =>
      setFailure(error instanceof Error ? error.message : 'No se pudo cambiar de modo.'),
    )
  }
  return (
    <Notice
      tone="pide"
      action={
        canChange ? (
          <button type="button" className="enlace" onClick={open}>
            Abrir mi consultorio
          </button>
        ) : undefined
      }
    >
      <strong>Está en modo práctica.</strong> Puede llenar estos pasos para conocerlos: lo que escriba queda
      en la base de práctica y no pasa a su consultorio, que empieza vacío y con sus propios datos.{' '}
      {onlyPractice
        ? 'En esta instalación de evaluación solo abre la práctica.'
        : !canChange && 'Su consultorio se abre en el programa instalado en su equipo.'}
      {failure !== null && <strong> {failure}</strong>}
    </Notice>
  )
}
