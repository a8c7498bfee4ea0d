import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { Notice } from '../../ui/notice.tsx'
import { problemasClave } from './key-rules.ts'

interface UserAccessProps {
  readonly usuario: { readonly id: string; readonly nombre: string; readonly activo: boolean }
}

/** Whether somebody else may sign in, and a new PIN for who forgot theirs. */
export function UserAccess({ usuario }: UserAccessProps) {
  const [activo, setActivo] = useState(usuario.activo)
  const [clave, setClave] = useState('')
  const [repetida, setRepetida] = useState('')
  const [wrong, setWrong] = useState<ReturnType<typeof problemasClave>>(null)
  const [told, setTold] = useState<{ readonly tone: 'hecho' | 'peligro'; readonly text: string } | null>(null)
  const [busy, setBusy] = useState(false)

  const act = async (work: (commandId: string) => Promise<string>) => {
    setBusy(true)
    setTold(null)
    try {
      setTold({ tone: 'hecho', text: await work(crypto.randomUUID()) })
    } catch (error) {
      const { mensaje, remedio } = failureOf(error)
      setTold({ tone: 'peligro', text: `${mensaje} ${remedio}` })
    } finally {
      setBusy(false)
    }
  }
  const toggle = () =>
    act(async (commandId) => {
      const input = { commandId, usuarioId: usuario.id }
      const now = activo
        ? await client.seguridad.desactivarUsuario(input)
        : await client.seguridad.reactivarUsuario(input)
      setActivo(now.activo)
      return now.activo
        ? `${usuario.nombre} puede ingresar de nuevo.`
        : `${usuario.nombre} ya no puede ingresar. Lo que hizo se conserva a su nombre.`
    })
  const reset = () => {
    const problem = problemasClave(clave, repetida)
    setWrong(problem)
    if (problem !== null) return
    void act(async (commandId) => {
      await client.seguridad.restablecerClave({ commandId, usuarioId: usuario.id, claveNueva: clave })
      setClave('')
      setRepetida('')
      return 'El PIN cambió y sus sesiones se cerraron. Que lo cambie por uno suyo al ingresar.'
    })
  }

  return (
    <section className="apilado seguridad-acceso" aria-label="Ingreso">
      <h3>Ingreso</h3>
      {told !== null && <Notice tone={told.tone}>{told.text}</Notice>}
      <div className="form-fila">
        <PasswordInput
          label="PIN o contraseña nueva"
          autoComplete="new-password"
          value={clave}
          onChange={(event) => setClave(event.currentTarget.value)}
          error={wrong?.campo === 'clave' ? wrong.mensaje : null}
        />
        <PasswordInput
          label="Repítala"
          autoComplete="new-password"
          value={repetida}
          onChange={(event) => setRepetida(event.currentTarget.value)}
          error={wrong?.campo === 'repetida' ? wrong.mensaje : null}
        />
      </div>
      <div className="seguridad-pie">
        <Button onClick={() => void toggle()} disabled={busy}>
          {activo ? 'Desactivar usuario' : 'Reactivar usuario'}
        </Button>
        <Button onClick={reset} disabled={busy || clave === ''}>
          Restablecer PIN
        </Button>
      </div>
    </section>
  )
}
