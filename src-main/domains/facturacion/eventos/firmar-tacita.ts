import {
  type DocumentoFactura,
  documentoFacturaSchema,
} from '../../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import * as facturas from '../repository.ts'
import type { FacturaRow } from '../tables.ts'
import { anotarPorAceptar } from './conocidos.ts'
import { encolarEvento } from './encolar-evento.ts'
import * as repository from './repository.ts'

/** Events of own invoices have a kind of their own: those of purchases are another domain's. */
export const KIND_TACITA = 'dian.evento-propio'
/** Own consecutive of the tacit acceptances. */
export const PREFIJO_TACITA = 'AT'
/** Names of files of events of purchases take the lower half of their counter, these the upper. */
const PRIMER_ARCHIVO = 0x8000_0000
const REFECHADA = 'Firmada de nuevo con la fecha de hoy: la DIAN no la había visto'

interface Ports {
  readonly ids: Ids
  readonly signer: Signer
}

interface TacitaPorFirmar {
  readonly factura: FacturaRow
  readonly consecutivo: number
  readonly creadaPor: string | null
  readonly detalle: string
  /** Item of the queue that stops counting: of the one that DIAN refused, or of the one that waited too long. */
  readonly replacesId?: string
  /** The one of its same number that this one replaces. */
  readonly reemplazaId?: string
}

export async function documentoDe(db: Db | Trx, factura: FacturaRow): Promise<DocumentoFactura> {
  const { documento } = await facturas.getVersion(db, factura.id, factura.version)
  return documentoFacturaSchema.parse(JSON.parse(documento))
}

/**
 * Signs a tacit acceptance with the date of `scope` and leaves it in the queue.
 * @returns its id and the SHA-256 of its bytes
 * @throws Refusal `EVENTO_NO_EMITIBLE`, `CONFIGURACION_INCOMPLETA`
 */
export async function firmarTacita(
  { trx, at }: CommandScope,
  ports: Ports,
  porFirmar: TacitaPorFirmar,
): Promise<{ readonly id: string; readonly sha256: string }> {
  const { factura, consecutivo } = porFirmar
  const { tipo, adquiriente } = await documentoDe(trx, factura)
  const { id, outboxId, cude, xml, sha256 } = await encolarEvento({ trx, at }, ports, {
    contenido: {
      codigo: '034',
      numero: { prefijo: PREFIJO_TACITA, consecutivo },
      contraparte: adquiriente,
      factura: { numero: factura.numero, cufe: factura.cufe, tipo },
    },
    kind: KIND_TACITA,
    chain: `evento-de:${factura.id}`,
    descriptor: `Aceptación tácita de la factura ${factura.numero} de ${factura.adquiriente}`,
    archivo: PRIMER_ARCHIVO + consecutivo,
    conserva: 'La factura queda como está.',
    ...(porFirmar.replacesId === undefined ? {} : { replacesId: porFirmar.replacesId }),
  })
  await repository.insertTacita(trx, {
    id,
    factura_id: factura.id,
    codigo: '034',
    consecutivo,
    cude,
    xml,
    sha256,
    outbox_id: outboxId,
    creado_en: at,
    creado_por: porFirmar.creadaPor,
    reemplaza_id: porFirmar.reemplazaId ?? null,
    estado: 'firmado',
    detalle: porFirmar.detalle,
    hallazgos: '[]',
    application_response: null,
  })
  await anotarPorAceptar(trx, factura.id)
  return { id, sha256 }
}

/**
 * Dates and signs anew a tacit acceptance that never left, with its same number. The old bytes stay and stop counting.
 * @throws Refusal when it cannot be signed today
 */
export async function refecharTacita(scope: CommandScope, ports: Ports, tacitaId: string): Promise<void> {
  const { trx, at } = scope
  const anterior = await repository.getTacita(trx, tacitaId)
  const factura = anterior && (await facturas.getFactura(trx, anterior.factura_id))
  if (!anterior || !factura || anterior.estado === 'reemplazado') return
  await repository.moverTacita(trx, anterior.id, {
    estado: 'reemplazado',
    detalle: REFECHADA,
    hallazgos: '[]',
    application_response: null,
  })
  const { sha256 } = await firmarTacita(scope, ports, {
    factura,
    consecutivo: anterior.consecutivo,
    creadaPor: anterior.creado_por,
    detalle: REFECHADA,
    replacesId: anterior.outbox_id,
    reemplazaId: anterior.id,
  })
  await scope.audit({
    action: 'facturacion.tacita-fecha',
    subjectKind: 'factura',
    subjectId: factura.id,
    beforeHash: anterior.sha256,
    afterHash: sha256,
    detail: { numero: factura.numero, fecha: bogotaDate(new Date(at)) },
  })
  scope.changed(`factura:${factura.id}`, 'outbox')
}
