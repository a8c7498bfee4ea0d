import { createHash } from 'node:crypto'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate, diasEntre } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { RunCommand } from '../../core/calls/run-command.ts'
import type { Clock } from '../../core/clock/clock.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { Ids } from '../../core/ids/ids.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem } from '../../core/outbox/handler.ts'
import { buildAttachedDocument } from '../../integrations/dian/attached-document.ts'
import type { Catalogos } from '../catalogos/api.ts'
import { getAjuste } from '../configuracion/api.ts'
import { type AlEmitir, nuevaVersion } from './emitir.ts'
import type { Firmante } from './firmante.ts'
import * as repository from './repository.ts'

/** The program itself acting with nobody at the desk: the queue. */
const SISTEMA: CallContext = { origen: 'cli', token: undefined, usuario: undefined, bloqueada: false }

/**
 * Delivery of invoices over the DIAN handler, with the rule for those that waited: an invoice that never left and whose date is
 * older than the limit (setting `diasMaximosSinEnviar`, 5 by default; uncertain in the sources) is asked for first, and only if
 * DIAN never saw it is the same number dated and signed anew. The old bytes stay and stop counting.
 */
export function createEntregaFactura(ports: {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly runCommand: RunCommand
  readonly firmante: Firmante
  readonly catalogos: Catalogos
  readonly alEmitir: AlEmitir
  readonly dian: OutboxHandler
  readonly wake: () => void
}): OutboxHandler {
  const { db, clock, ids, dian } = ports

  async function vencioSinSalir(item: OutboxItem): Promise<boolean> {
    const version = await repository.findVersionByOutbox(db, item)
    if (!version) return false
    const limite = await getAjuste(db, 'diasMaximosSinEnviar')
    return diasEntre(bogotaDate(new Date(version.creada_en)), bogotaDate(clock.now())) > limite
  }

  /** @throws Refusal when it cannot be signed today: certificate expired, patient without a datum */
  async function firmarDeNuevo(item: OutboxItem): Promise<void> {
    const signer = await ports.firmante.get(db)
    const { alEmitir, catalogos } = ports
    await ports.runCommand(
      SISTEMA,
      { name: 'facturacion.version-fecha', commandId: ids.next(), input: item.id },
      async (scope) => {
        const factura = await repository.getFactura(scope.trx, item.subjectId)
        if (factura)
          await nuevaVersion(scope, SISTEMA, { ids, signer, catalogos, alEmitir }, factura, 'fecha')
      },
    )
  }

  return {
    kind: dian.kind,
    ask: (item) => dian.ask(item),
    async send(item) {
      if (!(await vencioSinSalir(item))) return dian.send(item)
      const asked = await dian.ask(item)
      if (asked.outcome !== 'not-found') return asked
      try {
        await firmarDeNuevo(item)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
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

/** What a higher domain does in the transaction in which DIAN validates an invoice (its e-mail). @returns changed keys */
export type AlValidar = (trx: Trx, at: string, facturaId: string) => Promise<readonly string[]>

/** What an end of a send means for the invoice, written in the transaction that records it. @returns changed keys */
export async function alEntregarFactura(
  trx: Trx,
  at: string,
  ports: { readonly ids: Ids; readonly firmante: Firmante; readonly alValidar: AlValidar },
  item: OutboxItem,
  result: DeliveryResult,
): Promise<readonly string[]> {
  const factura = await repository.getFactura(trx, item.subjectId)
  const version = await repository.findVersionByOutbox(trx, item)
  if (!factura || !version || version.version !== factura.version) return []
  const estado = estadoTras(result)
  if (!estado || (estado === factura.estado && estado !== 'rechazada')) return []
  await repository.moveEstado(trx, {
    id: ports.ids.next(),
    facturaId: factura.id,
    version: version.version,
    estado,
    at,
    detalle: result.detail,
    hallazgos: 'findings' in result ? (result.findings ?? []) : [],
  })
  if (result.outcome === 'accepted' && result.answer) {
    const { documento: json, xml } = await repository.getVersion(trx, factura.id, version.version)
    const documento = JSON.parse(json) as DocumentoFactura
    const attached = buildAttachedDocument({
      documento,
      facturaXml: xml,
      applicationResponse: result.answer,
      cufe: version.cufe,
      id: ports.ids.next(),
      signer: await ports.firmante.get(trx),
      ahora: new Date(at),
    })
    await repository.insertRespuesta(trx, {
      factura_id: factura.id,
      application_response: result.answer,
      attached_document: attached,
      attached_sha256: createHash('sha256').update(attached).digest('hex'),
      recibida_en: at,
    })
  }
  const alcanzadas = estado === 'validada' ? await ports.alValidar(trx, at, factura.id) : []
  return [
    ...alcanzadas,
    'facturas',
    `factura:${factura.id}`,
    ...(factura.paciente_id ? [`paciente:${factura.paciente_id}`] : []),
  ]
}

function estadoTras(
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
