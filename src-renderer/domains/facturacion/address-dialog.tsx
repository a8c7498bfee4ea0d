import { Button } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { direccionCorreoSchema } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import type { Entregable } from '../../../src-shared/domains/facturacion/schemas.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { TextField } from '../../ui/fields.tsx'
import { Form } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface AddressDialogProps {
  readonly cual: Entregable
  readonly onClose: () => void
}

interface Values {
  para: string
}

const FORM_ID = 'factura-direccion'

/** «Enviar a otra dirección»: this invoice or note alone; the address of the patient stays as it is. */
export function AddressDialog(props: AddressDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title="Enviar a otra dirección">
      <AddressForm {...props} />
    </Modal>
  )
}

function AddressForm({ cual, onClose }: AddressDialogProps) {
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  // One id for this dialog: pressing twice sends once.
  const [commandId] = useState(() => crypto.randomUUID())
  const form = useForm<Values>({ defaultValues: { para: '' } })
  const send = async ({ para }: Values) => {
    const address = direccionCorreoSchema.safeParse(para.trim())
    if (!address.success)
      return form.setError(
        'para',
        { message: address.error.issues[0]?.message ?? 'Revise la dirección' },
        { shouldFocus: true },
      )
    setBusy(true)
    setFailure(null)
    try {
      await client.comunicaciones.enviar({ ...cual, commandId, para: address.data })
      onClose()
    } catch (error) {
      setFailure(failureText(error))
    } finally {
      setBusy(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void form.handleSubmit(send)(), { label: 'Enviar', enabled: !busy })
  return (
    <>
      <Form form={form} onSubmit={send} id={FORM_ID} autoFocus>
        {failure !== null && <Notice tone="peligro">{failure}</Notice>}
        <TextField<Values>
          name="para"
          label="Correo"
          kind="correo"
          hint={`Solo para esta ${cual.notaId === undefined ? 'factura' : 'nota'}: el correo del paciente no cambia.`}
          maxLength={100}
        />
      </Form>
      <div className="factura-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          form={FORM_ID}
          loading={busy}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Enviar
        </Button>
      </div>
    </>
  )
}
