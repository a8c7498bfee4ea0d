import { ORPCError } from '@orpc/client'
import { type RefusalData, refusalData } from '../../../src-shared/domains/procedure.ts'

/** An expected «no» of the core, as its contract declares it. */
export interface CallRefusal extends RefusalData {
  readonly code: string
  readonly mensaje: string
}

/** The refusal in an error, or undefined when the call failed for another reason. */
export function refusalIn(error: unknown): CallRefusal | undefined {
  if (!(error instanceof ORPCError)) return undefined
  const data = refusalData.safeParse(error.data)
  return data.success ? { code: error.code, mensaje: error.message, ...data.data } : undefined
}

/** What to tell of a call that failed, in words. */
export function failureText(error: unknown): string {
  const refusal = refusalIn(error)
  return refusal
    ? `${refusal.mensaje} ${refusal.remedio}`
    : 'No se pudo completar. Lo escrito se conserva; intente de nuevo.'
}
