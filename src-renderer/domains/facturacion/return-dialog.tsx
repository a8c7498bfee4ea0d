import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RecaudoRegistrado } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface ReturnDialogProps {
  readonly recaudo: RecaudoRegistrado
  readonly busy: boolean
  readonly failure: string | null
  readonly onReturn: (motivo: string) => void
  readonly onClose: () => void
}

/** Gives back a payment that has no invoice of ours; it cannot be undone, so the verb is on the button. */
export function ReturnDialog(props: ReturnDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title={`¿Devolver ${formatPesos(props.recaudo.valor)}?`}>
      <Body {...props} />
    </Modal>
  )
}

function Body({ recaudo, busy, failure, onReturn, onClose }: ReturnDialogProps) {
  const [motivo, setMotivo] = useState('')
  const [tried, setTried] = useState(false)
  const problem = motivo.trim().length < 5 ? 'Diga en una frase por qué' : null
  const submit = () => {
    setTried(true)
    if (!busy && problem === null) onReturn(motivo.trim())
  }
  useShortcut('Ctrl+Enter', submit, { label: 'Devolver', inTextField: true, enabled: !busy })
  return (
    <form
      className="apilado"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {failure !== null && <Notice tone="peligro">{failure}</Notice>}
      <p className="secundario">
        Entréguele el dinero a {recaudo.paciente} y anule el tiquete o talonario. El pago ya no se le
        descontará al pagador.
      </p>
      <TextInput
        {...fieldTexts({ label: 'Por qué', error: tried ? problem : null })}
        value={motivo}
        onChange={(event) => setMotivo(event.currentTarget.value)}
        maxLength={300}
        data-autofocus
      />
      <div className="factura-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button variant="filled" type="submit" loading={busy} rightSection={<Shortcut keys="Ctrl+Enter" />}>
          Devolver el pago
        </Button>
      </div>
    </form>
  )
}
