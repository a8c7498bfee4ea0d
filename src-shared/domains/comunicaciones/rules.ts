import type { CuentaCorreo } from './schemas.ts'

/** Names by which this very machine is called. */
const ESTE_EQUIPO: readonly string[] = ['localhost', '127.0.0.1', '::1']

/**
 * Whether an account may be used: without encryption the password and the invoice would travel in sight of everybody, so it is
 * only for practising with a server on this very machine.
 */
export function seguridadPermitida(
  cuenta: Pick<CuentaCorreo, 'servidor' | 'seguridad'>,
  practica: boolean,
): boolean {
  return cuenta.seguridad !== 'ninguna' || (practica && ESTE_EQUIPO.includes(cuenta.servidor.toLowerCase()))
}

/** Largest attachment that goes by e-mail, in bytes: what DIAN recommends for reception (dian.md 2.13). */
export const TOPE_ADJUNTO = 2 * 1024 * 1024

/** Why an invoice or a note does not go by itself to its customer, or null when it does. */
export type SinCorreo = 'sin-validar' | 'sin-direccion' | 'sin-cuenta' | 'sin-probar' | 'apagado'

/** Whether the document of a customer is sent by itself when DIAN validates it, and if not, why. */
export function motivoSinCorreo(hechos: {
  readonly validada: boolean
  readonly direccion: string | null
  readonly cuenta: { readonly probadaEn: string | null; readonly automatico: boolean } | null
}): SinCorreo | null {
  if (!hechos.validada) return 'sin-validar'
  if (hechos.cuenta === null) return 'sin-cuenta'
  if (hechos.direccion === null) return 'sin-direccion'
  if (hechos.cuenta.probadaEn === null) return 'sin-probar'
  return hechos.cuenta.automatico ? null : 'apagado'
}
