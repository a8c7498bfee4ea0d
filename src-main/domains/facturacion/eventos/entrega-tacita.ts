import { SYSTEM_CALL } from '../../../core/calls/call-context.ts'
import type { Trx } from '../../../core/database/schema.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem } from '../../../core/outbox/handler.ts'
import { type EntregaPorts, esperoDeMas } from '../entrega.ts'
import { createEntregaFechada } from '../entrega-fechada.ts'
import { anotarPorAceptar } from './conocidos.ts'
import { eventoTrasEnvio } from './evento-tras-envio.ts'
import { refecharTacita } from './firmar-tacita.ts'
import * as repository from './repository.ts'

/** Delivery of tacit acceptances: see `createEntregaFechada`. No term ends for them, so any may take the date of today. */
export function createEntregaTacita(ports: EntregaPorts): OutboxHandler {
  const { db, ids } = ports
  return createEntregaFechada({
    ...ports,
    async vencioSinSalir(item) {
      const tacita = await repository.getTacita(db, item.subjectId)
      return tacita !== undefined && (await esperoDeMas(ports, tacita.creado_en))
    },
    async firmarDeNuevo(item) {
      const signer = await ports.firmante.get(db)
      await ports.runCommand(
        SYSTEM_CALL,
        { name: 'facturacion.tacita-fecha', commandId: ids.next(), input: item.id },
        (scope) => refecharTacita(scope, { ids, signer }, item.subjectId),
      )
    },
  })
}

/** What an end of a send means for the tacit acceptance, in the transaction that records it. @returns changed keys */
export async function alEntregarTacita(
  trx: Trx,
  item: OutboxItem,
  result: DeliveryResult,
): Promise<readonly string[]> {
  const tacita = await repository.findTacitaByOutbox(trx, item.id)
  const cambio = eventoTrasEnvio(result)
  if (!tacita || cambio === undefined) return []
  await repository.moverTacita(trx, tacita.id, cambio)
  await anotarPorAceptar(trx, tacita.factura_id)
  return [`factura:${tacita.factura_id}`]
}
