import type { SoporteResumen } from '../../../src-shared/domains/finanzas/soporte-contract.ts'
import { ESTADOS_SOPORTE } from '../../../src-shared/domains/finanzas/soporte-texts.ts'
import { estadoTone } from '../../ui/estado-tone.ts'
import { StateChip } from '../../ui/state-chip.tsx'

/** Where a documento soporte or its note stands with DIAN. */
export function SupportChip({
  estado,
  plain,
}: {
  readonly estado: SoporteResumen['estado']
  readonly plain?: boolean
}) {
  const { texto, tono } = ESTADOS_SOPORTE[estado]
  return <StateChip tone={estadoTone(tono)} label={texto} {...(plain ? { plain } : {})} />
}
