import { createContext, useContext } from 'react'
import type { Rol } from '../../src-shared/domains/seguridad/schemas.ts'

export interface Usuario {
  readonly id: string
  /** `Dra. Catalina Ruiz`. */
  readonly nombre: string
  readonly rol: Rol
  readonly profesionalId: string | null
}

interface Session {
  readonly usuario: Usuario
  /** Practice: documents have no validity. */
  readonly practica: boolean
}

const SessionContext = createContext<Session | null>(null)

export const SessionProvider = SessionContext

/** Who is working; screens are only mounted with a session open. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession needs a session above it')
  return session
}

/** True when the user has one of these roles: to hide or lock what the core would refuse anyway. */
export function useHasRole(...roles: readonly Rol[]): boolean {
  return roles.includes(useSession().usuario.rol)
}

export const NOMBRE_ROL: Readonly<Record<Rol, string>> = {
  medico: 'Médico',
  recepcion: 'Recepción',
  facturacion: 'Facturación',
  administrador: 'Administrador',
  auditor: 'Auditor',
}
