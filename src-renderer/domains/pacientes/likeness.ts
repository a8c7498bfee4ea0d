import {
  type PosibleDuplicado,
  posibleDuplicadoSchema,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import type { CallRefusal } from '../../rpc/call-refusal.ts'

/** What the core asks before saving someone who looks like someone else. */
export interface LikenessQuestion {
  readonly mensaje: string
  readonly candidates: readonly PosibleDuplicado[]
  /** The document itself is taken: saying «es otra persona» would not help. */
  readonly final: boolean
}

/** The question that a refusal for likeness asks, or null when it is another refusal. */
export function likenessIn(refusal: CallRefusal | undefined): LikenessQuestion | null {
  if (refusal?.code !== 'PACIENTE_DUPLICADO' && refusal?.code !== 'DOCUMENTO_EXISTE') return null
  const candidates = posibleDuplicadoSchema.array().safeParse(refusal.datos.candidatos)
  return {
    mensaje: refusal.mensaje,
    candidates: candidates.success ? candidates.data : [],
    final: refusal.code === 'DOCUMENTO_EXISTE',
  }
}
