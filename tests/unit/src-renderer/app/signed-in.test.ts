import { describe, expect, it } from 'vitest'
import type { SessionState } from '../../../../src-renderer/app/shell-services.ts'
import { untilSignedIn } from '../../../../src-renderer/app/signed-in.ts'
import { createStore } from '../../../../src-renderer/app/store.ts'

const usuario = (id: string) => ({ id, nombre: 'Catalina Ruiz', rol: 'medico' as const, profesionalId: null })
const abierta = (id: string): SessionState => ({
  fase: 'abierta',
  practica: false,
  usuario: usuario(id),
  minutosBloqueo: 10,
})
const bloqueada = (id: string): SessionState => ({ fase: 'bloqueada', practica: false, usuario: usuario(id) })
const sinSesion: SessionState = { fase: 'sin-sesion', practica: false, usuarios: [] }

describe('the stream of changes and the session', () => {
  it('waits for a session, outlives the lock and ends when the session does', async () => {
    const session = createStore<SessionState>(sinSesion)
    let opened: AbortSignal | undefined
    const waiting = untilSignedIn(session, new AbortController().signal).then((signal) => {
      opened = signal
    })
    await Promise.resolve()
    expect(opened).toBeUndefined()
    session.set(abierta('u1'))
    await waiting
    session.set(bloqueada('u1'))
    expect(opened?.aborted).toBe(false)
    session.set(sinSesion)
    expect(opened?.aborted).toBe(true)
  })

  it('begins again for the next person', async () => {
    const session = createStore<SessionState>(abierta('u1'))
    const all = new AbortController().signal
    const first = await untilSignedIn(session, all)
    session.set(abierta('u2'))
    expect(first.aborted).toBe(true)
    expect((await untilSignedIn(session, all)).aborted).toBe(false)
  })

  it('stops waiting when nobody follows any more', async () => {
    const leaving = new AbortController()
    const waiting = untilSignedIn(createStore<SessionState>(sinSesion), leaving.signal)
    leaving.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
  })
})
