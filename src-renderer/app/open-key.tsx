import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { BackToPractice } from './back-to-practice.tsx'
import { GatePage } from './gate.tsx'
import { useShell } from './shell-context.tsx'

interface Values {
  secreto: string
}

type Way = 'frase' | 'codigo'

const EMPTY: Readonly<Record<Way, string>> = {
  frase: 'Escriba la frase.',
  codigo: 'Escriba el código de la hoja impresa.',
}

/** The real database is closed: the passphrase or the printed recovery code opens it. */
export function OpenKey({ conFrase }: { readonly conFrase: boolean }) {
  const { openKey } = useShell()
  const [way, setWay] = useState<Way>(conFrase ? 'frase' : 'codigo')
  const [busy, setBusy] = useState(false)
  const form = useForm<Values>({ defaultValues: { secreto: '' } })

  const open = async ({ secreto }: Values) => {
    const told = (message: string) => form.setError('secreto', { message }, { shouldFocus: true })
    if (secreto.trim() === '') return told(EMPTY[way])
    setBusy(true)
    const answer = await openKey(way === 'frase' ? { frase: secreto } : { codigo: secreto })
    setBusy(false)
    if (!answer.ok) told(answer.error)
  }
  const change = (next: string) => {
    setWay(next === 'frase' ? 'frase' : 'codigo')
    form.reset()
  }

  return (
    <GatePage title="Abrir los datos de su consultorio" wide>
      <p>
        {conFrase
          ? 'Los datos están cifrados y este equipo no los abre solo. Ábralos con su frase o con el código de recuperación impreso.'
          : 'Los datos están cifrados y este equipo ya no los abre solo (cambió de usuario, de sistema o de equipo). Ábralos con el código de recuperación impreso.'}
      </p>
      {conFrase && (
        <SegmentedControl
          aria-label="Con qué se abren"
          value={way}
          onChange={change}
          data={[
            { value: 'frase', label: 'Con la frase' },
            { value: 'codigo', label: 'Con el código impreso' },
          ]}
        />
      )}
      <Form<Values> key={way} form={form} onSubmit={open} label="Abrir los datos" autoFocus>
        {way === 'frase' ? (
          <TextField<Values> name="secreto" label="Frase" kind="clave" autoComplete="current-password" />
        ) : (
          <TextField<Values>
            name="secreto"
            label="Código de recuperación"
            kind="codigo"
            placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX"
            hint="Da lo mismo con minúsculas, espacios o guiones."
          />
        )}
        <Button type="submit" variant="filled" size="md" loading={busy}>
          Abrir
        </Button>
      </Form>
      <BackToPractice />
    </GatePage>
  )
}
