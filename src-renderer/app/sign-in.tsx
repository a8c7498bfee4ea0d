import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { fieldTexts } from '../ui/field-parts.tsx'
import { GatePage } from './gate.tsx'
import { useShell } from './shell-context.tsx'
import type { UsuarioParaEntrar } from './shell-services.ts'
import { useStore } from './store.ts'
import { SOLO_PRACTICA, useOwnPractice } from './use-own-practice.ts'

interface SignInProps {
  readonly usuarios: readonly UsuarioParaEntrar[]
  readonly practica: boolean
}

/** Who is working, and the PIN or password. In practice the PIN is written on the screen. */
export function SignIn({ usuarios, practica }: SignInProps) {
  const { signIn, realMode } = useShell()
  const isTestRuntime = useStore(realMode) === 'electron-de-pruebas'
  const configureOwnPractice = useOwnPractice(null)
  const [usuario, setUsuario] = useState(usuarios[0]?.usuario ?? '')
  const [clave, setClave] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (clave === '') {
      setError('Escriba su PIN o contraseña.')
      field.current?.focus()
      return
    }
    setBusy(true)
    const answer = await signIn(usuario, clave)
    setBusy(false)
    if (answer.ok) return
    setError(answer.error)
    setClave('')
    field.current?.focus()
  }

  return (
    <GatePage title="¿Quién va a trabajar?">
      <form className="gate-formulario" onSubmit={submit} noValidate>
        <fieldset className="gate-usuarios">
          <legend>Usuario</legend>
          {usuarios.map((one) => (
            <label key={one.usuario} className="gate-usuario">
              <input
                type="radio"
                name="usuario"
                value={one.usuario}
                checked={usuario === one.usuario}
                onChange={() => {
                  setUsuario(one.usuario)
                  setError(null)
                }}
                onClick={() => field.current?.focus()}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return
                  event.preventDefault()
                  field.current?.focus()
                }}
              />
              <span className="gate-usuario-nombre recortado">{one.nombre}</span>
              <span className="gate-usuario-cuenta">{one.usuario}</span>
            </label>
          ))}
        </fieldset>
        <PasswordInput
          {...fieldTexts({ label: 'PIN o contraseña', error })}
          ref={field}
          value={clave}
          onChange={(event) => setClave(event.currentTarget.value)}
          autoComplete="current-password"
          autoFocus
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': 'Mostrar u ocultar lo escrito' }}
        />
        {practica && (
          <p className="gate-practica">
            Modo práctica: el PIN de los tres usuarios es <strong className="codigo">1234</strong>. Los
            documentos no tienen validez.{isTestRuntime && ` ${SOLO_PRACTICA}`}
          </p>
        )}
        <Button type="submit" variant="filled" size="md" loading={busy}>
          Entrar
        </Button>
        {practica && (
          <Button variant="subtle" color="gray" onClick={configureOwnPractice}>
            Configurar mi consultorio
          </Button>
        )}
      </form>
    </GatePage>
  )
}
