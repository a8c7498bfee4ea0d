import { createHash } from 'node:crypto'
import { esConsumidorFinal } from '../../../src-shared/domains/facturacion/clientes.ts'
import { numeroCompleto, totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura, TipoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import { foldText } from '../../../src-shared/kernel/text-folding.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { Ids } from '../../core/ids/ids.ts'
import { enqueue } from '../../core/outbox/enqueue.ts'
import { buildAttachedDocument } from '../../integrations/dian/attached-document.ts'
import { type DocumentoFirmado, DocumentoNoEmitible } from '../../integrations/dian/emitir-documento.ts'
import { buildSignedFactura } from '../../integrations/dian/emitir-factura.ts'
import { nombreArchivo } from '../../integrations/dian/nombres-archivo.ts'
import * as contingencias from './contingencia/repository.ts'
import { heredarRecibos } from './otro-numero.ts'
import * as repository from './repository.ts'
import type { ContingenciaRow, FacturaRow, OrigenFactura } from './tables.ts'

export const KIND_FACTURA = 'dian.factura'

/** Queue chain of an invoice: it goes first, then its RIPS, later its notes. */
export function cadenaDe(facturaId: string): string {
  return `factura:${facturaId}`
}

export interface ExpedicionPorts {
  readonly ids: Ids
  readonly signer: Signer
}

/** An invoice ready to be signed, whatever it is made of. */
export interface PorExpedir {
  readonly origen: OrigenFactura
  readonly documento: DocumentoFactura
  readonly resolucionId: string
  /** The contingency it is issued in; null for the ordinary way. */
  readonly contingencia: ContingenciaRow | null
  /** null: of nobody in particular, or of several. */
  readonly pacienteId: string | null
  /** null: whoever is billed is not a payer of services. */
  readonly pagadorId: string | null
  /** Services that are billed with it, once each. */
  readonly servicioIds: readonly string[]
  /** Name and document of the patient as the printed invoice will say for ever, JSON. */
  readonly paciente: string | null
  /** What each patient has in it, as `DetallePaciente[]`, JSON; null when it is made of no services. */
  readonly detalle: string | null
  /** Patients it concerns, to tell their screens. */
  readonly pacienteIds: readonly string[]
}

/**
 * Signs an invoice whose number was already consumed, stores its bytes, queues it and writes the audit, in the transaction of `scope`.
 *
 * @throws Refusal `FACTURA_NO_EMITIBLE` with the findings when DIAN would refuse it: nothing happens, the number included
 */
export async function expedirFactura(
  scope: CommandScope,
  call: CallContext,
  ports: ExpedicionPorts,
  { documento, contingencia, ...factura }: PorExpedir,
): Promise<FacturaRow> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const firmada = firmarORechazar(documento, ports.signer, ahora)
  const id = ports.ids.next()
  const outboxId = ports.ids.next()
  const archivo = await nuevoArchivo(scope, documento.emisor.numero)
  const row: FacturaRow = {
    id,
    numero: numeroCompleto(documento.numero),
    origen: factura.origen,
    busqueda: busquedaDe(documento),
    resolucion_id: factura.resolucionId,
    consecutivo: documento.numero.consecutivo,
    tipo: documento.tipo,
    operacion: documento.operacion,
    paciente_id: factura.pacienteId,
    pagador_id: factura.pagadorId,
    adquiriente: documento.adquiriente.nombre,
    adquiriente_documento: documento.adquiriente.numero,
    total: firmada.totales.neto,
    a_pagar: firmada.totales.aPagar,
    emitida_en: at,
    fecha_emision: documento.emision.fecha,
    emitida_por: call.usuario?.id ?? null,
    estado: contingencia ? 'contingencia' : 'firmada',
    version: 1,
    cufe: firmada.cufe,
    validada_en: null,
    descartada_en: null,
  }
  await repository.insertFactura(trx, row)
  await encolar(scope, { facturaId: id, numero: row.numero, outboxId, archivo, firmada })
  await repository.insertVersion(trx, {
    ...versionRow(row, 'emision', documento, firmada, archivo, outboxId, at),
    paciente: factura.paciente,
    detalle: factura.detalle,
  })
  await repository.insertServicios(trx, id, factura.servicioIds)
  const traePagosDe = await heredarRecibos(scope, call, ports.ids, { id, servicioIds: factura.servicioIds })
  await repository.moveEstado(trx, {
    id: ports.ids.next(),
    facturaId: id,
    version: 1,
    estado: row.estado,
    at,
    detalle: [
      contingencia ? DETALLE_CONTINGENCIA[documento.tipo] : 'Firmada y en la bandeja de salida',
      ...traePagosDe.map((numero) => `Recibe lo pagado de la ${numero}, que se dejó de lado`),
    ].join('. '),
    hallazgos: firmada.advertencias,
  })
  if (contingencia) {
    const attached = documento.tipo === '04' ? contenedorSinValidar(documento, firmada, ports, ahora) : null
    await contingencias.insertFactura(trx, {
      factura_id: id,
      contingencia_id: contingencia.id,
      attached_document: attached,
      attached_sha256: attached && createHash('sha256').update(attached).digest('hex'),
    })
    scope.changed('contingencia')
  }
  await scope.audit({
    action: 'facturacion.emitir',
    subjectKind: 'factura',
    subjectId: id,
    afterHash: firmada.sha256,
    detail: { numero: row.numero, total: row.total, servicios: factura.servicioIds.length },
  })
  scope.changed('facturas', `factura:${id}`, 'por-facturar', 'outbox')
  scope.changed(...factura.pacienteIds.map((paciente) => `paciente:${paciente}`))
  return row
}

