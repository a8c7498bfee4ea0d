import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { PeticionSoporte } from '../../../../src-shared/domains/finanzas/soporte-contract.ts'
import type { DocumentoSoporte } from '../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import { foldText } from '../../../../src-shared/kernel/text-folding.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { stateOf } from '../../../core/outbox/store.ts'
import { revisarSoporte } from '../../../integrations/dian/soporte/emitir-soporte.ts'
import type { Hallazgo } from '../../../integrations/dian/validar.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import { consumirNumero, exigirResolucion, getResolucion } from '../../configuracion/api.ts'
import type { SoporteRow } from '../tables.ts'
import { armarSoporte, practicaDe, resolucionDe } from './armar-documento.ts'
import * as repository from './repository.ts'
import {
  type DocumentoDeSoporte,
  dichoPor,
  firmarSoporte,
  guardarVersion,
  type SoportePorts,
} from './versiones.ts'

type EmisionPorts = SoportePorts & { readonly catalogos: Catalogos }

/** What DIAN would object to if it were issued now; nothing is consumed. @throws Refusal CONFIGURACION_INCOMPLETA, NUMERACION_… */
export async function revisarPeticion(
  db: Db | Trx,
  catalogos: Catalogos,
  peticion: PeticionSoporte,
  ahora: Date,
): Promise<Hallazgo[]> {
  const resolucion = await exigirResolucion(db, bogotaDate(ahora), 'soporte')
  const { prefijo, siguiente: consecutivo } = resolucion
  const practica = await practicaDe(db)
  return revisarSoporte(
    armarSoporte({
      practica,
      resolucion,
      numero: { prefijo, consecutivo },
      ahora,
      municipio: catalogos.municipio,
      peticion,
    }),
  )
}

/**
 * Issues a documento soporte: number consumed, document signed, bytes stored, item queued, seller remembered, audit written, all in the
 * transaction of `scope`. If DIAN would refuse it nothing happens, the number included.
 *
 * @throws Refusal SOPORTE_NO_EMITIBLE with the findings, CONFIGURACION_INCOMPLETA, NUMERACION_…
 */
export async function emitirSoporte(
  scope: CommandScope,
  call: CallContext,
  ports: EmisionPorts,
  peticion: PeticionSoporte,
): Promise<SoporteRow> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const fecha = bogotaDate(ahora)
  const practica = await practicaDe(trx)
  const { id: resolucionId } = await exigirResolucion(trx, fecha, 'soporte')
  const { resolucion, ...numero } = await consumirNumero(trx, resolucionId, fecha, 'soporte')
  const documento = armarSoporte({
    practica,
    resolucion,
    numero,
    ahora,
    municipio: ports.catalogos.municipio,
    peticion,
  })
  const firmado = firmarSoporte(documento, ports.signer, ahora)
  const row: SoporteRow = {
    id: ports.ids.next(),
    clase: 'soporte',
    soporte_id: null,
    resolucion_id: resolucionId,
    numero: numeroCompleto(numero),
    prefijo: numero.prefijo,
    consecutivo: numero.consecutivo,
    ...dichoPor(documento, firmado),
    concepto: null,
    razon: null,
    emitido_en: at,
    emitido_por: call.usuario?.id ?? null,
    estado: 'firmada',
    version: 1,
    validado_en: null,
  }
  await repository.insertSoporte(trx, row)
  await guardarVersion(scope, ports.ids, { row, peticion, documento, firmado, motivo: 'emision' })
  await recordar(scope, peticion)
  return row
}

/**
 * Signs a rejected one again with the same number and range, as it is now written.
 * @throws Refusal SOPORTE_SIN_CORRECCION when it is not rejected or its bytes are on their way again; those of `emitirSoporte`
 */
