import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { TextField } from '../../ui/fields.tsx'
import { Form } from '../../ui/form.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useSession } from '../../ui/session.tsx'
import { problemasClave } from './key-rules.ts'
import './seguridad.css'

interface Values {
  actual: string
  clave: string
  repetida: string
}

const EMPTY: Values = { actual: '', clave: '', repetida: '' }

/** The user's own PIN or password, changed by knowing the one in use. */
export function OwnKeyScreen() {
  const navigation = useNavigation()
  const { usuario } = useSession()
  const [state, setState] = useState<{ readonly problem: string | null; readonly done: boolean }>({
    problem: null,
    done: false,
  })
  const [busy, setBusy] = useState(false)
  const form = useForm<Values>({ defaultValues: EMPTY })

  const change = async ({ actual, clave, repetida }: Values) => {
    const wrong = problemasClave(clave, repetida)
    if (wrong !== null) return form.setError(wrong.campo, { message: wrong.mensaje }, { shouldFocus: true })
    setBusy(true)
    setState({ problem: null, done: false })
    try {
      await client.seguridad.cambiarClave({
        commandId: crypto.randomUUID(),
        claveActual: actual,
        claveNueva: clave,
      })
      form.reset(EMPTY)
      setState({ problem: null, done: true })
    } catch (error) {
      const { campo, mensaje, remedio } = failureOf(error)
      const text = `${mensaje} ${remedio}`
      const field =
        campo === 'claveNueva' ? 'clave' : campo === 'clave' || campo === 'claveActual' ? 'actual' : null
      if (field !== null) form.setError(field, { message: text }, { shouldFocus: true })
      else setState({ problem: text, done: false })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <ScreenHeader
        title="Cambiar mi PIN"
        context={usuario.nombre}
        onBack={navigation.back}
        primary={{ label: 'Cambiar PIN', onRun: () => void form.handleSubmit(change)(), loading: busy }}
      />
      <ScreenBody>
        <div className="seguridad-clave">
          {state.done && <Notice tone="hecho">Su PIN cambió. Úselo desde el próximo ingreso.</Notice>}
          {state.problem !== null && <Notice tone="peligro">{state.problem}</Notice>}
          <Form form={form} onSubmit={change} autoFocus>
            <TextField<Values>
              name="actual"
              kind="clave"
              label="PIN o contraseña actual"
              autoComplete="current-password"
            />
            <TextField<Values>
              name="clave"
              kind="clave"
              label="PIN o contraseña nueva"
              hint="Al menos 4 caracteres. Evite repetir un dígito o seguidos como 1234."
              autoComplete="new-password"
            />
            <TextField<Values>
              name="repetida"
              kind="clave"
              label="Repita la nueva"
              autoComplete="new-password"
            />
          </Form>
        </div>
      </ScreenBody>
    </>
  )
}
