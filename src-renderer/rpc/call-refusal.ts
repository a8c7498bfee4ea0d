import { ORPCError } from '@orpc/client'
import { type RefusalData, refusalData } from '../../src-shared/domains/procedure.ts'

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
  const { mensaje, remedio } = failureOf(error)
  return `${mensaje} ${remedio}`
}

/** What a screen tells when something did not succeed. */
export interface Failure {
  readonly mensaje: string
  readonly remedio: string
  /** Dotted path of the input it is about. */
  readonly campo: string | null
}

/** A failure that came from a call. */
export interface CallFailure extends Failure {
  readonly codigo: string
  readonly datos: Readonly<Record<string, unknown>>
}

/** An expected refusal as it came, or the sentence for a call that failed for another reason. */
export function failureOf(error: unknown): CallFailure {
  const refusal = refusalIn(error)
  if (refusal) {
    const { code, mensaje, remedio, campo, datos } = refusal
    return { codigo: code, mensaje, remedio, campo, datos }
  }
  return {
    codigo: 'FALLO',
    mensaje: 'No se pudo completar.',
    remedio: 'Lo escrito se conserva en la pantalla y lo guardado está a salvo. Intente de nuevo.',
    campo: null,
    datos: {},
  }
}
