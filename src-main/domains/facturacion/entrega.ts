import { createHash } from 'node:crypto'
import { esDeContingencia } from '../../../src-shared/domains/facturacion/contingencia.ts'
import type { DocumentoFactura, Entregable } from '../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate, diasEntre } from '../../../src-shared/kernel/dates.ts'
import { SYSTEM_CALL } from '../../core/calls/call-context.ts'
import type { RunCommand } from '../../core/calls/run-command.ts'
import type { Clock } from '../../core/clock/clock.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import type { Ids } from '../../core/ids/ids.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem } from '../../core/outbox/handler.ts'
import { buildAttachedDocument } from '../../integrations/dian/attached-document.ts'
import { getAjuste } from '../configuracion/api.ts'
import { marcarRecuperada } from './contingencia/repository.ts'
import { createEntregaFechada, estadoTras } from './entrega-fechada.ts'
import type { Firmante } from './firmante.ts'
import { nuevaVersion, type RehacerPorOrigen } from './nueva-version.ts'
import * as repository from './repository.ts'
import type { FacturaRow } from './tables.ts'

/** What the delivery of invoices and notes needs to sign anew with nobody at the desk. */
export interface EntregaPorts {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly runCommand: RunCommand
  readonly firmante: Firmante
  readonly dian: OutboxHandler
  readonly wake: () => void
}

/** Whether a document signed at an instant has waited longer than the setting allows. */
export async function esperoDeMas(
  ports: Pick<EntregaPorts, 'db' | 'clock'>,
  creadaEn: string,
): Promise<boolean> {
  const limite = await getAjuste(ports.db, 'diasMaximosSinEnviar')
  return diasEntre(bogotaDate(new Date(creadaEn)), bogotaDate(ports.clock.now())) > limite
}

/** Delivery of invoices: see `createEntregaFechada`. */
export function createEntregaFactura(
  ports: EntregaPorts & { readonly rehacer: RehacerPorOrigen },
): OutboxHandler {
  const { db, ids, rehacer } = ports
  return createEntregaFechada({
    ...ports,
    async vencioSinSalir(item) {
      const factura = await repository.getFactura(db, item.subjectId)
      // What was given in contingency keeps the date it was given with.
      if (!factura || esDeContingencia(factura.tipo)) return false
      const version = await repository.findVersionByOutbox(db, item)
      return version !== undefined && (await esperoDeMas(ports, version.creada_en))
    },
    async firmarDeNuevo(item) {
      const signer = await ports.firmante.get(db)
      await ports.runCommand(
        SYSTEM_CALL,
        { name: 'facturacion.version-fecha', commandId: ids.next(), input: item.id },
        async (scope) => {
          const factura = await repository.getFactura(scope.trx, item.subjectId)
          if (factura) await nuevaVersion(scope, SYSTEM_CALL, { ids, signer, rehacer }, factura, 'fecha')
        },
      )
    },
  })
}

/** What a higher domain does in the transaction in which DIAN validates an invoice or a note (its e-mail). @returns changed keys */
export type AlValidar = (trx: Trx, at: string, cual: Entregable) => Promise<readonly string[]>

/** Keys of the screens of the patients whose services an invoice has. */
export async function pantallasDePacientes(
  trx: Trx,
  factura: Pick<FacturaRow, 'id' | 'paciente_id'>,
): Promise<string[]> {
  const pacientes = factura.paciente_id
    ? [factura.paciente_id]
    : await repository.pacientesDeFactura(trx, factura.id)
  return pacientes.map((paciente) => `paciente:${paciente}`)
}

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
  const visto = estadoTras(result)
  const estado = visto === 'firmada' && esDeContingencia(factura.tipo) ? 'contingencia' : visto
  const respondio = result.outcome === 'accepted' || result.outcome === 'rejected'
  const recuperada = respondio && (await marcarRecuperada(trx, at))
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
      codigo: { nombre: documento.tipo === '03' ? 'CUDE' : 'CUFE', valor: version.cufe },
      xml,
      applicationResponse: result.answer,
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
  const alcanzadas = estado === 'validada' ? await ports.alValidar(trx, at, { facturaId: factura.id }) : []
  return [
    ...alcanzadas,
    'facturas',
    'recaudos',
    `factura:${factura.id}`,
    ...(recuperada || esDeContingencia(factura.tipo) ? ['contingencia'] : []),
    ...(await pantallasDePacientes(trx, factura)),
  ]
}
