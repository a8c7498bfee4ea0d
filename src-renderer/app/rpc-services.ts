import type { QueryClient } from '@tanstack/react-query'
import { err, ok, type Result } from '../../src-shared/kernel/result.ts'
import type { AccionesAnfitrion, EstadoNucleo, NombreAccion } from '../../src-shared/window-protocol.ts'
import { refusalIn } from '../rpc/call-refusal.ts'
import { markStale } from '../rpc/changes.ts'
import type { RpcClient } from '../rpc/client.ts'
import type { EstadoConexion, Transport } from '../rpc/connection.ts'
import { setSessionToken } from '../rpc/session-token.ts'
import { newIncidentId } from './incident-id.ts'
import type {
  BackupStatus,
  ConnectionStatus,
  CoreStatus,
  RealMode,
  SessionState,
  ShellServices,
} from './shell-services.ts'
import { createStore } from './store.ts'

/** How often the state of the queue is asked besides its events: an outage is noticed even when nothing changes. */
const POLL_MS = 15_000
const NO_CORE = 'El programa no respondió. Espere un momento e intente de nuevo.'
const SET_UP = '#/configuracion/asistente'

/** The phases that belong to the opening of the real database, before any call can be answered. */
const OPENING: readonly SessionState['fase'][] = ['primer-inicio', 'crear-clave', 'abrir-con-clave']

interface Rpc {
  readonly client: Pick<RpcClient, 'seguridad' | 'sincronizacion'>
  readonly transport: Transport
  readonly queryClient: QueryClient
  /** Opens an address of the program (`#/…`). */
  readonly go: (hash: string) => void
  /** Print dialog of the browser, for a page without a program around it. */
  readonly printPage: () => void
}

