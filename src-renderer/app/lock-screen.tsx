import { Button, PasswordInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { fieldTexts } from '../ui/field-parts.tsx'
import type { Usuario } from '../ui/session.tsx'
import { NOMBRE_ROL } from '../ui/session.tsx'
import { ShortcutLayer } from '../ui/shortcuts.tsx'
import { useShell } from './shell-context.tsx'
import { silencePage } from './silence-page.ts'
import './gate.css'

interface LockScreenProps {
  readonly usuario: Usuario
  readonly practica: boolean
}

/**
 * Covers everything without unmounting anything: notes half written, lists and dialogs stay as they were, out of reach, and the
 * caret returns to its place.
 */
export function LockScreen({ usuario, practica }: LockScreenProps) {
  const [host] = useState(() => document.createElement('div'))
  useLayoutEffect(() => {
    document.body.append(host)
    const restore = silencePage(host)
    return () => {
      host.remove()
      restore()
    }
  }, [host])
  return createPortal(
    <ShortcutLayer>
      <LockForm usuario={usuario} practica={practica} />
    </ShortcutLayer>,
    host,
  )
}

function LockForm({ usuario, practica }: LockScreenProps) {
  const { unlock, signOut } = useShell()
  const [clave, setClave] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  // After the layout effect that puts the lock on the page: before it, nothing here can take the caret.
  useEffect(() => field.current?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (clave === '') {
      setError('Escriba su PIN o contraseña.')
      return
    }
    setBusy(true)
    const answer = await unlock(clave)
    setBusy(false)
    if (answer.ok) return
    setError(answer.error)
    setClave('')
    field.current?.focus()
  }

  return (
    <div className="gate" role="dialog" aria-modal="true" aria-labelledby="titulo-bloqueo">
      <form className="gate-caja" onSubmit={submit} noValidate>
        <p className="gate-marca">
          <IconLock size={18} stroke={1.8} aria-hidden="true" /> Pantalla bloqueada
        </p>
        <h1 id="titulo-bloqueo" className="gate-titulo">
          {usuario.nombre}
        </h1>
        <p className="gate-nota">
          {NOMBRE_ROL[usuario.rol]} · Su trabajo sigue abierto y se retoma donde iba.
        </p>
        <input type="text" name="usuario" autoComplete="username" value={usuario.nombre} readOnly hidden />
        <PasswordInput
          {...fieldTexts({ label: 'PIN o contraseña', error })}
          ref={field}
          value={clave}
          onChange={(event) => setClave(event.currentTarget.value)}
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': 'Mostrar u ocultar lo escrito' }}
        />
        {practica && (
          <p className="gate-practica">
            Modo práctica: el PIN es <strong className="codigo">1234</strong>.
          </p>
        )}
        <div className="gate-pie">
          <Button variant="subtle" color="gray" onClick={signOut}>
            Cambiar de usuario
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            Desbloquear
          </Button>
        </div>
      </form>
    </div>
  )
}