export async function corregirSoporte(
  scope: CommandScope,
  ports: EmisionPorts,
  id: string,
  peticion: PeticionSoporte,
): Promise<SoporteRow> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const row = await repository.getSoporte(trx, id)
  if (!row) throw new Refusal('NO_ENCONTRADO', 'No se encontró el documento soporte.', 'Actualice la lista.')
  if (row.estado !== 'rechazada' || row.resolucion_id === null)
    throw new Refusal(
      'SOPORTE_SIN_CORRECCION',
      'Solo se corrige un documento soporte que la DIAN rechazó.',
      row.estado === 'validada'
        ? 'La DIAN ya lo validó: haga una nota de ajuste.'
        : 'Espere la respuesta en la Bandeja de salida.',
    )
  const anterior = await repository.getVersion(trx, row.id, row.version)
  if ((await stateOf(trx, anterior.outbox_id)) !== 'rechazado')
    throw new Refusal(
      'SOPORTE_SIN_CORRECCION',
      'Este documento se está reenviando a la DIAN.',
      'Espere la respuesta en la Bandeja de salida antes de corregirlo.',
    )
  const resolucion = await getResolucion(trx, row.resolucion_id)
  if (!resolucion) throw new Error(`documento soporte ${row.id} without its range`)
  const documento = armarSoporte({
    practica: await practicaDe(trx),
    resolucion,
    numero: row,
    ahora,
    municipio: ports.catalogos.municipio,
    peticion,
  })
  const firmado = firmarSoporte(documento, ports.signer, ahora)
  const cambio = { version: row.version + 1, ...dichoPor(documento, firmado) }
  await repository.replaceVersion(trx, row.id, cambio)
  const corregido = { ...row, ...cambio, estado: 'firmada' }
  await guardarVersion(scope, ports.ids, {
    row: corregido,
    peticion,
    documento,
    firmado,
    motivo: 'correccion',
    anterior,
  })
  await recordar(scope, peticion)
  return corregido
}

/**
 * Signs the same number of a document or note with today's date: it waited so long without network that its own no longer serves. A due
 * date that passed meanwhile is today's too. The old bytes stay; the old queue item stops counting.
 */
export async function refecharSoporte(
  scope: CommandScope,
  ports: SoportePorts,
  row: SoporteRow,
): Promise<void> {
  const { trx, at } = scope
  const ahora = new Date(at)
  const hoy = bogotaDate(ahora)
  const anterior = await repository.getVersion(trx, row.id, row.version)
  const previo = JSON.parse(anterior.documento) as DocumentoDeSoporte
  const { vencimiento } = previo.pago
  const fechado = {
    emision: { fecha: hoy, hora: bogotaTime(ahora) },
    pago: { ...previo.pago, ...(vencimiento ? { vencimiento: vencimiento < hoy ? hoy : vencimiento } : {}) },
  }
  const documento: DocumentoDeSoporte =
    previo.clase === 'ajuste'
      ? { ...previo, ...fechado }
      : { ...previo, ...fechado, resolucion: await resolucionActual(trx, row, previo) }
  const firmado = firmarSoporte(documento, ports.signer, ahora)
  const cambio = { version: row.version + 1, ...dichoPor(documento, firmado) }
  await repository.replaceVersion(trx, row.id, cambio)
  await guardarVersion(scope, ports.ids, {
    row: { ...row, ...cambio },
    peticion: JSON.parse(anterior.peticion) as PeticionSoporte,
    documento,
    firmado,
    motivo: 'fecha',
    anterior,
  })
}

/** Its range as it now stands: its term may have been extended. */
async function resolucionActual(
  trx: Trx,
  row: SoporteRow,
  previo: DocumentoSoporte,
): Promise<DocumentoSoporte['resolucion']> {
  const actual = row.resolucion_id === null ? undefined : await getResolucion(trx, row.resolucion_id)
  return actual ? resolucionDe(actual) : previo.resolucion
}

async function recordar({ trx, at }: CommandScope, { proveedor }: PeticionSoporte): Promise<void> {
  await repository.recordarProveedor(trx, {
    tipo_documento: proveedor.tipoDocumento,
    numero: proveedor.numero,
    datos: JSON.stringify(proveedor),
    busqueda: foldText(`${proveedor.nombre} ${proveedor.numero}`),
    usado_en: at,
  })
}
