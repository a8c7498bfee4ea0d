import { createHash } from 'node:crypto'
import { esDeContingencia } from '../../../src-shared/domains/facturacion/contingencia.ts'
import {
  ELECCIONES_USUALES,
  eleccionesDe,
  numeroCompleto,
  totalesFactura,
} from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura, TipoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../src-shared/kernel/dates.ts'
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
import type { Catalogos } from '../catalogos/api.ts'
import { consumirNumero } from '../configuracion/api.ts'
import { nombreCompleto } from '../pacientes/api.ts'
import { armarDocumento, documentoResolucion } from './armar-documento.ts'
import * as contingencias from './contingencia/repository.ts'
import { heredarRecibos } from './otro-numero.ts'
import { equipoDe, type PeticionEmision, type Preparada, prepararEmision } from './preparar.ts'
import * as repository from './repository.ts'
import type { FacturaRow } from './tables.ts'

export const KIND_FACTURA = 'dian.factura'

/** What a higher domain hears of in the same transaction (rips makes its package of it). */
export interface FacturaEmitida {
  readonly id: string
  readonly numero: string
  readonly documento: DocumentoFactura
  readonly cufe: string
  readonly preparada: Preparada
}

/** Queue chain of an invoice: it goes first, then its RIPS, later its notes. */
export function cadenaDe(facturaId: string): string {
  return `factura:${facturaId}`
}

interface EmisionPorts {
  readonly ids: Ids
  readonly signer: Signer
  readonly catalogos: Catalogos
  readonly alEmitir: AlEmitir
}

export type AlEmitir = (scope: CommandScope, call: CallContext, factura: FacturaEmitida) => Promise<void>

/**
 * Issues the invoice of services already given: number consumed, document signed, bytes stored, item queued, audit written,
 * all in the transaction of `scope`. If DIAN would refuse it nothing happens, the number included.
 *
 * @throws Refusal `FACTURA_NO_EMITIBLE` with the findings, `CONFIGURACION_INCOMPLETA`, `NUMERACION_AGOTADA`…
 */
export async function emitirFactura(
  scope: CommandScope,
  call: CallContext,
  ports: EmisionPorts,
  peticion: PeticionEmision,
): Promise<FacturaRow> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const aqui = { ...peticion, equipo: equipoDe(call) }
  const preparada = await prepararEmision(trx, ports.catalogos, aqui, ahora)
  const { contingencia, tipo } = preparada
  const numero = await consumirNumero(
    trx,
    preparada.resolucion.id,
    bogotaDate(ahora),
    tipo === '03' ? 'contingencia' : 'factura',
  )
  const documento = armarDocumento({
    ...preparada,
    ambiente: preparada.software.ambiente,
    ahora,
    numero,
    pago: peticion.pago,
    recaudos: peticion.recaudos,
    salud: peticion.salud ?? ELECCIONES_USUALES,
  })
  const firmada = refusing(
    () => buildSignedFactura(documento, ports.signer, ahora),
    totalesFactura(documento).total,
  )
  const id = ports.ids.next()
  const outboxId = ports.ids.next()
  const archivo = await nuevoArchivo(scope, preparada.prestador.nit)
  const row: FacturaRow = {
    id,
    numero: numeroCompleto(numero),
    busqueda: busquedaDe(documento),
    resolucion_id: preparada.resolucion.id,
    consecutivo: numero.consecutivo,
    tipo: documento.tipo,
    operacion: documento.operacion,
    paciente_id: preparada.paciente.id,
    pagador_id: preparada.pagador?.id ?? null,
    adquiriente: documento.adquiriente.nombre,
    adquiriente_documento: documento.adquiriente.numero,
    total: firmada.totales.total,
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
    paciente: pacienteImpreso(preparada),
  })
  await repository.insertServicios(trx, id, peticion.servicioIds)
  const traePagosDe = await heredarRecibos(scope, call, ports.ids, { id, servicioIds: peticion.servicioIds })
  await repository.moveEstado(trx, {
    id: ports.ids.next(),
    facturaId: id,
    version: 1,
    estado: row.estado,
    at,
    detalle: [
      contingencia ? DETALLE_CONTINGENCIA[tipo] : 'Firmada y en la bandeja de salida',
      ...traePagosDe.map((numero) => `Recibe lo pagado de la ${numero}, que se dejó de lado`),
    ].join('. '),
    hallazgos: firmada.advertencias,
  })
  if (contingencia) {
    const attached = tipo === '04' ? contenedorSinValidar(documento, firmada, ports, ahora) : null
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
    detail: { numero: row.numero, total: row.total, servicios: peticion.servicioIds.length },
  })
  await ports.alEmitir(scope, call, { id, numero: row.numero, documento, cufe: row.cufe, preparada })
  scope.changed('facturas', `factura:${id}`, `paciente:${preparada.paciente.id}`, 'por-facturar', 'outbox')
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
  ports: Pick<EmisionPorts, 'ids' | 'signer'>,
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

