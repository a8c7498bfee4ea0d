import type { HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem } from '../../core/outbox/handler.ts'

/**
 * Delivery over the DIAN handler, with the rule for what waited: a document that never left and whose date is older than the limit
 * (setting `diasMaximosSinEnviar`, 5 by default; uncertain in the sources) is asked for first, and only if DIAN never saw it is the
 * same number dated and signed anew. The old bytes stay and stop counting. One whose range ended meanwhile can never leave with its
 * number: it is told as a rejection, so that a person leaves the number aside.
 */
export function createEntregaFechada(ports: {
  readonly dian: OutboxHandler
  readonly vencioSinSalir: (item: OutboxItem) => Promise<boolean>
  /** @throws Refusal when it cannot be signed today: certificate expired, patient without a datum */
  readonly firmarDeNuevo: (item: OutboxItem) => Promise<void>
  readonly wake: () => void
}): OutboxHandler {
  const { dian } = ports
  return {
    kind: dian.kind,
    ask: (item) => dian.ask(item),
    async send(item) {
      if (!(await ports.vencioSinSalir(item))) return dian.send(item)
      const asked = await dian.ask(item)
      if (asked.outcome !== 'not-found') return asked
      try {
        await ports.firmarDeNuevo(item)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const vencida = hallazgosDe(error).filter(({ regla }) => regla === NUMERACION_VENCIDA)
        if (vencida.length > 0)
          return {
            outcome: 'rejected',
            detail: 'Su numeración se venció mientras esperaba y la DIAN no la había visto: no se envió.',
            findings: vencida,
          }
        return { outcome: 'blocked', detail: `${error.message} ${error.remedio}` }
      }
      ports.wake()
      return {
        outcome: 'blocked',
        detail: 'Se firmó de nuevo con la fecha de hoy: la DIAN no la había visto',
      }
    },
  }
}

/** Rule of annex 1.9: the day of the document is after the last one of its range. */
const NUMERACION_VENCIDA = 'FAD09b'

function hallazgosDe({ datos }: Refusal): readonly HallazgoFactura[] {
  return Array.isArray(datos.hallazgos) ? (datos.hallazgos as HallazgoFactura[]) : []
}

/** Where a document stands after a send; undefined when the send says nothing of it. */
export function estadoTras(
  result: DeliveryResult,
): 'validada' | 'rechazada' | 'desconocida' | 'firmada' | undefined {
  switch (result.outcome) {
    case 'accepted':
      return 'validada'
    case 'rejected':
      return 'rechazada'
    case 'unknown':
      return 'desconocida'
    case 'not-found':
      return 'firmada'
    default:
      return undefined
  }
}
