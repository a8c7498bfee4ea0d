import { rmSync } from 'node:fs'
import { createRouterClient } from '@orpc/server'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import type { LogFields, Logger } from '../../../src-main/core/logging/logger.ts'
import { type Core, createCore } from '../../../src-main/create-core.ts'
import {
  type KeyFile,
  newRecoveryCode,
  unwrapWithSecret,
  wrapWithSecret,
} from '../../../src-main/hosts/key-file.ts'
import { createRpcServices } from '../../../src-renderer/app/rpc-services.ts'
import type { RpcClient } from '../../../src-renderer/rpc/client.ts'
import { EstadoObservable, type Transport } from '../../../src-renderer/rpc/connection.ts'
import { sessionHeaders, setSessionToken } from '../../../src-renderer/rpc/session-token.ts'
import type { EstadoNucleo } from '../../../src-shared/window-protocol.ts'
import { testPorts } from '../../fixtures/core.ts'

const closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  setSessionToken(undefined)
  vi.useRealTimers()
  for (const close of closing.splice(0).reverse()) await close()
})

interface Logged {
  readonly event: string
  readonly fields: LogFields | undefined
}

/** The program around the window, without Electron: real keys of a real encrypted database, opened as the window asks. */
function openHost(first: Partial<EstadoNucleo>) {
  const logged: Logged[] = []
  const logger: Logger = {
    info() {},
    warn() {},
    error: (event, fields) => void logged.push({ event, fields }),
  }
  const ports = testPorts({ modo: 'real', logger })
  const base = { generacion: 0, modo: 'real', electronDePruebas: false, carpetaDatos: ports.dataDir } as const
  const observable = new EstadoObservable({ ...base, fase: 'iniciando', ...first } as EstadoNucleo)
  let core: Core | undefined
  let keyFile: KeyFile | undefined
  let generacion = 0

  closing.push(async () => {
    await core?.close()
    rmSync(ports.dataDir, { recursive: true, force: true })
  })

  async function launch(databaseKey: Uint8Array): Promise<void> {
    generacion += 1
    observable.set({ ...base, fase: 'iniciando', generacion })
    core = await createCore({ ...ports, databaseKey })
    observable.set({ ...base, fase: 'listo', generacion })
  }

  const actions: Record<string, (given: { frase?: string; codigo?: string; modo?: string }) => unknown> = {
    async crearClave({ frase }) {
      const codigoRecuperacion = newRecoveryCode()
      const recovery = await wrapWithSecret('recuperacion', ports.databaseKey, codigoRecuperacion)
      const own = frase === undefined ? [] : [await wrapWithSecret('frase', ports.databaseKey, frase)]
      keyFile = { version: 1, envolturas: [...own, recovery] }
      // As the real host does: the core starts before the answer reaches the window.
      await launch(ports.databaseKey)
      return { codigoRecuperacion }
    },
    async desbloquear({ frase, codigo }) {
      if (!keyFile) throw new Error('Este equipo no tiene todavía una base de datos real.')
      const key = codigo
        ? await unwrapWithSecret(keyFile, 'recuperacion', codigo)
        : await unwrapWithSecret(keyFile, 'frase', frase ?? '')
      await launch(key)
    },
    cambiarModo() {
      observable.set({ ...base, fase: 'falta-clave', clave: 'nueva', frase: 'opcional' })
    },
  }
  const transport: Transport = {
    get estado() {
      return observable.value
    },
    onEstado: (listener) => observable.subscribe(listener),
    ready: () => Promise.reject(new Error('not used')),
    wasLost: () => false,
    acciones: (async (name: string, given: object = {}) => actions[name]?.(given)) as NonNullable<
      Transport['acciones']
    >,
  }
  /** Calls the core that is open, as the person whose token the window holds. */
  const called = () =>
    createRouterClient(core!.router, {
      context: () => core!.contextFor({ token: sessionHeaders().authorization?.slice(7), origen: 'ventana' }),
    }) as unknown as RpcClient
  const client = {
    get seguridad() {
      return called().seguridad
    },
    get sincronizacion() {
      return called().sincronizacion
    },
  }
  const went: string[] = []
  vi.useFakeTimers({ toFake: ['setInterval'] })
  const services = createRpcServices({
    client,
    transport,
    queryClient: new QueryClient(),
    go: (hash) => void went.push(hash),
    printPage: () => undefined,
  })
  services.start()
  /** The program was closed and opened again on a machine that does not open the key by itself. */
  async function reopen(): Promise<void> {
    await core?.close()
    core = undefined
    setSessionToken(undefined)
    observable.set({ ...base, fase: 'falta-clave', clave: 'frase', frase: 'opcional' })
  }
  return { services, observable, base, logged, went, reopen, key: () => keyFile }
}