/**
 * Signs the same number again as a later version: after a rejection with today's data (`correccion`) but
 * the range and the payer it was issued with, or because it waited so
 * long without network that its date no longer serves (`fecha`). The old bytes stay; the old queue item stops counting.
 */
export async function nuevaVersion(
  scope: CommandScope,
  call: CallContext,
  ports: EmisionPorts,
  factura: FacturaRow,
  motivo: 'correccion' | 'fecha',
): Promise<FacturaRow> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const anterior = await repository.getVersion(trx, factura.id, factura.version)
  const previo = JSON.parse(anterior.documento) as DocumentoFactura
  const preparada = await volverAPreparar(scope, ports.catalogos, factura, previo, ahora)
  const corregido =
    motivo === 'correccion'
      ? armarDocumento({
          ...preparada,
          ambiente: preparada.software.ambiente,
          ahora,
          numero: previo.numero,
          pago: previo.pago,
          recaudos: previo.recaudos,
          salud: eleccionesDe(previo),
        })
      : conFechaDe(previo, documentoResolucion(preparada.resolucion), ahora)
  // What transcribes a paper keeps the day of the paper.
  const documento: DocumentoFactura = previo.facturaPapel
    ? {
        ...corregido,
        facturaPapel: previo.facturaPapel,
        emision: { ...corregido.emision, fecha: previo.emision.fecha },
      }
    : corregido
  const firmada = refusing(
    () => buildSignedFactura(documento, ports.signer, ahora),
    totalesFactura(documento).total,
  )
  const outboxId = ports.ids.next()
  const version = factura.version + 1
  const archivo = await nuevoArchivo(scope, documento.emisor.numero)
  const cambio = {
    version,
    cufe: firmada.cufe,
    fecha_emision: documento.emision.fecha,
    operacion: documento.operacion,
    total: firmada.totales.total,
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
    paciente: (motivo === 'fecha' ? anterior.paciente : null) ?? pacienteImpreso(preparada),
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
  // The RIPS queued behind the old version goes behind this one: it cannot leave before its invoice.
  await ports.alEmitir(scope, call, {
    id: factura.id,
    numero: factura.numero,
    cufe: firmada.cufe,
    documento,
    preparada,
  })
  scope.changed('facturas', `factura:${factura.id}`, 'outbox')
  return row
}

async function volverAPreparar(
  scope: CommandScope,
  catalogos: Catalogos,
  factura: FacturaRow,
  previo: DocumentoFactura,
  ahora: Date,
): Promise<Preparada> {
  const servicios = await repository.serviciosDeFactura(scope.trx, factura.id)
  return prepararEmision(
    scope.trx,
    catalogos,
    {
      servicioIds: servicios.map((servicio) => servicio.servicio_id),
      pago: previo.pago,
      recaudos: previo.recaudos,
    },
    ahora,
    {
      resolucionId: factura.resolucion_id,
      pagadorId: factura.pagador_id,
      tipo: previo.tipo,
    },
  )
}

/** The same document issued today, with its range as it now stands; a due date that passed meanwhile is today's too. */
function conFechaDe(
  previo: DocumentoFactura,
  resolucion: DocumentoFactura['resolucion'],
  ahora: Date,
): DocumentoFactura {
  const hoy = bogotaDate(ahora)
  const vence = (fecha: string) => (fecha < hoy ? hoy : fecha)
  const { vencimiento, pago } = previo
  return {
    ...previo,
    resolucion,
    emision: { fecha: hoy, hora: bogotaTime(ahora) },
    ...(vencimiento ? { vencimiento: vence(vencimiento) } : {}),
    pago: { ...pago, ...(pago.vencimiento ? { vencimiento: vence(pago.vencimiento) } : {}) },
  }
}

/** Name and document as the printed invoice will say for ever. */
function pacienteImpreso({ paciente }: Preparada): string {
  return JSON.stringify({
    nombre: nombreCompleto(paciente),
    documento: `${paciente.tipoDocumento ?? ''} ${paciente.numeroDocumento ?? ''}`,
  })
}

function busquedaDe({ numero, adquiriente }: DocumentoFactura): string {
  return foldText(`${numeroCompleto(numero)} ${adquiriente.nombre} ${adquiriente.numero}`)
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

async function nuevoArchivo(scope: CommandScope, nit: string): Promise<string> {
  const anio = Number(bogotaDate(new Date(scope.at)).slice(0, 4))
  return nombreArchivo('fv', { nit, anio, consecutivo: await repository.siguienteArchivo(scope.trx, anio) })
}

async function encolar(
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

function versionRow(
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
