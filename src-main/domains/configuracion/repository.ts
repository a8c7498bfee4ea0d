import type {
  Pagador,
  Prestador,
  Profesional,
  ResolucionNumeracion,
  Sede,
  ServicioHabilitado,
  SoftwareDian,
  Tarifa,
} from '../../../src-shared/domains/configuracion/schemas.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import * as rows from './rows.ts'
import type { CertificadoRow, ResolucionRow } from './tables.ts'

type Reader = Db | Trx

export async function getPrestador(db: Reader): Promise<Prestador | undefined> {
  const row = await db.selectFrom('prestador').selectAll().where('id', '=', 1).executeTakeFirst()
  return row && rows.toPrestador(row)
}

export async function savePrestador(trx: Trx, prestador: Prestador, at: string): Promise<void> {
  const row = rows.fromPrestador(prestador, at)
  await trx
    .insertInto('prestador')
    .values({ id: 1, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

export async function getSede(db: Reader, id?: string): Promise<Sede | undefined> {
  const query = db.selectFrom('sedes').selectAll()
  const row = await (id === undefined
    ? query.orderBy('codigo_sede').limit(1)
    : query.where('id', '=', id)
  ).executeTakeFirst()
  return row && rows.toSede(row)
}

export async function listSedes(db: Reader): Promise<Sede[]> {
  return (await db.selectFrom('sedes').selectAll().orderBy('codigo_sede').execute()).map(rows.toSede)
}

export async function findSede(db: Reader, codigoSede: string): Promise<Sede | undefined> {
  const row = await db
    .selectFrom('sedes')
    .selectAll()
    .where('codigo_sede', '=', codigoSede)
    .executeTakeFirst()
  return row && rows.toSede(row)
}

export async function countSedes(db: Reader): Promise<{ todas: number; sinServicios: number }> {
  const found = await db
    .selectFrom('sedes as s')
    .leftJoin('servicios_habilitados as h', 'h.sede_id', 's.id')
    .select((eb) => ['s.id', eb.fn.count<number>('h.codigo').as('servicios')])
    .groupBy('s.id')
    .execute()
  return { todas: found.length, sinServicios: found.filter((sede) => Number(sede.servicios) === 0).length }
}

export async function saveSede(trx: Trx, sede: Sede, at: string): Promise<void> {
  const { id, ...row } = rows.fromSede(sede, at)
  await trx
    .insertInto('sedes')
    .values({ id, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

export async function listServicios(db: Reader, sedeId: string): Promise<ServicioHabilitado[]> {
  return db
    .selectFrom('servicios_habilitados')
    .select(['codigo', 'nombre'])
    .where('sede_id', '=', sedeId)
    .orderBy('codigo')
    .execute()
}

export async function replaceServicios(
  trx: Trx,
  sedeId: string,
  servicios: readonly ServicioHabilitado[],
): Promise<void> {
  await trx.deleteFrom('servicios_habilitados').where('sede_id', '=', sedeId).execute()
  if (servicios.length === 0) return
  await trx
    .insertInto('servicios_habilitados')
    .values(servicios.map(({ codigo, nombre }) => ({ sede_id: sedeId, codigo, nombre })))
    .execute()
}

export async function getProfesional(db: Reader, id: string): Promise<Profesional | undefined> {
  const row = await db.selectFrom('profesionales').selectAll().where('id', '=', id).executeTakeFirst()
  return row && rows.toProfesional(row)
}

export async function findProfesional(
  db: Reader,
  tipoDocumento: string,
  numeroDocumento: string,
): Promise<Profesional | undefined> {
  const row = await db
    .selectFrom('profesionales')
    .selectAll()
    .where('tipo_documento', '=', tipoDocumento)
    .where('numero_documento', '=', numeroDocumento)
    .executeTakeFirst()
  return row && rows.toProfesional(row)
}

export async function listProfesionales(db: Reader): Promise<Profesional[]> {
  const found = await db
    .selectFrom('profesionales')
    .selectAll()
    .orderBy('apellidos')
    .orderBy('nombres')
    .execute()
  return found.map(rows.toProfesional)
}

export async function saveProfesional(trx: Trx, profesional: Profesional, at: string): Promise<void> {
  const { id, ...row } = rows.fromProfesional(profesional, at)
  await trx
    .insertInto('profesionales')
    .values({ id, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

/** A range, when it was registered and how many of its numbers this program gave. */
export interface ResolucionConUso extends ResolucionNumeracion {
  readonly consumidos: number
  readonly creadaEn: string
}

export async function getResolucion(db: Reader, id: string): Promise<ResolucionConUso | undefined> {
  const row = await db.selectFrom('resoluciones').selectAll().where('id', '=', id).executeTakeFirst()
  return row && withUse(row)
}

export async function listResoluciones(db: Reader): Promise<ResolucionConUso[]> {
  const found = await db
    .selectFrom('resoluciones')
    .selectAll()
    .orderBy((eb) =>
      eb.case().when('tipo', '=', 'factura').then(0).when('tipo', '=', 'soporte').then(1).else(2).end(),
    )
    .orderBy('activa', 'desc')
    .orderBy('vigencia_desde')
    .orderBy('id')
    .execute()
  return found.map(withUse)
}

/** Active ranges of that kind in force on that day, the oldest first, whether or not they have numbers left. */
export async function listResolucionesEnVigor(
  db: Reader,
  tipo: ResolucionNumeracion['tipo'],
  fecha: LocalDate,
): Promise<ResolucionNumeracion[]> {
  const found = await db
    .selectFrom('resoluciones')
    .selectAll()
    .where('tipo', '=', tipo)
    .where('activa', '=', 1)
    .where('vigencia_desde', '<=', fecha)
    .where('vigencia_hasta', '>=', fecha)
    .orderBy('vigencia_desde')
    .orderBy('id')
    .execute()
  return found.map(rows.toResolucion)
}

/** `at` is kept as the day it was registered, only the first time. */
export async function saveResolucion(trx: Trx, resolucion: ResolucionNumeracion, at: string): Promise<void> {
  const { id, creada_en, ...row } = rows.fromResolucion(resolucion, at)
  await trx
    .insertInto('resoluciones')
    .values({ id, creada_en, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

/** Numbers of a range that were left aside, both included. */
export interface Salto {
  readonly desde: number
  readonly hasta: number
  /** Instant. */
  readonly en: string
}

export async function listSaltos(db: Reader, resolucionId: string): Promise<Salto[]> {
  const found = await db
    .selectFrom('resoluciones_saltos')
    .select(['desde', 'hasta', 'saltados_en as en'])
    .where('resolucion_id', '=', resolucionId)
    .orderBy('desde')
    .execute()
  return found
}

/** A range that gave no number starts anew: what it skips is what lies before its next number. */
export async function clearSaltos(trx: Trx, resolucionId: string): Promise<void> {
  await trx.deleteFrom('resoluciones_saltos').where('resolucion_id', '=', resolucionId).execute()
}

export async function addSalto(trx: Trx, resolucionId: string, { desde, hasta, en }: Salto): Promise<void> {
  await trx
    .insertInto('resoluciones_saltos')
    .values({ resolucion_id: resolucionId, desde, hasta, saltados_en: en })
    .execute()
}

export async function deleteResolucion(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('resoluciones').where('id', '=', id).execute()
}

/**
 * Takes the next number of a range that may give it on that day, in one statement: two callers never get the same.
 * @returns the range after taking it (the number is `siguiente - 1`), or undefined when it may not.
 */
export async function takeNumber(
  trx: Trx,
  id: string,
  fecha: LocalDate,
  tipo: ResolucionNumeracion['tipo'],
): Promise<ResolucionNumeracion | undefined> {
  const row = await trx
    .updateTable('resoluciones')
    .set((eb) => ({ siguiente: eb('siguiente', '+', 1), consumidos: eb('consumidos', '+', 1) }))
    .where('id', '=', id)
    .where('tipo', '=', tipo)
    .where('activa', '=', 1)
    .where('vigencia_desde', '<=', fecha)
    .where('vigencia_hasta', '>=', fecha)
    .whereRef('siguiente', '<=', 'hasta')
    .returningAll()
    .executeTakeFirst()
  return row && rows.toResolucion(row)
}

export async function getCertificado(db: Reader): Promise<CertificadoRow | undefined> {
  return db.selectFrom('certificados').selectAll().where('activo', '=', 1).executeTakeFirst()
}

/** The active certificate without its key material: what may be told. */
export async function getCertificadoInfo(db: Reader) {
  const row = await db
    .selectFrom('certificados')
    .select(['id', 'nombre', 'nit', 'emisor', 'serie', 'desde', 'hasta', 'observaciones'])
    .where('activo', '=', 1)
    .executeTakeFirst()
  return row && rows.toCertificadoInfo(row)
}

/** Stores a certificate as the active one. The bytes and password of the former are erased: it signs no more. */
export async function replaceCertificado(trx: Trx, row: CertificadoRow): Promise<void> {
  await trx
    .updateTable('certificados')
    .set({ activo: 0, p12: new Uint8Array(), clave: '' })
    .where('activo', '=', 1)
    .execute()
  await trx.insertInto('certificados').values(row).execute()
}

export async function getSoftware(db: Reader): Promise<(SoftwareDian & { pin: string }) | undefined> {
  const row = await db.selectFrom('software_dian').selectAll().where('id', '=', 1).executeTakeFirst()
  return row && { ...rows.toSoftware(row), pin: row.pin }
}

export async function saveSoftware(
  trx: Trx,
  software: SoftwareDian & { pin: string },
  at: string,
): Promise<void> {
  const row = {
    software_id: software.softwareId,
    pin: software.pin,
    ambiente: software.ambiente,
    test_set_id: software.testSetId,
    url: software.url,
    actualizado_en: at,
  }
  await trx
    .insertInto('software_dian')
    .values({ id: 1, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

export async function getPagador(db: Reader, id: string): Promise<Pagador | undefined> {
  const row = await db.selectFrom('pagadores').selectAll().where('id', '=', id).executeTakeFirst()
  return row && rows.toPagador(row)
}

export async function listPagadores(db: Reader): Promise<Pagador[]> {
  return (await db.selectFrom('pagadores').selectAll().orderBy('nombre').execute()).map(rows.toPagador)
}

/** The same contract of the same payer for the same plan, if it is already there. */
export async function findPagador(
  db: Reader,
  pagador: Pick<Pagador, 'nit' | 'coberturaPlan' | 'modalidadPago' | 'numeroContrato'>,
): Promise<Pagador | undefined> {
  const row = await db
    .selectFrom('pagadores')
    .selectAll()
    .where('nit', '=', pagador.nit)
    .where('cobertura_plan', '=', pagador.coberturaPlan)
    .where('modalidad_pago', '=', pagador.modalidadPago)
    .where('numero_contrato', 'is', pagador.numeroContrato)
    .executeTakeFirst()
  return row && rows.toPagador(row)
}

export async function savePagador(trx: Trx, pagador: Pagador, at: string): Promise<void> {
  const { id, ...row } = rows.fromPagador(pagador, at)
  await trx
    .insertInto('pagadores')
    .values({ id, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

export async function getTarifa(
  db: Reader,
  cups: string,
  pagadorId: string | null,
): Promise<Tarifa | undefined> {
  const row = await ofPagador(db, pagadorId).where('cups', '=', cups).executeTakeFirst()
  return row && rows.toTarifa(row)
}

export async function listTarifas(db: Reader, pagadorId: string | null): Promise<Tarifa[]> {
  return (await ofPagador(db, pagadorId).orderBy('cups').execute()).map(rows.toTarifa)
}

export async function countTarifas(db: Reader): Promise<number> {
  const { n } = await db
    .selectFrom('tarifas')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Adds the tariff, or changes the one that the payer already has for the code. */
export async function saveTarifa(trx: Trx, tarifa: Tarifa, at: string): Promise<void> {
  const { id, ...row } = rows.fromTarifa(tarifa, at)
  await trx
    .insertInto('tarifas')
    .values({ id, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

/** @returns how many there were */
export async function deleteTarifas(trx: Trx, ids: readonly string[]): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('tarifas')
    .where('id', 'in', [...ids])
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

export async function getTextoConsentimiento(db: Reader, version: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('consentimiento_textos')
    .select('texto')
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.texto
}

export async function addTextoConsentimiento(
  trx: Trx,
  row: { version: number; texto: string; desde: string },
): Promise<void> {
  await trx.insertInto('consentimiento_textos').values(row).execute()
}

/** JSON text of a setting, or undefined when nobody set it. */
export async function getAjuste(db: Reader, clave: string): Promise<string | undefined> {
  const row = await db.selectFrom('ajustes').select('valor').where('clave', '=', clave).executeTakeFirst()
  return row?.valor
}

export async function setAjuste(trx: Trx, clave: string, valor: string, at: string): Promise<void> {
  await trx
    .insertInto('ajustes')
    .values({ clave, valor, actualizado_en: at })
    .onConflict((oc) => oc.column('clave').doUpdateSet({ valor, actualizado_en: at }))
    .execute()
}

function ofPagador(db: Reader, pagadorId: string | null) {
  const query = db.selectFrom('tarifas').selectAll()
  return pagadorId === null
    ? query.where('pagador_id', 'is', null)
    : query.where('pagador_id', '=', pagadorId)
}

function withUse(row: ResolucionRow): ResolucionConUso {
  return { ...rows.toResolucion(row), consumidos: row.consumidos, creadaEn: row.creada_en }
}