/** The services of the shell on the RPC client: opening of the database, session, state of the core, queue. */
export function createRpcServices({
  client,
  transport,
  queryClient,
  go,
  printPage,
}: Rpc): ShellServices & { start(): void; refreshQueue(): void; checkSession(error: unknown): void } {
  const session = createStore<SessionState>({ fase: 'cargando' })
  const connection = createStore<ConnectionStatus>({
    enLinea: true,
    sinServicio: [],
    pendientes: 0,
    desde: null,
  })
  const backup = createStore<BackupStatus>({ alDia: false, ultima: null, carpeta: null })
  const core = createStore<CoreStatus>({ fase: 'conectando' })
  const realMode = createStore<RealMode>('navegador')
  let generation = 0
  let queueAsked = 0
  /** From asking for the key until its recovery code is on the screen: the core may start before the answer comes. */
  let makingKey = false

  async function readSession(): Promise<void> {
    const { usuario, bloqueada, minutosBloqueo, practica } = await client.seguridad.sesion()
    if (usuario && bloqueada) session.set({ fase: 'bloqueada', practica, usuario })
    else if (usuario) session.set({ fase: 'abierta', practica, usuario, minutosBloqueo })
    else {
      const usuarios = await client.seguridad.usuariosParaEntrar()
      session.set(
        usuarios.length > 0 ? { fase: 'sin-sesion', practica, usuarios } : { fase: 'primer-usuario' },
      )
    }
  }

  /** First question to an open core. A failure is told unless the core went meanwhile: then its own state tells. */
  function begin(): void {
    session.set({ fase: 'cargando' })
    readSession().catch(() => {
      if (session.get().fase === 'cargando' && isOpen(transport.estado))
        session.set({ fase: 'cargando', problema: NO_CORE })
    })
  }

  async function refreshQueue(): Promise<void> {
    if (session.get().fase !== 'abierta') return
    queueAsked += 1
    const mine = queueAsked
    const resumen = await client.sincronizacion.resumen().catch(checkSession)
    // Answers may come in another order than they were asked: only the last tells the present.
    if (!resumen || mine !== queueAsked) return
    connection.set({
      enLinea: resumen.sinConexionDesde === null,
      sinServicio: resumen.sinServicio.map(({ autoridad }) => autoridad),
      pendientes: resumen.porEnviar + resumen.inciertos + resumen.correosEnDuda,
      desde: resumen.sinConexionDesde,
    })
  }

  /** The core says that the session is locked or ended while the window thinks it is open: the window asks how it stands. */
  function checkSession(error: unknown): undefined {
    const code = refusalIn(error)?.code
    const { fase } = session.get()
    const differs =
      (code === 'SESION_BLOQUEADA' && fase === 'abierta') ||
      (code === 'SESION_REQUERIDA' && (fase === 'abierta' || fase === 'bloqueada'))
    if (differs) void readSession().catch(() => {})
  }

  function followHost(estado: EstadoConexion): void {
    if (!('carpetaDatos' in estado)) return
    realMode.set(estado.electronDePruebas ? 'electron-de-pruebas' : 'disponible')
    if (backup.get().carpeta !== estado.carpetaDatos)
      backup.set({ ...backup.get(), carpeta: estado.carpetaDatos })
  }

  function followCore(estado: EstadoConexion): void {
    followHost(estado)
    const restarted = generation !== 0 && estado.generacion !== generation
    switch (estado.fase) {
      case 'listo':
      case 'en-red':
        generation = estado.generacion
        core.set({ fase: restarted ? 'reiniciado' : 'listo' })
        if (session.get().fase === 'cargando') begin()
        if (restarted) markStale(queryClient)
        break
      case 'falta-modo':
        core.set({ fase: 'listo' })
        session.set({ fase: 'primer-inicio' })
        break
      case 'falta-clave':
        core.set({ fase: 'listo' })
        session.set(missingKey(estado))
        break
      case 'reiniciando':
        core.set({ fase: 'reiniciando' })
        break
      case 'detenido':
        core.set({ fase: 'detenido', mensaje: estado.mensaje ?? NO_CORE })
        break
      default:
        core.set({ fase: 'conectando' })
        if (OPENING.includes(session.get().fase) && !makingKey) session.set({ fase: 'cargando' })
    }
  }

  /** Asks the program around the window. Its refusals are already sentences for the person. */
  async function ask<A extends NombreAccion>(
    accion: A,
    datos?: AccionesAnfitrion[A]['datos'],
  ): Promise<Result<AccionesAnfitrion[A]['valor'], string>> {
    if (!transport.acciones) return err('Hágalo en el equipo donde está instalado Consultorio.')
    try {
      return ok(await transport.acciones(accion, datos))
    } catch (error) {
      return err(error instanceof Error ? error.message : NO_CORE)
    }
  }

  async function signIn(usuario: string, clave: string): Promise<void> {
    const { token } = await client.seguridad.iniciarSesion({ usuario, clave })
    setSessionToken(token)
    queryClient.clear()
    await readSession()
    await refreshQueue()
  }

  return {
    hostKind: transport.acciones ? 'electron' : 'navegador',
    now: () => new Date(),
    session,
    connection,
    backup,
    core,
    realMode,
    refreshQueue: () => void refreshQueue(),
    checkSession,
    start() {
      transport.onEstado(followCore)
      followCore(transport.estado)
      setInterval(() => void refreshQueue(), POLL_MS)
    },
    signIn: (usuario, clave) => told(() => signIn(usuario, clave)),
    async unlock(clave) {
      return told(async () => {
        await client.seguridad.desbloquear({ clave })
        await readSession()
        markStale(queryClient)
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
    openPractice: () => ask('cambiarModo', { modo: 'practica' }),
    openReal: () => ask('cambiarModo', { modo: 'real' }),
    async createKey(frase) {
      makingKey = true
      const made = await ask('crearClave', frase === undefined ? {} : { frase })
      makingKey = false
      if (!made.ok) return made
      session.set({ fase: 'guardar-codigo', codigo: made.value.codigoRecuperacion })
      return ok(undefined)
    },
    codeKept() {
      session.set({ fase: 'cargando' })
      if (isOpen(transport.estado)) begin()
    },
    openKey: (secret) => ask('desbloquear', secret),
    async createFirstUser(user) {
      try {
        await client.seguridad.crearPrimerUsuario({ commandId: crypto.randomUUID(), ...user })
        go(SET_UP)
        await signIn(user.usuario, user.clave)
        return ok(undefined)
      } catch (error) {
        return err({ mensaje: messageOf(error), campo: refusalIn(error)?.campo ?? null })
      }
    },
    aimAtSetUp: () => go(SET_UP),
    async print() {
      if (transport.acciones) return ask('imprimir')
      printPage()
      return ok(undefined)
    },
    retryStart() {
      if (transport.estado.fase === 'detenido') void ask('reintentar')
      else begin()
    },
    dismissCoreNotice: () => core.set({ fase: 'listo' }),
    restartCore: () => void ask('reintentar'),
    reportProblem(error, donde) {
      const incidente = newIncidentId()
      // Neither message nor stack: they may hold what a patient said, and that never leaves the window.
      void client.seguridad.reportarIncidente({ donde, clase: classOf(error), incidente }).catch(() => {})
      return incidente
    },
  }
}

function isOpen({ fase }: EstadoConexion): boolean {
  return fase === 'listo' || fase === 'en-red'
}

function missingKey({ clave, frase }: Pick<EstadoNucleo, 'clave' | 'frase'>): SessionState {
  if (clave === 'nueva') return { fase: 'crear-clave', fraseNecesaria: frase === 'necesaria' }
  return { fase: 'abrir-con-clave', conFrase: frase !== 'ninguna' }
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
  const refusal = refusalIn(error)
  return refusal ? `${refusal.mensaje} ${refusal.remedio}` : NO_CORE
}

/** `TypeError`, `ConexionPerdida`; only what can be the name of a class. */
function classOf(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error
  return /^[A-Za-z][A-Za-z0-9_]{0,59}$/.test(name) ? name : 'Error'
}
