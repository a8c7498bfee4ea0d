import { type Choque, choqueSchema } from '../../../src-shared/domains/agenda/schemas.ts'
import {
  type PosibleDuplicado,
  posibleDuplicadoSchema,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import { failureOf } from '../../rpc/call-refusal.ts'

/** What stands in the way, when the refusal can be answered with a Sobrecupo. */
export function clashesIn(error: unknown): readonly Choque[] | undefined {
  const { codigo, mensaje, datos } = failureOf(error)
  if (codigo !== 'CITA_TRASLAPADA' && codigo !== 'HORARIO_BLOQUEADO') return undefined
  const { choques } = datos as { readonly choques?: unknown }
  const parsed = choqueSchema.array().safeParse(choques)
  return parsed.success ? parsed.data : [{ con: 'profesional', citaId: null, texto: mensaje }]
}

/** Who may be the same person, when a new caller was refused. */
export function likenessIn(error: unknown): readonly PosibleDuplicado[] | undefined {
  const { codigo, datos } = failureOf(error)
  if (codigo !== 'PACIENTE_DUPLICADO') return undefined
  const { candidatos } = datos as { readonly candidatos?: unknown }
  const parsed = posibleDuplicadoSchema.array().safeParse(candidatos)
  return parsed.success ? parsed.data : undefined
}
