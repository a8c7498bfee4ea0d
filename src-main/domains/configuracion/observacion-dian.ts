import { describirDesfase } from '../../../src-shared/domains/configuracion/reloj.ts'
import { transact } from '../../core/database/transaction.ts'
import type { ObservadoDian } from '../../integrations/dian/client.ts'
import type { DomainKit } from '../kit.ts'
import { getAjuste, setAjuste } from './api.ts'
import * as repository from './repository.ts'

/** What DIAN's answers tell of this computer, besides what was asked. */
export interface ObservacionDian {
  /** Seconds that this clock is ahead of DIAN's, as last seen; null when unknown. */
  readonly desfaseSegundos: number | null
  /** Takes note of an answer. Never throws and is never waited for: it must not touch the delivery it came with. */
  anotar(observado: ObservadoDian): void
}

type Ports = Pick<DomainKit, 'db' | 'clock' | 'changes' | 'logger'>

export function createObservacionDian(ports: Ports): ObservacionDian {
  let desfaseSegundos: number | null = null
  return {
    get desfaseSegundos() {
      return desfaseSegundos
    },
    anotar(observado) {
      const antes = describirDesfase(desfaseSegundos)
      if (observado.desfaseSegundos !== null) desfaseSegundos = observado.desfaseSegundos
      if (describirDesfase(desfaseSegundos) !== antes) ports.changes.announce(['configuracion'])
      if (observado.certificado)
        anotarCertificado(ports, observado.certificado).catch((error: unknown) =>
          ports.logger.error('configuracion.observacion-perdida', {}, error),
        )
    },
  }
}

async function anotarCertificado(
  { db, clock, changes }: Ports,
  dice: NonNullable<ObservadoDian['certificado']>,
): Promise<void> {
  const anotado = await transact(db, async (trx) => {
    const certificado = await repository.getCertificadoInfo(trx)
    const antes = await getAjuste(trx, 'certificadoObservado')
    if (!certificado || (antes?.certificadoId === certificado.id && antes.dice === dice)) return false
    const observado = { certificadoId: certificado.id, dice }
    await setAjuste(trx, 'certificadoObservado', observado, clock.now().toISOString())
    return true
  })
  if (anotado) changes.announce(['configuracion'])
}
