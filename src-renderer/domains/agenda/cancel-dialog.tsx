import { Button, Radio, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { motivosDe } from '../../../src-shared/domains/agenda/rules.ts'
import type { CitaAgenda, MotivoCancelacion } from '../../../src-shared/domains/agenda/schemas.ts'
import { MOTIVO_CANCELACION } from '../../../src-shared/domains/agenda/texts.ts'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { cuando } from './use-acts.ts'

export interface Salida {
  readonly estado: 'cancelada-paciente' | 'cancelada-consultorio' | 'reprogramada'
  readonly motivo: MotivoCancelacion
  readonly detalle: string | null
}

const SALIDAS: readonly {
  readonly value: Salida['estado']
  readonly label: string
  readonly verbo: string
}[] = [
  { value: 'cancelada-paciente', label: 'El paciente cancela', verbo: 'Cancelar la cita' },
  { value: 'cancelada-consultorio', label: 'El consultorio cancela', verbo: 'Cancelar la cita' },
  { value: 'reprogramada', label: 'Se reprograma', verbo: 'Reprogramar y buscar cupo' },
]

interface CancelDialogProps {
  readonly cita: CitaAgenda | null
  readonly onClose: () => void
  readonly onConfirm: (cita: CitaAgenda, salida: Salida) => Promise<void>
}

/** Who cancels and why, from a list, so that it can be counted afterwards (C-02). */
export function CancelDialog({ cita, onClose, onConfirm }: CancelDialogProps) {
  return (
    <Modal
      opened={cita !== null}
      onClose={onClose}
      title={cita ? `Cancelar: ${cita.paciente}, ${cuando(cita.inicio)}` : ''}
    >
      {cita && <CancelBody cita={cita} onClose={onClose} onConfirm={onConfirm} />}
    </Modal>
  )
}

function CancelBody({ cita, onClose, onConfirm }: CancelDialogProps & { readonly cita: CitaAgenda }) {
  const [estado, setEstado] = useState<Salida['estado']>('cancelada-paciente')
  const [motivo, setMotivo] = useState<MotivoCancelacion | null>(null)
  const [detalle, setDetalle] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const confirm = async () => {
    if (motivo === null) {
      setProblem('Escoja el motivo: así se sabe por qué se pierden las citas.')
      return
    }
    setPending(true)
    await onConfirm(cita, { estado, motivo, detalle: detalle.trim() === '' ? null : detalle.trim() })
    setPending(false)
  }
  const verbo = SALIDAS.find(({ value }) => value === estado)?.verbo ?? ''
  useShortcut('Ctrl+Enter', () => void confirm(), { label: verbo, enabled: !pending })
  return (
    <div className="apilado">
      <Radio.Group
        label="Quién cancela"
        value={estado}
        onChange={(value) => {
          setEstado(value as Salida['estado'])
          setMotivo(null)
        }}
      >
        <div className="radio-field">
          {SALIDAS.map((one, index) => (
            <Radio
              key={one.value}
              value={one.value}
              label={one.label}
              data-autofocus={index === 0 || undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <Select
        {...fieldTexts({ label: 'Motivo', error: problem })}
        data={motivosDe(estado).map((value) => ({ value, label: MOTIVO_CANCELACION[value] }))}
        value={motivo}
        onChange={(value) => {
          setMotivo(value as MotivoCancelacion | null)
          setProblem(null)
        }}
        placeholder="Escoja"
        selectFirstOptionOnDropdownOpen
        comboboxProps={{ withinPortal: true }}
      />
      <TextInput
        {...fieldTexts({ label: 'Detalle', optional: true })}
        value={detalle}
        maxLength={300}
        onChange={(event) => setDetalle(event.currentTarget.value)}
      />
      <p className="atenuado">
        El espacio queda libre para otra persona. La cita queda en el historial del paciente.
      </p>
      <div className="agenda-botones">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          color={estado === 'reprogramada' ? 'teal' : 'red'}
          loading={pending}
          onClick={() => void confirm()}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          {verbo}
        </Button>
      </div>
    </div>
  )
}
