import { ORPCError } from '@orpc/client'
import { refusalData } from '../../../src-shared/domains/procedure.ts'

/** What the core answered with a «no», in words for the person. */
export interface Failure {
  readonly mensaje: string
  readonly remedio: string
  /** Dotted path of the input it is about. */
  readonly campo: string | null
}

/** An expected refusal as it came, or the sentence for a call that failed for another reason. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    const data = refusalData.safeParse(error.data)
    if (data.success) return { mensaje: error.message, remedio: data.data.remedio, campo: data.data.campo }
  }
  return {
    mensaje: 'No se pudo guardar.',
    remedio: 'Lo escrito se conserva en la pantalla. Intente de nuevo.',
    campo: null,
  }
}