const DETALLE_CONTINGENCIA: Readonly<Record<TipoFactura, string>> = {
  '01': '',
  '03': 'Factura de papel en contingencia: su transcripción está en la bandeja de salida',
  '04': 'Expedida en contingencia de la DIAN: está en la bandeja de salida',
}

/** Type 04 is delivered before DIAN validates it, in a container without its answer (annex 1.9 §12). */
function contenedorSinValidar(
  documento: DocumentoFactura,
  firmada: DocumentoFirmado,
  ports: ExpedicionPorts,
  ahora: Date,
): Uint8Array {
  return buildAttachedDocument({
    documento,
    codigo: { nombre: 'CUFE', valor: firmada.cufe },
    xml: firmada.xml,
    id: ports.ids.next(),
    signer: ports.signer,
    ahora,
  })
}

/** What the list of invoices searches: number, name and document, folded. */
export function busquedaDe({ numero, adquiriente }: DocumentoFactura): string {
  return foldText(`${numeroCompleto(numero)} ${adquiriente.nombre} ${adquiriente.numero}`)
}

/** @throws Refusal `FACTURA_NO_EMITIBLE` with the findings and the total in centavos */
export function firmarORechazar(documento: DocumentoFactura, signer: Signer, ahora: Date): DocumentoFirmado {
  if (documento.salud && esConsumidorFinal(documento.adquiriente))
    throw new Refusal(
      'FACTURA_NO_EMITIBLE',
      'Un servicio de salud no se factura al consumidor final: el RIPS identifica a cada persona.',
      'Escriba el documento de quien recibió el servicio en su ficha.',
    )
  return refusing(() => buildSignedFactura(documento, signer, ahora), totalesFactura(documento).neto)
}

/** Signs, or says in the words of a refusal what DIAN would object to. @throws Refusal `FACTURA_NO_EMITIBLE` with the findings */
export function refusing(sign: () => DocumentoFirmado, total?: number): DocumentoFirmado {
  try {
    return sign()
  } catch (error) {
    if (!(error instanceof DocumentoNoEmitible)) throw error
    const [primero] = error.hallazgos
    throw new Refusal(
      'FACTURA_NO_EMITIBLE',
      primero ? `La DIAN la rechazaría: ${primero.mensaje}` : 'La DIAN la rechazaría.',
      primero?.remedio ?? 'Revise los datos de la factura.',
      { datos: { hallazgos: error.hallazgos, ...(total !== undefined && { total }) } },
    )
  }
}

export async function nuevoArchivo(scope: CommandScope, nit: string): Promise<string> {
  const anio = Number(bogotaDate(new Date(scope.at)).slice(0, 4))
  return nombreArchivo('fv', { nit, anio, consecutivo: await repository.siguienteArchivo(scope.trx, anio) })
}

export async function encolar(
  scope: CommandScope,
  item: {
    facturaId: string
    numero: string
    outboxId: string
    archivo: string
    firmada: DocumentoFirmado
    replacesId?: string
  },
): Promise<void> {
  await enqueue(scope.trx, scope.at, {
    id: item.outboxId,
    kind: KIND_FACTURA,
    subjectId: item.facturaId,
    chain: cadenaDe(item.facturaId),
    descriptor: `Factura ${item.numero}`,
    meta: { cufe: item.firmada.cufe, archivo: item.archivo, numero: item.numero },
    payload: item.firmada.xml,
    ...(item.replacesId ? { replacesId: item.replacesId } : {}),
  })
}

export function versionRow(
  factura: Pick<FacturaRow, 'id' | 'version'>,
  motivo: string,
  documento: DocumentoFactura,
  firmada: DocumentoFirmado,
  archivo: string,
  outboxId: string,
  at: string,
) {
  return {
    factura_id: factura.id,
    version: factura.version,
    motivo,
    documento: JSON.stringify(documento),
    xml: firmada.xml,
    sha256: firmada.sha256,
    cufe: firmada.cufe,
    qr: firmada.qr,
    archivo,
    outbox_id: outboxId,
    creada_en: at,
  }
}
