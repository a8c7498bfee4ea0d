import { oc } from '@orpc/contract'
import { z } from 'zod'
import type { Rol } from './seguridad/schemas.ts'

/** What every procedure says of itself; the core enforces it before the handler runs. */
export interface ProcedureMeta {
  readonly kind: 'query' | 'command'
  /** `publico`: before signing in; `bloqueada`: also while the screen is locked; else the roles that may call it. */
  readonly roles: 'publico' | 'bloqueada' | readonly Rol[]
  /** Whether a device of the local network may call it, or only this machine. */
  readonly lan: boolean
}

/** Data of every expected refusal. `campo` is a dotted path of the input, or null. */
export const refusalData = z.object({
  campo: z.string().nullable(),
  remedio: z.string(),
  datos: z.record(z.string(), z.unknown()),
})
export type RefusalData = z.infer<typeof refusalData>

const refusal = { data: refusalData } as const

const base = oc.$meta<ProcedureMeta>({ kind: 'query', roles: [], lan: false }).errors({
  SESION_REQUERIDA: refusal,
  SESION_BLOQUEADA: refusal,
  SIN_PERMISO: refusal,
  DATOS_INVALIDOS: refusal,
  NO_ENCONTRADO: refusal,
  COMANDO_REPETIDO: refusal,
})

/** Starts a procedure that only reads. */
export function query(meta: Omit<ProcedureMeta, 'kind'>) {
  return base.meta({ kind: 'query', ...meta })
}

/** Starts a procedure that writes. Its input carries `commandId`: a repeated one answers from the record. */
export function command(meta: Omit<ProcedureMeta, 'kind'>) {
  return base.meta({ kind: 'command', ...meta })
}

/** Codes of the refusals a procedure may answer with, besides those every procedure has. */
export function refusals<const C extends string>(...codes: C[]): Record<C, typeof refusal> {
  return Object.fromEntries(codes.map((code) => [code, refusal])) as Record<C, typeof refusal>
}

/** Id the caller makes for a command: UUID text. */
export const commandId = z.uuid()
