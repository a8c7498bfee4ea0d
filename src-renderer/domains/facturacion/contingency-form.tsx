import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { leerHora } from '../../../src-shared/domains/agenda/rules.ts'
import {
  CASOS_CONTINGENCIA,
  type CausaContingencia,
} from '../../../src-shared/domains/facturacion/contingencia.ts'
import { bogotaInstant, bogotaTime, isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { failureOf, refusalIn } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { FormRow } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface ContingencyFormProps {
  readonly causa: CausaContingencia
  readonly onClose: () => void
}

/** What was half-written, by cause: Esc never destroys it. */
const kept = new Map<CausaContingencia, string>()

/** Declares a contingency: when the failure began and what happened. */
export function ContingencyForm(props: ContingencyFormProps) {
  return (
    <Modal opened onClose={props.onClose} title={CASOS_CONTINGENCIA[props.causa].titulo}>
      <DeclareForm {...props} />
    </Modal>
  )
}

function DeclareForm({ causa, onClose }: ContingencyFormProps) {
  const hoy = useHoy()
  const [fecha, setFecha] = useState<string>(hoy)
  const [hora, setHora] = useState(() => bogotaTime(new Date()).slice(0, 5))
  const [razon, setRazon] = useState(() => kept.get(causa) ?? '')
  const [tried, setTried] = useState(false)
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const horaLeida = leerHora(hora)
  const problems = {
    fecha: isLocalDate(fecha) ? null : 'Escriba la fecha como 21 nov o ayer.',
    hora: horaLeida === undefined ? 'Escriba la hora como 8:20 o 2 pm.' : null,
    razon: razon.trim().length < 10 ? 'Diga en una frase qué pasó; va en la carta a la DIAN.' : null,
  }
  const declare = useMutation({
    mutationFn: (input: Parameters<typeof client.facturacion.contingencia.declarar>[0]) =>
      client.facturacion.contingencia.declarar(input),
    onSuccess: () => {
      kept.delete(causa)
      onClose()
    },
    onError: (error) => {
      if (refusalIn(error)) setCommandId(crypto.randomUUID())
    },
  })
  const submit = () => {
    setTried(true)
    if (declare.isPending || !isLocalDate(fecha) || horaLeida === undefined || problems.razon !== null) return
    declare.mutate({
      commandId,
      causa,
      razon: razon.trim(),
      desde: bogotaInstant(fecha, horaLeida).toISOString(),
    })
  }
  useShortcut('Ctrl+Enter', submit, { label: 'Declarar', inTextField: true, enabled: !declare.isPending })
  const failed = declare.error === null ? null : failureOf(declare.error)
  return (
    <ActForm onSubmit={submit} failure={failed}>
      <p className="secundario">{CASOS_CONTINGENCIA[causa].que}</p>
      <FormRow>
        <FechaInput
          label="Empezó el"
          value={fecha}
          onChange={setFecha}
          ambito={{ pasado: true }}
          error={tried ? problems.fecha : null}
        />
        <TextInput
          {...fieldTexts({ label: 'A las', error: tried ? problems.hora : null })}
          value={hora}
          onChange={(event) => setHora(event.currentTarget.value)}
        />
      </FormRow>
      <Textarea
        {...fieldTexts({ label: 'Qué pasó', error: tried ? problems.razon : null })}
        value={razon}
        onChange={(event) => {
          setRazon(event.currentTarget.value)
          kept.set(causa, event.currentTarget.value)
        }}
        maxLength={500}
        minRows={2}
        autosize
        data-autofocus
      />
      <div className="factura-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          loading={declare.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Declarar la contingencia
        </Button>
      </div>
    </ActForm>
  )
}
