import { createHash } from 'node:crypto'
import type { DocumentoNota } from '../../../../src-shared/domains/facturacion/nota-schemas.ts'
import { SYSTEM_CALL } from '../../../core/calls/call-context.ts'
import type { Trx } from '../../../core/database/schema.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import type { DeliveryResult, OutboxHandler, OutboxItem } from '../../../core/outbox/handler.ts'
import { buildAttachedDocument } from '../../../integrations/dian/attached-document.ts'
import { type AlValidar, type EntregaPorts, esperoDeMas, pantallasDePacientes } from '../entrega.ts'
import { createEntregaFechada, estadoTras } from '../entrega-fechada.ts'
import type { Firmante } from '../firmante.ts'
import * as facturas from '../repository.ts'
import type { FacturaNotaRow } from '../tables.ts'
import { esAnulacion, numeroNota, refecharNota } from './emitir-nota.ts'
import * as repository from './repository.ts'

/** Delivery of notes: see `createEntregaFechada`. */
export function createEntregaNota(ports: EntregaPorts): OutboxHandler {
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
        { name: 'facturacion.nota-version-fecha', commandId: ids.next(), input: item.id },
        async (scope) => {
          const nota = await repository.getNota(scope.trx, item.subjectId)
          if (nota) await refecharNota(scope, { ids, signer }, nota)
        },
      )
    },
  })
}

/**
 * What an end of a send means for the note and, once validated, for its invoice: an annulment leaves it annulled and may give its
 * services back; any other moves what is owed (by trigger). In the transaction that records it. @returns changed keys
 */
export async function alEntregarNota(
  trx: Trx,
  at: string,
  ports: { readonly ids: Ids; readonly firmante: Firmante; readonly alValidar: AlValidar },
  item: OutboxItem,
  result: DeliveryResult,
): Promise<readonly string[]> {
  const nota = await repository.getNota(trx, item.subjectId)
  const version = await repository.findVersionByOutbox(trx, item)
  if (!nota || !version || version.version !== nota.version) return []
  const estado = estadoTras(result)
  if (!estado || (estado === nota.estado && estado !== 'rechazada')) return []
  await repository.moveEstado(trx, {
    id: ports.ids.next(),
    notaId: nota.id,
    version: version.version,
    estado,
    at,
    detalle: result.detail,
    hallazgos: 'findings' in result ? (result.findings ?? []) : [],
  })
  if (result.outcome === 'accepted' && result.answer)
    await guardarRespuesta(trx, at, ports, nota, { cude: version.cude, answer: result.answer })
  if (estado === 'validada' && esAnulacion(nota)) await anularFactura(trx, at, ports.ids, nota)
  const alcanzadas =
    estado === 'validada'
      ? await ports.alValidar(trx, at, { facturaId: nota.factura_id, notaId: nota.id })
      : []
  const factura = await facturas.getFactura(trx, nota.factura_id)
  return [
    ...alcanzadas,
    'facturas',
    'recaudos',
    `factura:${nota.factura_id}`,
    ...(nota.refacturar === 1 ? ['por-facturar'] : []),
    ...(factura ? await pantallasDePacientes(trx, factura) : []),
  ]
}

async function guardarRespuesta(
  trx: Trx,
  at: string,
  ports: { readonly ids: Ids; readonly firmante: Firmante },
  nota: FacturaNotaRow,
  { cude, answer }: { readonly cude: string; readonly answer: Uint8Array },
): Promise<void> {
  const { documento, xml } = await repository.getVersion(trx, nota.id, nota.version)
  const attached = buildAttachedDocument({
    documento: JSON.parse(documento) as DocumentoNota,
    codigo: { nombre: 'CUDE', valor: cude },
    xml,
    applicationResponse: answer,
    id: ports.ids.next(),
    signer: await ports.firmante.get(trx),
    ahora: new Date(at),
  })
  await repository.insertRespuesta(trx, {
    nota_id: nota.id,
    application_response: answer,
    attached_document: attached,
    attached_sha256: createHash('sha256').update(attached).digest('hex'),
    recibida_en: at,
  })
}

async function anularFactura(trx: Trx, at: string, ids: Ids, nota: FacturaNotaRow): Promise<void> {
  const factura = await facturas.getFactura(trx, nota.factura_id)
  if (!factura) throw new Error(`note ${nota.id} without its invoice`)
  await facturas.moveEstado(trx, {
    id: ids.next(),
    facturaId: factura.id,
    version: factura.version,
    estado: 'anulada',
    at,
    detalle: `Anulada con la nota crédito ${numeroNota(nota)}: ${nota.razon}`,
    hallazgos: [],
  })
  if (nota.refacturar === 1) await repository.liberarServicios(trx, factura.id, nota.id)
}
