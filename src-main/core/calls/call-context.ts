import type { AuditActor } from '../audit/audit.ts'

/** Who is calling and from where. Filled by the transport from the session token; a use case never asks the network. */
export interface CallContext {
  readonly origen: 'ventana' | 'lan' | 'cli'
  /** Session token as it came, for the procedures that manage the session itself. */
  readonly token: string | undefined
  readonly usuario: CallUser | undefined
  /** The session exists but the screen is locked: nothing but unlocking is served. */
  readonly bloqueada: boolean
}

/** The program itself acting with nobody at the desk: the queue. */
export const SYSTEM_CALL: CallContext = {
  origen: 'cli',
  token: undefined,
  usuario: undefined,
  bloqueada: false,
}

export interface CallUser {
  readonly id: string
  readonly nombre: string
  readonly rol: string
  readonly profesionalId: string | null
}

export function auditActor(call: CallContext): AuditActor {
  return { id: call.usuario?.id ?? null, role: call.usuario?.rol ?? null, device: call.origen }
}
