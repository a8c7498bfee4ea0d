import type { Result } from '../../src-shared/kernel/result.ts'
import type { HostKind } from '../ui/environment.tsx'
import type { Usuario } from '../ui/session.tsx'
import type { Store } from './store.ts'

/** Who may sign in on this machine. */
export interface UsuarioParaEntrar {
  readonly usuario: string
  readonly nombre: string
}

export type SessionState =
  | { readonly fase: 'cargando' }
  /** Nobody has chosen yet between practice and the own consultorio. */
  | { readonly fase: 'primer-inicio' }
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
  /** Items of the outbox not yet delivered. */
  readonly pendientes: number
  /** UTC instant since which there is no network; null when online. */
  readonly desde: string | null
}

export interface BackupStatus {
  readonly alDia: boolean
  /** UTC instant of the last copy; null when there is none. */
  readonly ultima: string | null
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
  /** First start: opens practice with demo data. */
  readonly startPractice: () => void
  /** Opens the set-up of the own consultorio (from the practice banner and from the first start). */
  readonly configureOwnPractice: () => void
  /** Takes away the notice that the core restarted. */
  readonly dismissCoreNotice: () => void
  /** Starts the core again after it stopped for good. */
  readonly restartCore: () => void
  /** Writes a failure of the screen to the log; returns the id of the incident. */
  readonly reportProblem: (error: unknown, where: string) => string
}
