import { esDeContingencia } from '../../../src-shared/domains/facturacion/contingencia.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import { getResolucion } from '../configuracion/api.ts'
import { documentoResolucion } from './armar-documento.ts'
import {
  busquedaDe,
  type ExpedicionPorts,
  encolar,
  firmarORechazar,
  nuevoArchivo,
  versionRow,
} from './expedir.ts'
import * as repository from './repository.ts'
import type { FacturaRow, OrigenFactura } from './tables.ts'

export interface FacturaRehecha {
  readonly documento: DocumentoFactura
  /** As in `factura_versiones`. */
  readonly paciente: string | null
  readonly detalle: string | null
}

/** How the invoices of an origin are made again; each origin has its own. */
export interface Rehacer {
  /** With today's data, the number, range and payer it was issued with. @throws Refusal with what is missing */
  readonly corregida: (
    scope: CommandScope,
    factura: FacturaRow,
    previo: DocumentoFactura,
  ) => Promise<FacturaRehecha>
  /** What a higher domain must do for the new version, in the same transaction. */
  readonly alRehacer: (
    scope: CommandScope,
    call: CallContext,
    factura: FacturaRow,
    documento: DocumentoFactura,
  ) => Promise<void>
}

export type RehacerPorOrigen = Readonly<Record<OrigenFactura, Rehacer>>

/**
 * Signs the same number again as a later version: after a rejection with today's data (`correccion`), or because it waited so
 * long without network that its date no longer serves (`fecha`). The old bytes stay; the old queue item stops counting.
 */
export async function nuevaVersion(
  scope: CommandScope,
  call: CallContext,
  ports: ExpedicionPorts & { readonly rehacer: RehacerPorOrigen },
  factura: FacturaRow,
  motivo: 'correccion' | 'fecha',
): Promise<FacturaRow> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const anterior = await repository.getVersion(trx, factura.id, factura.version)
  const previo = JSON.parse(anterior.documento) as DocumentoFactura
  const rehacer = ports.rehacer[factura.origen]
  const rehecha =
    motivo === 'correccion'
      ? await rehacer.corregida(scope, factura, previo)
      : {
          documento: await conFechaDe(scope, factura, previo, ahora),
          paciente: anterior.paciente,
          detalle: anterior.detalle,
        }
  // What transcribes a paper keeps the day of the paper.
  const documento: DocumentoFactura = previo.facturaPapel
    ? {
        ...rehecha.documento,
        facturaPapel: previo.facturaPapel,
        emision: { ...rehecha.documento.emision, fecha: previo.emision.fecha },
      }
    : rehecha.documento
  const firmada = firmarORechazar(documento, ports.signer, ahora)
  const outboxId = ports.ids.next()
  const version = factura.version + 1
  const archivo = await nuevoArchivo(scope, documento.emisor.numero)
  const cambio = {
    version,
    cufe: firmada.cufe,
    fecha_emision: documento.emision.fecha,
    operacion: documento.operacion,
    total: firmada.totales.neto,
    a_pagar: firmada.totales.aPagar,
    adquiriente: documento.adquiriente.nombre,
    adquiriente_documento: documento.adquiriente.numero,
    busqueda: busquedaDe(documento),
  }
  await encolar(scope, {
    facturaId: factura.id,
    numero: factura.numero,
    outboxId,
    archivo,
    firmada,
    replacesId: anterior.outbox_id,
  })
  const estado = esDeContingencia(factura.tipo) ? 'contingencia' : 'firmada'
  const row = { ...factura, ...cambio, estado }
  await repository.insertVersion(trx, {
    ...versionRow(row, motivo, documento, firmada, archivo, outboxId, at),
    paciente: rehecha.paciente,
    detalle: rehecha.detalle,
  })
  await repository.replaceVersion(trx, factura.id, cambio)
  await repository.moveEstado(trx, {
    id: ports.ids.next(),
    facturaId: factura.id,
    version,
    estado,
    at,
    detalle:
      motivo === 'fecha'
        ? 'Firmada de nuevo con la fecha de hoy: la DIAN no la había visto'
        : 'Corregida y firmada de nuevo con el mismo número',
    hallazgos: firmada.advertencias,
  })
  await scope.audit({
    action: `facturacion.version-${motivo}`,
    subjectKind: 'factura',
    subjectId: factura.id,
    beforeHash: anterior.sha256,
    afterHash: firmada.sha256,
    detail: { numero: factura.numero, version },
  })
  // What is queued behind the old version goes behind this one: it cannot leave before its invoice.
  await rehacer.alRehacer(scope, call, row, documento)
  scope.changed('facturas', `factura:${factura.id}`, 'outbox')
  return row
}

/** Day whose health law an invoice follows: that of the first time it was issued. */
export function leyDe({ salud, emision }: Pick<DocumentoFactura, 'salud' | 'emision'>): string {
  return salud?.ley ?? emision.fecha
}

/** The same document issued today, with its range as it now stands; a due date that passed meanwhile is today's too. */
async function conFechaDe(
  scope: CommandScope,
  factura: FacturaRow,
  previo: DocumentoFactura,
  ahora: Date,
): Promise<DocumentoFactura> {
  const resolucion = await getResolucion(scope.trx, factura.resolucion_id)
  const hoy = bogotaDate(ahora)
  const vence = (fecha: string) => (fecha < hoy ? hoy : fecha)
  const { vencimiento, pago, salud } = previo
  return {
    ...previo,
    ...(resolucion ? { resolucion: documentoResolucion(resolucion) } : {}),
    emision: { fecha: hoy, hora: bogotaTime(ahora) },
    ...(salud ? { salud: { ...salud, ley: leyDe(previo) } } : {}),
    ...(vencimiento ? { vencimiento: vence(vencimiento) } : {}),
    pago: { ...pago, ...(pago.vencimiento ? { vencimiento: vence(pago.vencimiento) } : {}) },
  }
}
