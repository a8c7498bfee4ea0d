import { Button } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { MEDIOS_PAGO } from '../../../src-shared/domains/facturacion/texts.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { MoneyField, SelectField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface ChargeDialogProps {
  readonly facturaId: string
  readonly numero: string
  /** Centavos still to be received. */
  readonly saldo: number
  readonly onClose: () => void
  /** The receipt exists and can be printed. */
  readonly onCharged: () => void
}

interface Values {
  valor: number | null
  medio: string
  referencia: string
}

const FORM_ID = 'factura-cobro'
export const MEDIOS = MEDIOS_PAGO.map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))

/** `Cobrar`: the balance proposed, how it was paid, and the receipt. */
export function ChargeDialog(props: ChargeDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title={`Cobrar la factura ${props.numero}`}>
      <ChargeForm {...props} />
    </Modal>
  )
}

function ChargeForm({ facturaId, saldo, onClose, onCharged }: ChargeDialogProps) {
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  // One id for this dialog: pressing twice, or again after a cut, charges once.
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const form = useForm<Values>({ defaultValues: { valor: saldo, medio: '10', referencia: '' } })

  const charge = async ({ valor, medio, referencia }: Values) => {
    if (valor === null || Number.isNaN(valor) || valor <= 0)
      return form.setError('valor', { message: 'Escriba un valor mayor que cero' }, { shouldFocus: true })
    setBusy(true)
    setFailure(null)
    try {
      await client.facturacion.registrarRecibo({
        commandId,
        facturaId,
        valor,
        medio,
        referencia: referencia.trim() || null,
      })
      onCharged()
    } catch (error) {
      const refused = failureOf(error)
      if (refused.codigo !== 'FALLO') setCommandId(crypto.randomUUID())
      const text = `${refused.mensaje} ${refused.remedio}`
      if (refused.campo === 'valor') form.setError('valor', { message: text }, { shouldFocus: true })
      else setFailure(text)
    } finally {
      setBusy(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void form.handleSubmit(charge)(), { label: 'Cobrar', enabled: !busy })

  return (
    <>
      <Form form={form} onSubmit={charge} id={FORM_ID} autoFocus>
        {failure !== null && <Notice tone="peligro">{failure}</Notice>}
        <FormRow>
          <MoneyField<Values> name="valor" label="Valor recibido" hint={`Saldo ${formatPesos(saldo)}`} />
          <SelectField<Values> name="medio" label="Medio de pago" options={MEDIOS} />
        </FormRow>
        <TextField<Values>
          name="referencia"
          label="Referencia"
          optional
          hint="Número de aprobación o de la transferencia."
          maxLength={60}
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
          Cobrar y ver el recibo
        </Button>
      </div>
    </>
  )
}
