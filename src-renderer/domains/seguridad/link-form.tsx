import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { failureOf } from '../../rpc/call-refusal.ts'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import type { ProfesionalOpcion } from './user-form.tsx'

interface LinkFormProps {
  readonly profesionalId: string | null
  readonly profesionales: readonly ProfesionalOpcion[]
  readonly onClose: () => void
  readonly onLink: (profesionalId: string | null) => Promise<unknown>
}

/** Which professional a user signs as. */
export function LinkForm({ profesionalId, profesionales, onClose, onLink }: LinkFormProps) {
  const [chosen, setChosen] = useState(profesionalId)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await onLink(chosen)
      onClose()
    } catch (error) {
      const { mensaje, remedio } = failureOf(error)
      setProblem(`${mensaje} ${remedio}`)
      setBusy(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Guardar', enabled: !busy })
  return (
    <div className="apilado">
      {problem !== null && <Notice tone="peligro">{problem}</Notice>}
      <Select
        label="Firma como"
        description="Las notas, fórmulas y facturas que haga salen a nombre de este profesional."
        placeholder="Nadie: no escribe notas"
        data={[...profesionales]}
        value={chosen}
        onChange={setChosen}
        clearable
        clearButtonProps={{ 'aria-label': 'Nadie' }}
        data-autofocus
      />
      <div className="seguridad-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          onClick={() => void save()}
          loading={busy}
          disabled={chosen === profesionalId}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Guardar
        </Button>
      </div>
    </div>
  )
}
