import type {
  CoreStatus,
  RealMode,
  SessionState,
  ShellServices,
} from '../../src-renderer/app/shell-services.ts'
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

const CODIGO = '7KQ2M-X90TD-4WZ3R-HJ5PV-B8NC6'
const FRASE = 'tinto sin azucar'

/**
 * Services that live in the memory of the page; every PIN is 1234. The opening of the real database goes its whole way:
 * `?fase=primer-inicio` or `?fase=crear-clave` ends in the first user.
 */
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
    cargando: { fase: 'cargando', problema: query.get('problema') ?? undefined },
    'crear-clave': { fase: 'crear-clave', fraseNecesaria: query.get('frase') === 'necesaria' },
    'guardar-codigo': { fase: 'guardar-codigo', codigo: CODIGO },
    'abrir-con-clave': { fase: 'abrir-con-clave', conFrase: query.get('frase') !== 'ninguna' },
    'primer-usuario': { fase: 'primer-usuario' },
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
      sinServicio: [],
      pendientes: enLinea ? 0 : 12,
      desde: enLinea ? null : '2026-11-21T13:12:00Z',
    }),
    backup: createStore({
      alDia: query.get('copia') === null,
      ultima: query.get('copia') === 'ninguna' ? null : '2026-11-20T23:10:00Z',
      carpeta: '/home/catalina/.config/Consultorio/practica',
    }),
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
    realMode: createStore((query.get('real') ?? 'disponible') as RealMode),
    openPractice: async () => {
      session.set(signedOut)
      return ok(undefined)
    },
    openReal: async () => {
      session.set({ fase: 'crear-clave', fraseNecesaria: false })
      return ok(undefined)
    },
    createKey: async () => {
      session.set({ fase: 'guardar-codigo', codigo: CODIGO })
      return ok(undefined)
    },
    codeKept: () => session.set({ fase: 'primer-usuario' }),
    openKey: async (secret) => {
      if (('codigo' in secret ? secret.codigo === CODIGO : secret.frase === FRASE) === false)
        return err(
          'codigo' in secret
            ? 'El código de recuperación no abre los datos. Cópielo de la hoja impresa, letra por letra.'
            : 'La frase no abre los datos. Revise mayúsculas y espacios, o use el código de recuperación impreso.',
        )
      session.set(signedOut)
      return ok(undefined)
    },
    createFirstUser: async (one) => {
      session.set(open(one.rol))
      return ok(undefined)
    },
    aimAtSetUp: () => {
      window.location.hash = '#/configuracion'
    },
    print: async () => {
      window.print()
      return ok(undefined)
    },
    retryStart: () => session.set(signedOut),
    dismissCoreNotice: () => core.set({ fase: 'listo' }),
    restartCore: () => core.set({ fase: 'listo' }),
    reportProblem: () => 'K7F-042',
  }
}
