import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Result } from '../../src-shared/kernel/result.ts'
import { Notice } from '../ui/notice.tsx'
import { GatePage } from './gate.tsx'
import { useShell } from './shell-context.tsx'

/** The one question of the first start. */
export function FirstStart() {
  const { openPractice, openReal } = useShell()
  const [error, setError] = useState<string | null>(null)
  const choose = async (open: () => Promise<Result<void, string>>) => {
    const answer = await open()
    setError(answer.ok ? null : answer.error)
  }
  return (
    <GatePage title="¿Cómo quiere empezar?">
      <div className="gate-opciones">
        <Button variant="filled" size="md" onClick={() => void choose(openPractice)} autoFocus>
          Practicar con datos de ejemplo
        </Button>
        <Button size="md" onClick={() => void choose(openReal)}>
          Configurar mi consultorio
        </Button>
      </div>
      {error !== null && <Notice tone="peligro">{error}</Notice>}
      <p className="gate-nota">
        La práctica usa una base aparte: nada de lo que haga allí llega a la DIAN ni al Ministerio. Podrá
        cambiar cuando quiera.
      </p>
    </GatePage>
  )
}
