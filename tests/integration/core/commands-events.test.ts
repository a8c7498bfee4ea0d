import { afterEach, beforeEach, expect, it } from 'vitest'
import { clientOf } from '../../../src-main/core-entry.ts'
import { testCore } from '../../fixtures/core.ts'

let made: Awaited<ReturnType<typeof testCore>>
beforeEach(async () => {
  made = await testCore()
})
afterEach(() => made.dispose())

async function signedIn() {
  const clientFor = clientOf(made.core)
  const usuario = { usuario: 'catalina', clave: '4071' }
  const { seguridad } = clientFor(undefined)
  if ((await seguridad.usuariosParaEntrar()).length === 0)
    await seguridad.crearPrimerUsuario({
      commandId: made.ports.ids.next(),
      ...usuario,
      nombre: 'Catalina Ruiz',
      rol: 'medico',
    })
  return clientFor((await seguridad.iniciarSesion(usuario)).token)
}

/** How many listeners hear an announcement: the real ones are counted by what they cost, one call each. */
function countListeners(): { readonly open: () => number } {
  let open = 0
  const { changes } = made.core
  const subscribe = changes.subscribe
  changes.subscribe = (listener) => {
    open += 1
    const leave = subscribe(listener)
    return () => {
      open -= 1
      return leave()
    }
  }
  return { open: () => open }
}

async function settled(condition: () => boolean): Promise<void> {
  for (let n = 0; n < 200 && !condition(); n++) await new Promise((resolve) => setTimeout(resolve, 5))
}

it('the stream of changes says that it is alive, tells every key once, and leaves no listener behind when the window goes', async () => {
  const listeners = countListeners()
  for (let n = 0; n < 20; n++) {
    const leaving = new AbortController()
    const stream = await (await signedIn()).sincronizacion.eventos(undefined, {
      signal: leaving.signal,
    })
    expect((await stream.next()).value).toEqual({ changed: [] })
    const next = stream.next()
    made.core.changes.announce(['citas', 'citas', 'pacientes'])
    expect((await next).value).toEqual({ changed: ['citas', 'pacientes'] })
    expect(listeners.open()).toBe(1)
    const waiting = stream.next().catch(() => undefined)
    leaving.abort()
    await waiting
    await settled(() => listeners.open() === 0)
    expect(listeners.open()).toBe(0)
  }
})

it('what is announced while the window is busy is not lost', async () => {
  const leaving = new AbortController()
  const stream = await (await signedIn()).sincronizacion.eventos(undefined, {
    signal: leaving.signal,
  })
  await stream.next()
  const first = stream.next()
  made.core.changes.announce(['a'])
  await first
  for (const key of ['b', 'c', 'b', 'd']) made.core.changes.announce([key])
  expect((await stream.next()).value).toEqual({ changed: ['b', 'c', 'd'] })
  leaving.abort()
})