const catalina = { nombre: 'Catalina Ruiz', usuario: 'catalina', rol: 'medico', clave: '4071' } as const

test('del primer inicio al asistente: clave, código en papel y primer usuario', async () => {
  const { services, went, key } = openHost({ fase: 'falta-modo' })
  const { session } = services
  expect(session.get()).toEqual({ fase: 'primer-inicio' })
  expect(services.realMode.get()).toBe('disponible')

  expect(await services.openReal()).toMatchObject({ ok: true })
  expect(session.get()).toEqual({ fase: 'crear-clave', fraseNecesaria: false })

  expect(await services.createKey('tinto sin azucar')).toMatchObject({ ok: true })
  const shown = session.get()
  if (shown.fase !== 'guardar-codigo') throw new Error(`the code is not shown but ${shown.fase}`)
  expect(shown.codigo).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/)
  expect(await unwrapWithSecret(key()!, 'recuperacion', shown.codigo.toLowerCase())).toHaveLength(32)

  services.codeKept()
  await vi.waitFor(() => expect(session.get()).toEqual({ fase: 'primer-usuario' }))
  expect(await services.createFirstUser({ ...catalina, clave: '1234' })).toMatchObject({
    ok: false,
    error: { campo: 'clave' },
  })
  expect(await services.createFirstUser(catalina)).toMatchObject({ ok: true })
  expect(session.get()).toMatchObject({ fase: 'abierta', practica: false, usuario: { rol: 'medico' } })
  expect(went).toEqual(['#/configuracion/asistente'])
})

test('una frase equivocada lo dice y deja intentar; el código impreso abre lo mismo', async () => {
  const { services, reopen } = openHost({ fase: 'falta-clave', clave: 'nueva', frase: 'necesaria' })
  expect(services.session.get()).toEqual({ fase: 'crear-clave', fraseNecesaria: true })
  await services.createKey('tinto sin azucar')
  const shown = services.session.get()
  const codigo = shown.fase === 'guardar-codigo' ? shown.codigo : ''
  services.codeKept()
  await vi.waitFor(() => expect(services.session.get().fase).toBe('primer-usuario'))
  await services.createFirstUser(catalina)

  await reopen()
  expect(services.session.get()).toEqual({ fase: 'abrir-con-clave', conFrase: true })
  const wrong = await services.openKey({ frase: 'tinto con azucar' })
  expect(wrong).toMatchObject({ ok: false, error: expect.stringContaining('La frase no abre los datos') })
  expect(services.session.get()).toEqual({ fase: 'abrir-con-clave', conFrase: true })
  expect(await services.openKey({ codigo: codigo.replaceAll('-', ' ') })).toMatchObject({ ok: true })
  await vi.waitFor(() =>
    expect(services.session.get()).toMatchObject({
      fase: 'sin-sesion',
      practica: false,
      usuarios: [{ usuario: 'catalina', nombre: 'Catalina Ruiz' }],
    }),
  )
})

test('un fallo de pantalla queda en el registro sin una palabra de lo que decía', async () => {
  const { services, logged } = openHost({ fase: 'falta-clave', clave: 'nueva', frase: 'opcional' })
  await services.createKey(undefined)
  const shown = services.reportProblem(new TypeError('María Pérez, VIH positivo'), 'historia-consulta')
  expect(shown).toMatch(/^[A-Z0-9]{8}$/)
  await vi.waitFor(() => expect(logged).toHaveLength(1))
  expect(logged).toEqual([
    {
      event: 'screen.failed',
      fields: { id: 'historia-consulta', kind: 'TypeError', incidentId: shown },
    },
  ])
  for (let i = 0; i < 40; i += 1) services.reportProblem(new Error('otra'), 'hoy')
  await vi.waitFor(() => expect(logged).toHaveLength(30))
})

test('en el Electron de pruebas se sabe que solo abre la práctica', () => {
  const { services } = openHost({ fase: 'iniciando', electronDePruebas: true })
  expect(services.realMode.get()).toBe('electron-de-pruebas')
  expect(services.backup.get().carpeta).not.toBeNull()
})

test('si el núcleo se detiene al abrir, se dice y se puede reintentar', async () => {
  const { services, observable, base } = openHost({ fase: 'iniciando' })
  expect(services.session.get()).toEqual({ fase: 'cargando' })
  observable.set({ ...base, fase: 'detenido', mensaje: 'Los datos están abiertos en otro programa.' })
  expect(services.core.get()).toEqual({
    fase: 'detenido',
    mensaje: 'Los datos están abiertos en otro programa.',
  })
})
