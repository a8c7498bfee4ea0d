import type { QueryClient } from '@tanstack/react-query'
import { err, ok, type Result } from '../../src-shared/kernel/result.ts'
import { client, transport } from '../rpc/client.ts'
import type { EstadoConexion } from '../rpc/connection.ts'
import { setSessionToken } from '../rpc/session-token.ts'
import type {
  BackupStatus,
  ConnectionStatus,
  CoreStatus,
  SessionState,
  ShellServices,
} from './shell-services.ts'
import { createStore } from './store.ts'

/** How often the state of the queue is asked besides its events: an outage is noticed even when nothing changes. */
const POLL_MS = 15_000
const NO_CORE = 'El programa no respondió. Espere un momento e intente de nuevo.'

/** The services of the shell on the RPC client: session, state of the core, queue. */
export function createRpcServices(
  queryClient: QueryClient,
): ShellServices & { start(): void; refreshQueue(): void } {
  const session = createStore<SessionState>({ fase: 'cargando' })
  const connection = createStore<ConnectionStatus>({ enLinea: true, pendientes: 0, desde: null })
  const backup = createStore<BackupStatus>({ alDia: false, ultima: null })
  const core = createStore<CoreStatus>({ fase: 'conectando' })
  let generation = 0

  async function readSession(): Promise<void> {
    const { usuario, bloqueada, minutosBloqueo, practica } = await client.seguridad.sesion()
    if (usuario && bloqueada) session.set({ fase: 'bloqueada', practica, usuario })
    else if (usuario) session.set({ fase: 'abierta', practica, usuario, minutosBloqueo })
    else session.set({ fase: 'sin-sesion', practica, usuarios: await client.seguridad.usuariosParaEntrar() })
  }

  async function refreshQueue(): Promise<void> {
    if (session.get().fase !== 'abierta') return
    const resumen = await client.sincronizacion.resumen().catch(() => undefined)
    if (!resumen) return
    connection.set({
      enLinea: resumen.sinConexionDesde === null,
      pendientes: resumen.porEnviar + resumen.inciertos,
      desde: resumen.sinConexionDesde,
    })
  }

  function followCore(estado: EstadoConexion): void {
    const restarted = generation !== 0 && estado.generacion !== generation
    switch (estado.fase) {
      case 'listo':
      case 'en-red':
        generation = estado.generacion
        core.set({ fase: restarted ? 'reiniciado' : 'listo' })
        if (session.get().fase === 'cargando') void readSession().catch(() => {})
        if (restarted) void queryClient.invalidateQueries()
        break
      case 'reiniciando':
        core.set({ fase: 'reiniciando' })
        break
      case 'detenido':
        core.set({ fase: 'detenido', mensaje: estado.mensaje ?? NO_CORE })
        break
      default:
        core.set({ fase: 'conectando' })
    }
  }

  return {
    hostKind: transport.acciones ? 'electron' : 'navegador',
    now: () => new Date(),
    session,
    connection,
    backup,
    core,
    refreshQueue: () => void refreshQueue(),
    start() {
      transport.onEstado(followCore)
      followCore(transport.estado)
      setInterval(() => void refreshQueue(), POLL_MS)
    },
    async signIn(usuario, clave) {
      return told(async () => {
        const { token } = await client.seguridad.iniciarSesion({ usuario, clave })
        setSessionToken(token)
        queryClient.clear()
        await readSession()
        await refreshQueue()
      })
    },
    async unlock(clave) {
      return told(async () => {
        await client.seguridad.desbloquear({ clave })
        await readSession()
        void queryClient.invalidateQueries()
      })
    },
    lock() {
      const now = session.get()
      if (now.fase !== 'abierta') return
      // The screen locks at once; the core refuses calls as soon as it hears of it.
      session.set({ fase: 'bloqueada', practica: now.practica, usuario: now.usuario })
      void client.seguridad.bloquear().catch(() => {})
    },
    signOut() {
      void client.seguridad
        .cerrarSesion()
        .catch(() => {})
        .finally(() => {
          setSessionToken(undefined)
          queryClient.clear()
          void readSession().catch(() => {})
        })
    },
    startPractice: () => void transport.acciones?.('cambiarModo', { modo: 'practica' }),
    configureOwnPractice() {
      window.location.hash = '#/configuracion/asistente'
    },
    dismissCoreNotice: () => core.set({ fase: 'listo' }),
    restartCore: () => void transport.acciones?.('reintentar'),
    reportProblem() {
      // Ids alone: what failed on a screen may hold what a patient said, and that never leaves the window.
      return crypto.randomUUID().slice(0, 8).toUpperCase()
    },
  }
}

/** Runs a call and turns its refusal into the sentence for the person. */
async function told(action: () => Promise<void>): Promise<Result<void, string>> {
  try {
    await action()
    return ok(undefined)
  } catch (error) {
    return err(messageOf(error))
  }
}

function messageOf(error: unknown): string {
  const data = (error as { data?: { remedio?: unknown } } | undefined)?.data
  if (error instanceof Error && typeof data?.remedio === 'string') return `${error.message} ${data.remedio}`
  return NO_CORE
}
