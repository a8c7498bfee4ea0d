import { razonOtroNumero } from '../../../src-shared/domains/facturacion/otro-numero.ts'
import type { HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { Ids } from '../../core/ids/ids.ts'
import { withdraw } from '../../core/outbox/enqueue.ts'
import { getResolucion } from '../configuracion/api.ts'
import { liberarServicios } from './notas/repository.ts'
import * as repository from './repository.ts'
import type { FacturaRow } from './tables.ts'

/** What a higher domain does in the transaction that leaves a number aside (rips withdraws its package). */
export type AlDescartar = (scope: CommandScope, facturaId: string) => Promise<void>

/** Why a rejected invoice needs another number, or null; only services wait again to be billed. @param ahora instant */
export async function otroNumeroDe(db: Db | Trx, factura: FacturaRow, ahora: Date): Promise<string | null> {
  if (factura.origen !== 'servicios') return null
  if (factura.estado !== 'rechazada' || factura.descartada_en !== null) return null
  const resolucion = await getResolucion(db, factura.resolucion_id)
  if (!resolucion) throw new Error(`invoice ${factura.id} without its range`)
  const dicho = (await repository.listEstados(db, factura.id)).findLast(
    ({ estado, version }) => estado === 'rechazada' && version === factura.version,
  )
  const hallazgos = JSON.parse(dicho?.hallazgos ?? '[]') as HallazgoFactura[]
  const { vigenciaHasta } = resolucion
  return razonOtroNumero({ tipo: factura.tipo, hallazgos, vigenciaHasta }, bogotaDate(ahora))
}

/**
 * Leaves the number of a rejected invoice aside for good: nothing of it is sent any more and its services wait again to be
 * billed. What was received for it goes to the invoice that bills them (`heredarRecibos`). Nobody undoes it.
 * @throws Refusal FACTURA_NO_RECHAZADA, NUMERO_SIRVE
 */
export async function descartarNumero(
  scope: CommandScope,
  ports: { readonly ids: Ids; readonly alDescartar: AlDescartar },
  factura: FacturaRow,
): Promise<{ servicioIds: string[] }> {
  const { trx, at } = scope
  const razon = await otroNumeroDe(trx, factura, new Date(at))
  if (razon === null)
    throw new Refusal(
      'NUMERO_SIRVE',
      'El número de esta factura todavía sirve.',
      'Corríjala y reenvíela: conserva su número.',
    )
  const { outbox_id, sha256 } = await repository.getVersion(trx, factura.id, factura.version)
  await withdraw(trx, at, outbox_id)
  await liberarServicios(trx, factura.id, factura.id)
  await repository.moveEstado(trx, {
    id: ports.ids.next(),
    facturaId: factura.id,
    version: factura.version,
    estado: 'descartada',
    at,
    detalle: `${razon} El número no se usa más y sus servicios vuelven a estar por facturar.`,
    hallazgos: [],
  })
  await ports.alDescartar(scope, factura.id)
  await scope.audit({
    action: 'facturacion.descartar-numero',
    subjectKind: 'factura',
    subjectId: factura.id,
    beforeHash: sha256,
    detail: { numero: factura.numero, razon },
  })
  scope.changed('facturas', `factura:${factura.id}`, 'por-facturar', 'outbox')
  if (factura.paciente_id) scope.changed(`paciente:${factura.paciente_id}`)
  return { servicioIds: (await repository.serviciosDeFactura(trx, factura.id)).map((row) => row.servicio_id) }
}

/**
 * What was received for these services with a number that was left aside becomes of the invoice that bills them, each receipt with the
 * line that says where it was. @returns the numbers it comes from
 */
export async function heredarRecibos(
  scope: CommandScope,
  call: CallContext,
  ids: Ids,
  factura: { readonly id: string; readonly servicioIds: readonly string[] },
): Promise<string[]> {
  const heredados = await repository.recibosPorHeredar(scope.trx, factura.servicioIds)
  for (const recibo of heredados) {
    await repository.trasladarRecibo(scope.trx, {
      id: ids.next(),
      recibo_id: recibo.id,
      de_factura_id: recibo.factura_id,
      a_factura_id: factura.id,
      en: scope.at,
      trasladado_por: call.usuario?.id ?? null,
    })
    await scope.audit({
      action: 'facturacion.trasladar-recibo',
      subjectKind: 'recibo',
      subjectId: recibo.id,
      detail: { numero: recibo.numero, de: recibo.factura_id, a: factura.id, valor: recibo.valor },
    })
    scope.changed(`factura:${recibo.factura_id}`, 'recibos')
  }
  return [...new Set(heredados.map(({ factura }) => factura))]
}
