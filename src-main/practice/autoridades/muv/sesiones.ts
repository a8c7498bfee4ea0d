import { randomBytes } from 'node:crypto'
import type { Clock } from '../../../core/clock/clock.ts'
import type { RegistroMuv } from './registro-muv.ts'

const vidaMs = 2 * 3_600_000

export interface Sesiones {
  /** A token when the person may enter, else undefined. `datos` is the body of LoginSISPRO. */
  entrar(datos: unknown, registro: RegistroMuv): string | undefined
  valida(authorization: string | undefined): boolean
}

/** Tokens live two hours and only in memory: after a restart clients log in again, as with the real one. */
export function createSesiones(clock: Clock): Sesiones {
  const vencimientos = new Map<string, number>()
  return {
    entrar(datos, registro) {
      const { clave, nit, persona } = comoObjeto(datos)
      const { tipo, numero } = comoObjeto(comoObjeto(persona).identificacion)
      const conocido = registro.usuarios.some(
        (usuario) => usuario.tipo === tipo && usuario.numero === numero && usuario.clave === clave,
      )
      if (!conocido || nit !== registro.nit) return undefined
      const token = randomBytes(32).toString('base64url')
      vencimientos.set(token, clock.now().getTime() + vidaMs)
      return token
    },
    valida(authorization) {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
      return token !== undefined && (vencimientos.get(token) ?? 0) > clock.now().getTime()
    },
  }
}

export function comoObjeto(valor: unknown): Readonly<Record<string, unknown>> {
  return typeof valor === 'object' && valor !== null ? (valor as Record<string, unknown>) : {}
}
