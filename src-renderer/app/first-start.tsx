import { Button } from '@mantine/core'
import { IconStethoscope } from '@tabler/icons-react'
import { useShell } from './shell-context.tsx'
import './gate.css'

/** The one question of the first start. */
export function FirstStart() {
  const { startPractice, configureOwnPractice } = useShell()
  return (
    <main className="gate">
      <div className="gate-caja">
        <p className="gate-marca">
          <IconStethoscope size={20} stroke={1.8} aria-hidden="true" /> Consultorio
        </p>
        <h1 className="gate-titulo">¿Cómo quiere empezar?</h1>
        <div className="gate-opciones">
          <Button variant="filled" size="md" onClick={startPractice} autoFocus>
            Practicar con datos de ejemplo
          </Button>
          <Button size="md" onClick={configureOwnPractice}>
            Configurar mi consultorio
          </Button>
        </div>
        <p className="gate-nota">
          La práctica usa una base aparte: nada de lo que haga allí llega a la DIAN ni al Ministerio. Podrá
          cambiar cuando quiera.
        </p>
      </div>
    </main>
  )
}
