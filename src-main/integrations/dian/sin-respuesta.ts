import { describirDesfase, REMEDIO_RELOJ } from '../../../src-shared/domains/configuracion/reloj.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { DianOutcome } from './client.ts'

/**
 * A question to DIAN that got no answer, in words for whoever asked it.
 * @param conserva what stays as it was, a sentence
 * @returns Refusal DIAN_SIN_RESPUESTA (try later) or DIAN_NO_RECONOCE (clock or certificate)
 */
export function sinRespuesta(
  outcome: Exclude<DianOutcome<unknown>, { kind: 'answer' }>,
  conserva: string,
): Refusal {
  if (outcome.kind !== 'fault')
    return new Refusal(
      'DIAN_SIN_RESPUESTA',
      `${outcome.detalle} ${conserva}`,
      'Intente más tarde: no hay nada que volver a escribir.',
    )
  const desfase = describirDesfase(outcome.desfaseSegundos ?? null)
  if (desfase !== undefined)
    return new Refusal(
      'DIAN_NO_RECONOCE',
      `${desfase} y por eso la DIAN no aceptó el mensaje. ${conserva}`,
      REMEDIO_RELOJ,
    )
  return new Refusal('DIAN_NO_RECONOCE', `${outcome.detalle} ${conserva}`, 'Corríjalo y pregunte de nuevo.')
}
