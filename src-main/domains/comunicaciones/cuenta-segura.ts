import { seguridadPermitida } from '../../../src-shared/domains/comunicaciones/rules.ts'
import type { CuentaCorreo } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { Refusal } from '../../core/errors/refusal.ts'

/** What two accounts must share for one password to serve both. */
type Conexion = Pick<CuentaCorreo, 'servidor' | 'puerto' | 'seguridad' | 'usuario'>

export const SIN_CIFRAR = {
  mensaje: 'Sin cifrar, su contraseña y las facturas viajarían a la vista de cualquiera.',
  remedio: 'Escoja TLS o STARTTLS. Sin cifrar solo se puede practicar con un servidor de este mismo equipo.',
} as const

/** @throws Refusal CORREO_SIN_CIFRAR */
export function exigirCifrado(cuenta: Conexion, practica: boolean): void {
  if (!seguridadPermitida(cuenta, practica))
    throw new Refusal('CORREO_SIN_CIFRAR', SIN_CIFRAR.mensaje, SIN_CIFRAR.remedio, {
      campo: 'cuenta.seguridad',
    })
}

/**
 * The password to keep: the one written, or, when none was, the stored one for the same user at the same place. Elsewhere it must be
 * typed: whoever changes the server would else be sent a password they do not know.
 * @param escrita null keeps the stored one
 * @throws Refusal DATOS_INVALIDOS
 */
export function claveParaGuardar(
  escrita: string | null,
  before: (Conexion & Pick<CuentaCorreo, 'clave'>) | undefined,
  datos: Conexion,
): string {
  if (escrita !== null) return sinEspaciosDeMuestra(escrita)
  if (datos.usuario === '') return ''
  const same =
    before !== undefined &&
    before.servidor === datos.servidor &&
    before.puerto === datos.puerto &&
    before.seguridad === datos.seguridad &&
    before.usuario === datos.usuario
  if (same && before.clave !== '') return before.clave
  throw new Refusal(
    'DATOS_INVALIDOS',
    before ? 'Cambió el servidor o el usuario.' : 'Falta la contraseña de la cuenta.',
    'Escriba la contraseña de esta cuenta.',
    { campo: 'cuenta.clave' },
  )
}

/** Google shows an application password in four groups; the spaces are not part of it. */
function sinEspaciosDeMuestra(clave: string): string {
  return /^([a-z]{4}\s){3}[a-z]{4}$/.test(clave.trim()) ? clave.replaceAll(/\s/g, '') : clave
}
