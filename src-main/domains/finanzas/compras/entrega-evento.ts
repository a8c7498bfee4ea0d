import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import { SYSTEM_CALL } from '../../../core/calls/call-context.ts'
import type { Trx } from '../../../core/database/schema.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem } from '../../../core/outbox/handler.ts'
import {
  createEntregaFechada,
  type EntregaPorts,
  esperoDeMas,
  eventoTrasEnvio,
} from '../../facturacion/api.ts'
import { admiteOtraFecha, refecharEventos } from './refechar-evento.ts'
import * as repository from './repository.ts'

/** Delivery of events: one that waited too long is asked for and, if DIAN never saw it, dated and signed anew. */
export function createEntregaEvento(ports: EntregaPorts): OutboxHandler {
  const { db, clock, ids } = ports
  return createEntregaFechada({
    ...ports,
    async vencioSinSalir(item) {
      const evento = await repository.getEvento(db, item.subjectId)
      return (
        evento !== undefined &&
        (await esperoDeMas(ports, evento.creado_en)) &&
        admiteOtraFecha(db, evento, bogotaDate(clock.now()))
      )
    },
    async firmarDeNuevo(item) {
      const signer = await ports.firmante.get(db)
      await ports.runCommand(
        SYSTEM_CALL,
        { name: 'finanzas.evento-fecha', commandId: ids.next(), input: item.id },
        (scope) => refecharEventos(scope, { ids, signer }, item.subjectId),
      )
    },
  })
}

/** What an end of a send means for the event, in the transaction that records it. @returns changed keys */
export async function alEntregarEvento(
  trx: Trx,
  item: OutboxItem,
  result: DeliveryResult,
): Promise<readonly string[]> {
  const evento = await repository.findEventoByOutbox(trx, item.id)
  const cambio = eventoTrasEnvio(result)
  if (!evento || cambio === undefined) return []
  await repository.moverEvento(trx, evento.id, cambio)
  return ['compras', `compra:${evento.compra_id}`]
}
