import { createHash } from 'node:crypto'
import { SYSTEM_CALL } from '../../../core/calls/call-context.ts'
import type { Trx } from '../../../core/database/schema.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem } from '../../../core/outbox/handler.ts'
import { createEntregaFechada, type EntregaPorts, esperoDeMas, estadoTras } from '../../facturacion/api.ts'
import type { SoporteRow } from '../tables.ts'
import { esAnulacion } from './emitir-ajuste.ts'
import { refecharSoporte } from './emitir-soporte.ts'
import * as repository from './repository.ts'

/** Delivery of documents and of their notes: see `createEntregaFechada`. */
export function createEntregaSoporte(ports: EntregaPorts): OutboxHandler {
  const { db, ids } = ports
  return createEntregaFechada({
    ...ports,
    async vencioSinSalir(item) {
      const version = await repository.findVersionByOutbox(db, item)
      return version !== undefined && (await esperoDeMas(ports, version.creada_en))
    },
    async firmarDeNuevo(item) {
      const signer = await ports.firmante.get(db)
      await ports.runCommand(
        SYSTEM_CALL,
        { name: 'finanzas.soporte-version-fecha', commandId: ids.next(), input: item.id },
        async (scope) => {
          const row = await repository.getSoporte(scope.trx, item.subjectId)
          if (row) await refecharSoporte(scope, { ids, signer }, row)
        },
      )
    },
  })
}

/**
 * What an end of a send means for the document and, when it is a note that annuls, for the one it adjusts. In the transaction that
 * records it. @returns changed keys
 */
export async function alEntregarSoporte(
  trx: Trx,
  at: string,
  ids: Ids,
  item: OutboxItem,
  result: DeliveryResult,
): Promise<readonly string[]> {
  const row = await repository.getSoporte(trx, item.subjectId)
  const version = await repository.findVersionByOutbox(trx, item)
  if (!row || !version || version.version !== row.version) return []
  const estado = estadoTras(result)
  if (!estado || (estado === row.estado && estado !== 'rechazada')) return []
  await repository.moveEstado(trx, {
    id: ids.next(),
    soporteId: row.id,
    version: row.version,
    estado,
    at,
    detalle: result.detail,
    hallazgos: 'findings' in result ? (result.findings ?? []) : [],
  })
  if (result.outcome === 'accepted' && result.answer)
    await repository.insertRespuesta(trx, {
      soporte_id: row.id,
      application_response: result.answer,
      sha256: createHash('sha256').update(result.answer).digest('hex'),
      recibida_en: at,
    })
  if (estado === 'validada' && esAnulacion(row)) await anular(trx, at, ids, row)
  return ['soportes', `soporte:${row.id}`, ...(row.soporte_id ? [`soporte:${row.soporte_id}`] : [])]
}

async function anular(trx: Trx, at: string, ids: Ids, ajuste: SoporteRow): Promise<void> {
  const soporte = ajuste.soporte_id ? await repository.getSoporte(trx, ajuste.soporte_id) : undefined
  if (!soporte) throw new Error(`nota de ajuste ${ajuste.id} without its documento soporte`)
  await repository.moveEstado(trx, {
    id: ids.next(),
    soporteId: soporte.id,
    version: soporte.version,
    estado: 'anulada',
    at,
    detalle: `Anulado con la nota de ajuste ${ajuste.numero}: ${ajuste.razon ?? ''}`,
    hallazgos: [],
  })
}
