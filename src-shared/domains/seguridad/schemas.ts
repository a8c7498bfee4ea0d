import { z } from 'zod'

/** Roles of the practice (architecture, Keys). What each may call is said in every contract. */
export const ROLES = ['medico', 'recepcion', 'facturacion', 'administrador', 'auditor'] as const
export const rol = z.enum(ROLES)
export type Rol = z.infer<typeof rol>

export const TODOS: readonly Rol[] = [...ROLES]
/** Who attends or administers patients: everyone but the auditor, who only reads. */
export const ATIENDEN: readonly Rol[] = ['medico', 'recepcion', 'facturacion', 'administrador']
/** Clinical content is for the treating side only (workflows 2: reception cannot see it). */
export const CLINICOS: readonly Rol[] = ['medico']
export const FACTURAN: readonly Rol[] = ['medico', 'recepcion', 'facturacion', 'administrador']
/** Who answers for the RIPS before the ministry reads its content: it holds diagnoses. The others see its state and its CUV. */
export const RADICAN: readonly Rol[] = ['medico', 'facturacion']
export const ADMINISTRAN: readonly Rol[] = ['medico', 'administrador']

/** A PIN (4 digits or more) or a password; the same field takes both. */
export const clave = z.string().min(4, 'Use al menos 4 caracteres').max(128)

export const nombreUsuario = z
  .string()
  .trim()
  .regex(/^[a-z0-9._-]{3,40}$/, 'Use letras minúsculas, números, punto o guion (3 a 40)')
export const nombrePersona = z.string().trim().min(3, 'Escriba el nombre completo').max(120)

export const usuarioResumen = z.object({
  id: z.string(),
  usuario: z.string(),
  nombre: z.string(),
  rol,
  profesionalId: z.string().nullable(),
})
export type UsuarioResumen = z.infer<typeof usuarioResumen>

/** Whether a role is in a list; nobody's is in none. */
export function esRolDe(roles: readonly Rol[], de: string | undefined): boolean {
  return roles.some((one) => one === de)
}
