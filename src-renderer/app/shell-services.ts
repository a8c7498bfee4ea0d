import type { Result } from '../../src-shared/kernel/result.ts'
import type { HostKind } from '../ui/environment.tsx'
import type { Usuario } from '../ui/session.tsx'
import type { Store } from './store.ts'

/** Whether this window can open the real database and, if not, why: the old Electron for tests, or a browser. */
export type RealMode = 'disponible' | 'electron-de-pruebas' | 'navegador'

/** The first person of a new practice. */
export interface FirstUser {
  readonly nombre: string
  readonly usuario: string
  readonly rol: 'medico' | 'administrador'
  readonly clave: string
}

/** Why something was not done; `campo` is the field it is about, when it is about one. */
export interface Objection {
  readonly mensaje: string
  readonly campo: string | null
}

/** Who may sign in on this machine. */
export interface UsuarioParaEntrar {
  readonly usuario: string
  readonly nombre: string
}

export type SessionState =
  /** `problema`: the way is open but the first question was not answered. */
  | { readonly fase: 'cargando'; readonly problema?: string | undefined }
  /** Nobody has chosen yet between practice and the own consultorio. */
  | { readonly fase: 'primer-inicio' }
  /** The real database has no key yet. */
  | { readonly fase: 'crear-clave'; readonly fraseNecesaria: boolean }
  /** The key was made: its recovery code is on the screen this one time. */
  | { readonly fase: 'guardar-codigo'; readonly codigo: string }
  /** The system does not open the real database by itself. `conFrase`: a passphrase opens it too, not only the code. */
  | { readonly fase: 'abrir-con-clave'; readonly conFrase: boolean }
  /** The database is open and nobody may sign in yet. */
  | { readonly fase: 'primer-usuario' }
  | {
      readonly fase: 'sin-sesion'
      readonly practica: boolean
      readonly usuarios: readonly UsuarioParaEntrar[]
    }
  | {
      readonly fase: 'abierta'
      readonly practica: boolean
      readonly usuario: Usuario
      readonly minutosBloqueo: number
    }
  | { readonly fase: 'bloqueada'; readonly practica: boolean; readonly usuario: Usuario }

export interface ConnectionStatus {
  readonly enLinea: boolean
  /** Authorities out of service while the network is there. */
  readonly sinServicio: readonly string[]
  /** Items of the outbox not yet delivered. */
  readonly pendientes: number
  /** UTC instant since which there is no network; null when online. */
  readonly desde: string | null
}

export interface BackupStatus {
  readonly alDia: boolean
  /** UTC instant of the last copy; null when there is none. */
  readonly ultima: string | null
  /** Folder of this machine where the data lie; null from a browser, where it is of another machine. */
  readonly carpeta: string | null
}

export type CoreStatus =
  | { readonly fase: 'listo' }
  /** Starting for the first time, or reconnecting from a browser. */
  | { readonly fase: 'conectando' }
  /** It died and is being started again; the windows stay. */
  | { readonly fase: 'reiniciando' }
  /** It is back; said once, with what was kept, until dismissed. */
  | { readonly fase: 'reiniciado' }
  /** It did not come back. */
  | { readonly fase: 'detenido'; readonly mensaje: string }

/**
 * Everything the shell needs from outside. The real one is built on the RPC client; previews give an in-memory one.
 * Errors are sentences in Spanish for the person who works.
 */
export interface ShellServices {
  readonly hostKind: HostKind
  /** Clock of the program (fixed in screenshots). */
  readonly now: () => Date
  readonly session: Store<SessionState>
  readonly connection: Store<ConnectionStatus>
  readonly backup: Store<BackupStatus>
  readonly core: Store<CoreStatus>
  readonly signIn: (usuario: string, clave: string) => Promise<Result<void, string>>
  readonly unlock: (clave: string) => Promise<Result<void, string>>
  readonly lock: () => void
  readonly signOut: () => void
  readonly realMode: Store<RealMode>
  /** Opens the practice database. The page loads again. */
  readonly openPractice: () => Promise<Result<void, string>>
  /** Opens the real database. The page loads again. Only when `realMode` is `disponible`. */
  readonly openReal: () => Promise<Result<void, string>>
  /** Makes the key of the real database; the recovery code is then in `session`. */
  readonly createKey: (frase: string | undefined) => Promise<Result<void, string>>
  /** The recovery code is on paper: it is forgotten here and the database opens. */
  readonly codeKept: () => void
  readonly openKey: (secret: { frase: string } | { codigo: string }) => Promise<Result<void, string>>
  /** Stores the first user, signs in as them and opens the set-up. */
  readonly createFirstUser: (user: FirstUser) => Promise<Result<void, Objection>>
  /** Leaves the set-up as the place that opens with the next session. */
  readonly aimAtSetUp: () => void
  /** Prints what is on the screen. */
  readonly print: () => Promise<Result<void, string>>
  /** Asks again what the start could not learn. */
  readonly retryStart: () => void
  /** Takes away the notice that the core restarted. */
  readonly dismissCoreNotice: () => void
  /** Starts the core again after it stopped for good. */
  readonly restartCore: () => void
  /** Writes a failure to the log, by the id of its screen and the class of the error alone; returns the id of the incident. */
  readonly reportProblem: (error: unknown, where: string) => string
}
