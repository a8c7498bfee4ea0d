import { Button } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { FRASE_MINIMA } from '../../src-shared/window-protocol.ts'
import { TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { BackToPractice } from './back-to-practice.tsx'
import { GatePage } from './gate.tsx'
import { useShell } from './shell-context.tsx'

interface Values {
  frase: string
  repetida: string
}

/** First opening of the real database: its key is made, with a passphrase when the person wants one or the system keeps none. */
export function CreateKey({ fraseNecesaria }: { readonly fraseNecesaria: boolean }) {
  const { createKey } = useShell()
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm<Values>({ defaultValues: { frase: '', repetida: '' } })

  const create = async ({ frase, repetida }: Values) => {
    setError(null)
    const length = frase.trim().length
    if ((fraseNecesaria || length > 0) && length < FRASE_MINIMA) {
      const message = `Escriba una frase de ${FRASE_MINIMA} letras o más${fraseNecesaria ? '' : ', o déjela vacía'}.`
      form.setError('frase', { message }, { shouldFocus: true })
      return
    }
    if (frase !== repetida) {
      form.setError('repetida', { message: 'Las dos frases no son iguales.' }, { shouldFocus: true })
      return
    }
    setBusy(true)
    const answer = await createKey(length === 0 ? undefined : frase)
    setBusy(false)
    if (!answer.ok) setError(answer.error)
  }

  return (
    <GatePage title="Proteger los datos de su consultorio" wide>
      <p>
        {fraseNecesaria
          ? 'Los datos se guardan cifrados. Este equipo no tiene dónde guardar la clave, así que la protege una frase que solo usted conoce y que se pide cada vez que abre el programa.'
          : 'Los datos se guardan cifrados y este equipo los abre con su usuario del sistema. Si quiere, agregue una frase: abre los datos cuando el equipo no pueda.'}
      </p>
      <Form<Values> form={form} onSubmit={create} label="Clave de los datos" autoFocus>
        <TextField<Values>
          name="frase"
          label="Frase"
          kind="clave"
          optional={!fraseNecesaria}
          autoComplete="new-password"
          hint={`${FRASE_MINIMA} letras o más; varias palabras se recuerdan mejor.`}
        />
        <TextField<Values>
          name="repetida"
          label="La misma frase otra vez"
          kind="clave"
          optional={!fraseNecesaria}
          autoComplete="new-password"
        />
        {error !== null && <Notice tone="peligro">{error}</Notice>}
        <Button type="submit" variant="filled" size="md" loading={busy}>
          Crear la clave
        </Button>
      </Form>
      <p className="gate-nota">
        Después verá un código de recuperación para guardar en papel. Tenga a mano la impresora o un lápiz.
      </p>
      <BackToPractice />
    </GatePage>
  )
}
