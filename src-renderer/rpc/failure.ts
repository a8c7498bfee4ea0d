import { ORPCError } from '@orpc/client'
import { refusalData } from '../../src-shared/domains/procedure.ts'

/** What the core answered with a «no», in words for the person. */
export interface Failure {
  readonly codigo: string
  readonly mensaje: string
  readonly remedio: string
  /** Dotted path of the input it is about. */
  readonly campo: string | null
  readonly datos: Readonly<Record<string, unknown>>
}

/** An expected refusal as it came, or the sentence for a call that failed for another reason. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    const data = refusalData.safeParse(error.data)
    if (data.success) {
      const { campo, remedio, datos } = data.data
      return { codigo: error.code, mensaje: error.message, remedio, campo, datos }
    }
  }
  return {
    codigo: 'FALLO',
    mensaje: 'No se pudo completar.',
    remedio: 'Lo guardado está a salvo. Intente de nuevo.',
    campo: null,
    datos: {},
  }
}
