import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import type { Catalogos } from '../catalogos/api.ts'
import { leerDetalle } from './detalle.ts'
import type { FacturaEmitida } from './emitir.ts'
import { listPorAceptar } from './eventos/repository.ts'
import { cadenaDe, KIND_FACTURA } from './expedir.ts'
import { intacto } from './guardados.ts'
import { type PacienteFacturado, type PeticionEmision, prepararEmision } from './preparar.ts'
import type { RecaudoAplicado } from './recaudos/aplicar.ts'
import { volverAPreparar } from './rehacer-servicios.ts'
import * as repository from './repository.ts'
import type { FacturacionService } from './service.ts'

export { BUSQUEDA_FACTURAS, containing, desdeLasUltimas, leerBusqueda } from './busqueda.ts'
export { type EntregaPorts, esperoDeMas } from './entrega.ts'
export { createEntregaFechada, estadoTras } from './entrega-fechada.ts'
export { contenedorDe, type DocumentoEntregable, entregableDe } from './entregables.ts'
export { encolarEvento } from './eventos/encolar-evento.ts'
export { eventoTrasEnvio } from './eventos/evento-tras-envio.ts'
export type { Firmante } from './firmante.ts'
export { intacto } from './guardados.ts'
export { membreteDe, tablaLineas } from './pdf/factura-pdf.ts'
export { siguienteArchivo } from './repository.ts'
export type { FacturaEmitida, PacienteFacturado, PeticionEmision, RecaudoAplicado }
export { cadenaDe, KIND_FACTURA, listPorAceptar, prepararEmision }

/**
 * The container that the ministry takes, checked against its hash. Undefined while DIAN has not validated the invoice.
 * @throws Refusal DOCUMENTO_ALTERADO
 */
export async function attachedDocumentDe(db: Db | Trx, facturaId: string): Promise<Uint8Array | undefined> {
  const factura = await repository.getFactura(db, facturaId)
  const respuesta = await repository.getRespuesta(db, facturaId)
  if (!factura || !respuesta) return undefined
  return intacto(respuesta.attached_document, respuesta.attached_sha256, `la factura ${factura.numero}`)
}

/** The invoice as it now stands, for whoever builds on it. */
export async function documentoDe(
  db: Db | Trx,
  facturaId: string,
): Promise<
  | { numero: string; estado: string; cufe: string; validadaEn: string | null; documento: DocumentoFactura }
  | undefined
> {
  const factura = await repository.getFactura(db, facturaId)
  if (!factura) return undefined
  const version = await repository.getVersion(db, facturaId, factura.version)
  return {
    numero: factura.numero,
    estado: repository.estadoDe(factura),
    cufe: factura.cufe,
    validadaEn: factura.validada_en,
    documento: JSON.parse(version.documento) as DocumentoFactura,
  }
}

/** Name of each patient of an invoice as it now stands, by document (`CC 41789012`). */
export async function nombresEnFactura(db: Db | Trx, facturaId: string): Promise<Map<string, string>> {
  const factura = await repository.getFactura(db, facturaId)
  if (!factura) return new Map()
  const version = await repository.getVersion(db, facturaId, factura.version)
  return new Map(leerDetalle(version).map(({ documento, nombre }) => [documento, nombre]))
}

/** An invoice already issued as it was handed over at issue, with its own range and payer and today's data of patient and practice. */
export async function facturaEmitida(
  db: Db | Trx,
  catalogos: Catalogos,
  facturaId: string,
  ahora: Date,
): Promise<FacturaEmitida | undefined> {
  const factura = await repository.getFactura(db, facturaId)
  if (factura?.origen !== 'servicios') return undefined
  const version = await repository.getVersion(db, facturaId, factura.version)
  const documento = JSON.parse(version.documento) as DocumentoFactura
  const preparada = await volverAPreparar(db, catalogos, factura, documento, ahora)
  return { id: facturaId, numero: factura.numero, documento, cufe: factura.cufe, preparada }
}

/**
 * Invoices issued between two instants that stand, and what was received in them, for the day at a glance. What is collected from a
 * user for his payer is money received, and no sale: the invoice to the payer counts it. Centavos.
 */
export async function ventasEntre(
  db: Db | Trx,
  desde: string,
  hasta: string,
): Promise<{ facturas: number; total: number; recibido: number }> {
  const facturas = await db
    .selectFrom('facturas')
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.sum<number>('total').as('total')])
    .where('emitida_en', '>=', desde)
    .where('emitida_en', '<', hasta)
    .where('estado', '<>', 'anulada')
    .where('descartada_en', 'is', null)
    .where('origen', '<>', 'recaudo')
    .executeTakeFirstOrThrow()
  const recibos = await db
    .selectFrom('recibos')
    .select((eb) => eb.fn.sum<number>('valor').as('total'))
    .where('en', '>=', desde)
    .where('en', '<', hasta)
    .executeTakeFirstOrThrow()
  return {
    facturas: Number(facturas.n),
    total: Number(facturas.total ?? 0),
    recibido: Number(recibos.total ?? 0),
  }
}

/**
 * Chargeable services of patients who pay themselves, given since an instant and still without invoice. Those of a payer wait
 * for its monthly account and are not counted.
 */
export async function particularesSinFactura(db: Db | Trx, desde: string): Promise<number> {
  const row = await db
    .selectFrom('servicios_prestados as s')
    .innerJoin('pacientes as p', 'p.id', 's.paciente_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('s.inicio', '>=', desde)
    .where('s.sin_cobro', 'is', null)
    .where('p.pagador_id', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('factura_servicios as f')
            .select('f.servicio_id')
            .whereRef('f.servicio_id', '=', 's.id')
            .where('f.liberado_por', 'is', null),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** What a higher domain may do with invoices inside its own transaction; made by `createFacturacionService`. */
export type EmisionFacturas = Pick<FacturacionService, 'emitirEn' | 'prepararFirma'>

/** Centavos that each patient owes of their own invoices; who owes nothing is absent. Rejected and annulled ones do not count. */
export async function saldosDe(
  db: Db | Trx,
  pacienteIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (pacienteIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('facturas_saldo')
    .select((eb) => ['paciente_id', eb.fn.sum<number>('saldo').as('saldo')])
    .where('paciente_id', 'in', [...pacienteIds])
    .groupBy('paciente_id')
    .execute()
  return new Map(
    rows.flatMap(({ paciente_id, saldo }) =>
      Number(saldo) > 0 ? [[paciente_id, Number(saldo)] as const] : [],
    ),
  )
}
