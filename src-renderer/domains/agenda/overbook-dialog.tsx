import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import type { Ocupado } from './use-acts.ts'

interface OverbookDialogProps {
  readonly ocupado: Ocupado | null
  readonly onClose: () => void
}

/** The place is taken: says by whom, and lets it be a Sobrecupo when there is a reason. */
export function OverbookDialog({ ocupado, onClose }: OverbookDialogProps) {
  return (
    <Modal opened={ocupado !== null} onClose={onClose} title="Ese espacio está ocupado">
      {ocupado && <OverbookBody ocupado={ocupado} onClose={onClose} />}
    </Modal>
  )
}

function OverbookBody({ ocupado, onClose }: { readonly ocupado: Ocupado; readonly onClose: () => void }) {
  const [motivo, setMotivo] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const confirm = async () => {
    if (motivo.trim().length < 3) {
      setProblem('Escriba por qué se atiende en un espacio ocupado.')
      return
    }
    setPending(true)
    await ocupado.conMotivo(motivo.trim())
    setPending(false)
  }
  useShortcut('Ctrl+Enter', () => void confirm(), { label: 'Dejar como Sobrecupo', enabled: !pending })
  return (
    <div className="apilado">
      {ocupado.choques.map((choque) => (
        <Notice key={choque.texto} tone="pide">
          {choque.texto}
        </Notice>
      ))}
      <Textarea
        {...fieldTexts({
          label: `Motivo del sobrecupo de ${ocupado.cita.paciente}`,
          hint: 'Queda en la cita y en la auditoría.',
          error: problem,
        })}
        value={motivo}
        maxLength={200}
        data-autofocus
        onChange={(event) => {
          setMotivo(event.currentTarget.value)
          setProblem(null)
        }}
      />
      <div className="agenda-botones">
        <Button onClick={onClose}>Dejarla como estaba</Button>
        <Button
          variant="filled"
          onClick={() => void confirm()}
          loading={pending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Dejar como Sobrecupo
        </Button>
      </div>
    </div>
  )
}
