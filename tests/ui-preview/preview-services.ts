import type { CoreStatus, SessionState, ShellServices } from '../../src-renderer/app/shell-services.ts'
import { createStore } from '../../src-renderer/app/store.ts'
import type { Usuario } from '../../src-renderer/ui/session.tsx'
import type { Rol } from '../../src-shared/domains/seguridad/schemas.ts'
import { err, ok } from '../../src-shared/kernel/result.ts'

const NOMBRES: Partial<Record<Rol, string>> = {
  medico: 'Dra. Catalina Ruiz Peláez',
  recepcion: 'María Fernanda Torres',
  administrador: 'Jorge Quintero',
}

const CORE: Record<string, CoreStatus> = {
  listo: { fase: 'listo' },
  reiniciando: { fase: 'reiniciando' },
  reiniciado: { fase: 'reiniciado' },
  detenido: {
    fase: 'detenido',
    mensaje:
      'El motor del programa no pudo iniciar. Lo guardado está completo. Inícielo de nuevo o reinicie el equipo.',
  },
}

/** Services that live in the memory of the page; every PIN is 1234. */
export function createPreviewServices(query: URLSearchParams): ShellServices {
  const practica = query.get('practica') !== 'no'
  const user = (rol: Rol): Usuario => ({ id: rol, nombre: NOMBRES[rol] ?? rol, rol, profesionalId: null })
  const open = (rol: Rol): SessionState => ({
    fase: 'abierta',
    practica,
    usuario: user(rol),
    minutosBloqueo: 0,
  })
  const signedOut: SessionState = {
    fase: 'sin-sesion',
    practica,
    usuarios: Object.entries(NOMBRES).map(([usuario, nombre]) => ({ usuario, nombre })),
  }
  const rol = (query.get('rol') ?? 'medico') as Rol
  const start: Record<string, SessionState> = {
    'sin-sesion': signedOut,
    'primer-inicio': { fase: 'primer-inicio' },
  }
  const session = createStore<SessionState>(start[query.get('fase') ?? ''] ?? open(rol))
  const core = createStore<CoreStatus>(CORE[query.get('nucleo') ?? 'listo'] ?? { fase: 'listo' })
  const enLinea = query.get('linea') !== 'no'
  const check = (clave: string) =>
    clave === '1234' ? ok(undefined) : err('El PIN no es correcto. Escríbalo de nuevo.')
  return {
    hostKind: query.get('anfitrion') === 'electron' ? 'electron' : 'navegador',
    now: () => new Date('2026-11-21T15:42:00Z'),
    session,
    connection: createStore({
      enLinea,
      pendientes: enLinea ? 0 : 12,
      desde: enLinea ? null : '2026-11-21T13:12:00Z',
    }),
    backup: createStore({ alDia: query.get('copia') !== 'no', ultima: '2026-11-20T23:10:00Z' }),
    core,
    signIn: async (usuario, clave) => {
      const answer = check(clave)
      if (answer.ok) session.set(open(usuario as Rol))
      return answer
    },
    unlock: async (clave) => {
      const current = session.get()
      const answer = check(clave)
      if (answer.ok && current.fase === 'bloqueada') session.set(open(current.usuario.rol))
      return answer
    },
    lock: () => {
      const current = session.get()
      if (current.fase === 'abierta') session.set({ fase: 'bloqueada', practica, usuario: current.usuario })
    },
    signOut: () => session.set(signedOut),
    startPractice: () => session.set(signedOut),
    configureOwnPractice: () => undefined,
    dismissCoreNotice: () => core.set({ fase: 'listo' }),
    restartCore: () => core.set({ fase: 'listo' }),
    reportProblem: () => 'K7F-042',
  }
}
