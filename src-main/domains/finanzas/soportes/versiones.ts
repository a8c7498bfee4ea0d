import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { PeticionSoporte } from '../../../../src-shared/domains/finanzas/soporte-contract.ts'
import { totalesSoporte } from '../../../../src-shared/domains/finanzas/soporte-rules.ts'
import type {
  DocumentoAjuste,
  DocumentoSoporte,
} from '../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import { foldText } from '../../../../src-shared/kernel/text-folding.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import { enqueue } from '../../../core/outbox/enqueue.ts'
import { type DocumentoFirmado, DocumentoNoEmitible } from '../../../integrations/dian/emitir-documento.ts'
import { nombreArchivo } from '../../../integrations/dian/nombres-archivo.ts'
import { buildSignedAjuste, buildSignedSoporte } from '../../../integrations/dian/soporte/emitir-soporte.ts'
import type { Hallazgo } from '../../../integrations/dian/validar.ts'
import { siguienteArchivo } from '../../facturacion/api.ts'
import type { SoporteRow } from '../tables.ts'
import * as repository from './repository.ts'

export const KIND_SOPORTE = 'dian.soporte'

export type DocumentoDeSoporte = DocumentoSoporte | DocumentoAjuste

export interface SoportePorts {
  readonly ids: Ids
  readonly signer: Signer
}

export type MotivoVersion = 'emision' | 'correccion' | 'fecha'

/** @throws Refusal SOPORTE_NO_EMITIBLE with the findings, when DIAN would refuse it */
export function firmarSoporte(documento: DocumentoDeSoporte, signer: Signer, ahora: Date): DocumentoFirmado {
  try {
    return documento.clase === 'soporte'
      ? buildSignedSoporte(documento, signer, ahora)
      : buildSignedAjuste(documento, signer, ahora)
  } catch (error) {
    if (error instanceof DocumentoNoEmitible) throw noEmitible(error.hallazgos)
    throw error
  }
}

function noEmitible(hallazgos: readonly Hallazgo[]): Refusal {
  const [primero] = hallazgos
  return new Refusal(
    'SOPORTE_NO_EMITIBLE',
    primero ? `La DIAN lo rechazaría: ${primero.mensaje}` : 'La DIAN lo rechazaría.',
    primero?.remedio ?? 'Revise los datos del documento.',
    { datos: { hallazgos } },
  )
}

/** What a row says of the version it stands at. */
export function dichoPor(documento: DocumentoDeSoporte, firmado: DocumentoFirmado) {
  const { vendedor } = documento
  return {
    cuds: firmado.cufe,
    fecha_emision: documento.emision.fecha,
    total: firmado.totales.aPagar,
    retenido: documento.clase === 'soporte' ? totalesSoporte(documento).totalRetenido : 0,
    proveedor: vendedor.nombre,
    proveedor_documento: vendedor.numero,
    busqueda: foldText(`${numeroCompleto(documento.numero)} ${vendedor.nombre} ${vendedor.numero}`),
  }
}

const DETALLE: Readonly<Record<MotivoVersion, string>> = {
  emision: 'Firmado y en la bandeja de salida',
  correccion: 'Corregido y firmado de nuevo con el mismo número',
  fecha: 'Firmado de nuevo con la fecha de hoy: la DIAN no lo había visto',
}

/**
 * Queues the signed bytes, keeps them and says where the document stands, all in the transaction of `scope`. The row exists already.
 * @param replacesId the queue item of the version before, which stops counting
 */
export async function guardarVersion(
  scope: CommandScope,
  ids: Ids,
  item: {
    readonly row: SoporteRow
    readonly peticion: PeticionSoporte
    readonly documento: DocumentoDeSoporte
    readonly firmado: DocumentoFirmado
    readonly motivo: MotivoVersion
    readonly anterior?: { readonly outbox_id: string; readonly sha256: string }
  },
): Promise<void> {
  const { trx, at } = scope
  const { row, documento, firmado, motivo, anterior } = item
  const anio = Number(bogotaDate(new Date(at)).slice(0, 4))
  const esSoporte = documento.clase === 'soporte'
  const archivo = nombreArchivo(esSoporte ? 'ds' : 'na', {
    nit: documento.comprador.numero,
    anio,
    consecutivo: await siguienteArchivo(trx, anio),
  })
  const outboxId = ids.next()
  await enqueue(trx, at, {
    id: outboxId,
    kind: KIND_SOPORTE,
    subjectId: row.id,
    chain: `soporte:${row.id}`,
    descriptor: esSoporte
      ? `Documento soporte ${row.numero}`
      : `Nota de ajuste ${row.numero} del documento soporte ${documento.soporte.numero}`,
    meta: { cufe: firmado.cufe, archivo, numero: row.numero },
    payload: firmado.xml,
    ...(anterior ? { replacesId: anterior.outbox_id } : {}),
  })
  await repository.insertVersion(trx, {
    soporte_id: row.id,
    version: row.version,
    motivo,
    peticion: JSON.stringify(item.peticion),
    documento: JSON.stringify(documento),
    xml: firmado.xml,
    sha256: firmado.sha256,
    cuds: firmado.cufe,
    qr: firmado.qr,
    archivo,
    outbox_id: outboxId,
    creada_en: at,
  })
  await repository.moveEstado(trx, {
    id: ids.next(),
    soporteId: row.id,
    version: row.version,
    estado: 'firmada',
    at,
    detalle: DETALLE[motivo],
    hallazgos: firmado.advertencias,
  })
  await scope.audit({
    action: `finanzas.${esSoporte ? 'soporte' : 'ajuste-soporte'}${motivo === 'emision' ? '' : `-version-${motivo}`}`,
    subjectKind: 'soporte',
    subjectId: row.id,
    ...(anterior ? { beforeHash: anterior.sha256 } : {}),
    afterHash: firmado.sha256,
    detail: { numero: row.numero, total: row.total, version: row.version },
  })
  scope.changed('soportes', `soporte:${row.soporte_id ?? row.id}`, `soporte:${row.id}`, 'outbox')
}
