import type { Selectable } from 'kysely'
import {
  type Consentimiento,
  consentimientoSchema,
  type Paciente,
  type PacienteDatos,
  pacienteDatosSchema,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import type { Db, Schema, Trx } from '../../core/database/schema.ts'
import {
  putSearchEntry,
  removeSearchEntry,
  type SearchTier,
  searchEntries,
} from '../../core/database/sqlite/search-index.ts'
import { columnsOf, type PacienteRow, pacienteOf } from './rows.ts'
import { BUSQUEDA } from './search.ts'

type Reader = Db | Trx

const FILA_DE_LISTA = [
  'fila',
  'id',
  'tipo_documento',
  'numero_documento',
  'primer_nombre',
  'segundo_nombre',
  'primer_apellido',
  'segundo_apellido',
  'fecha_nacimiento',
  'sexo',
  'telefono',
  'telefono_alterno',
  'pagador_id',
  'ultima_visita',
  'por_completar',
] as const

/** What a list shows of a patient. */
export type FilaDeLista = Pick<PacienteRow, (typeof FILA_DE_LISTA)[number]>

export async function getPaciente(db: Reader, id: string): Promise<Paciente | undefined> {
  const row = await db.selectFrom('pacientes').selectAll().where('id', '=', id).executeTakeFirst()
  return row && pacienteOf(row)
}

/** Matches of a typed text, best first. Joined records are not in the index. */
export async function buscar(
  db: Reader,
  texto: string,
  limite: number,
): Promise<{ fila: FilaDeLista; coincidencia: SearchTier }[]> {
  const hits = await searchEntries(db, BUSQUEDA, texto, limite)
  if (hits.length === 0) return []
  const rows = await db
    .selectFrom('pacientes')
    .select(FILA_DE_LISTA)
    .where(
      'fila',
      'in',
      hits.map(({ row }) => row),
    )
    .execute()
  const byFila = new Map(rows.map((row) => [row.fila, row]))
  const digits = texto.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  return hits
    .flatMap(({ row, tier }) => {
      const fila = byFila.get(row)
      return fila ? [{ fila, coincidencia: tier }] : []
    })
    .toSorted(
      (a, b) => Number(b.fila.numero_documento === digits) - Number(a.fila.numero_documento === digits),
    )
}

export function recientes(db: Reader, limite: number): Promise<FilaDeLista[]> {
  return recientesQuery(db, limite).execute()
}

export function recientesQuery(db: Reader, limite: number) {
  return db
    .selectFrom('pacientes')
    .select(FILA_DE_LISTA)
    .where('fusionado_en', 'is', null)
    .orderBy('ultima_visita', 'desc')
    .orderBy('fila', 'desc')
    .limit(limite)
}

export async function listar(
  db: Reader,
  page: { desde: number; cantidad: number; soloPorCompletar: boolean },
): Promise<{ total: number; filas: FilaDeLista[] }> {
  const { total } = await contarQuery(db, page.soloPorCompletar).executeTakeFirstOrThrow()
  return { total: Number(total), filas: await listarQuery(db, page).execute() }
}

/** The page is cut on the index alone and only its rows are read: the last page costs as little as the first. */
export function listarQuery(
  db: Reader,
  page: { desde: number; cantidad: number; soloPorCompletar: boolean },
) {
  const keys = db
    .selectFrom('pacientes')
    .select('fila')
    .where('fusionado_en', 'is', null)
    .$if(page.soloPorCompletar, (query) => query.where('por_completar', '=', 1))
    .orderBy('orden_alfabetico')
    .orderBy('fila')
    .limit(page.cantidad)
    .offset(page.desde)
  return db
    .selectFrom('pacientes')
    .select(FILA_DE_LISTA)
    .where('fila', 'in', keys)
    .orderBy('orden_alfabetico')
    .orderBy('fila')
}

export function contarQuery(db: Reader, soloPorCompletar: boolean) {
  return db
    .selectFrom('pacientes')
    .select(({ fn }) => fn.countAll().as('total'))
    .where('fusionado_en', 'is', null)
    .$if(soloPorCompletar, (query) => query.where('por_completar', '=', 1))
}

/** Living records with this number, whatever the kind of document: TI and CC share it. */
export function porNumeroDocumento(db: Reader, numero: string): Promise<FilaDeLista[]> {
  return db
    .selectFrom('pacientes')
    .select(FILA_DE_LISTA)
    .where('numero_documento', '=', numero)
    .where('fusionado_en', 'is', null)
    .execute()
}

export function porNacimiento(db: Reader, fecha: string): Promise<FilaDeLista[]> {
  return db
    .selectFrom('pacientes')
    .select(FILA_DE_LISTA)
    .where('fecha_nacimiento', '=', fecha)
    .where('fusionado_en', 'is', null)
    .execute()
}

export async function porTelefonos(db: Reader, telefonos: readonly string[]): Promise<FilaDeLista[]> {
  if (telefonos.length === 0) return []
  const [primero, alterno] = [
    await porTelefonoQuery(db, 'telefono', telefonos).execute(),
    await porTelefonoQuery(db, 'telefono_alterno', telefonos).execute(),
  ]
  return [...primero, ...alterno]
}

function porTelefonoQuery(
  db: Reader,
  columna: 'telefono' | 'telefono_alterno',
  telefonos: readonly string[],
) {
  return db
    .selectFrom('pacientes')
    .select(FILA_DE_LISTA)
    .where(columna, 'in', telefonos)
    .where('fusionado_en', 'is', null)
    .limit(50)
}

export async function numeroHistoriaOcupado(
  db: Reader,
  numero: string,
  exceptoId: string | undefined,
): Promise<boolean> {
  const rows = await db
    .selectFrom('pacientes')
    .select('id')
    .where('numero_historia', '=', numero)
    .limit(2)
    .execute()
  return rows.some(({ id }) => id !== exceptoId)
}

/** First version of a patient, with its search entry. */
export async function insertPaciente(
  trx: Trx,
  paciente: { id: string; datos: PacienteDatos; usuarioId: string | null; at: string },
): Promise<void> {
  const { id, datos, at } = paciente
  await trx
    .insertInto('pacientes')
    .values({
      ...columnsOf(datos),
      id,
      version: 1,
      ultima_visita: null,
      datos_confirmados_en: at,
      fusionado_en: null,
      creado_en: at,
      actualizado_en: at,
    })
    .execute()
  await insertVersion(trx, { ...paciente, version: 1 })
  await indexar(trx, id, datos)
}

/** A further version. Saving the data confirms them (C-01). */
export async function updatePaciente(
  trx: Trx,
  paciente: { id: string; version: number; datos: PacienteDatos; usuarioId: string | null; at: string },
): Promise<void> {
  const { id, version, datos, at } = paciente
  await trx
    .updateTable('pacientes')
    .set({ ...columnsOf(datos), version, datos_confirmados_en: at, actualizado_en: at })
    .where('id', '=', id)
    .execute()
  await insertVersion(trx, paciente)
  await indexar(trx, id, datos)
}

/** The data as they were in a version. */
export async function datosDeVersion(
  db: Reader,
  id: string,
  version: number,
): Promise<PacienteDatos | undefined> {
  const row = await db
    .selectFrom('pacientes_versiones')
    .select('datos')
    .where('paciente_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && pacienteDatosSchema.parse(JSON.parse(row.datos))
}

export async function setFusionado(
  trx: Trx,
  duplicadoId: string,
  conservarId: string,
  at: string,
): Promise<void> {
  const rows = await trx
    .selectFrom('pacientes')
    .select('fila')
    .where((eb) => eb.or([eb('id', '=', duplicadoId), eb('fusionado_en', '=', duplicadoId)]))
    .execute()
  for (const { fila } of rows) {
    await trx
      .updateTable('pacientes')
      .set({ fusionado_en: conservarId, actualizado_en: at })
      .where('fila', '=', fila)
      .execute()
    await removeSearchEntry(trx, BUSQUEDA, fila)
  }
}

/** The patient's id and those of the records joined to it. */
export async function idsDePaciente(db: Reader, id: string): Promise<string[]> {
  const rows = await db.selectFrom('pacientes').select('id').where('fusionado_en', '=', id).execute()
  return [id, ...rows.map((row) => row.id)]
}

export async function setDatosConfirmados(trx: Trx, id: string, at: string): Promise<void> {
  await trx.updateTable('pacientes').set({ datos_confirmados_en: at }).where('id', '=', id).execute()
}

/** Keeps the latest: a visit told late does not move the date back. */
export async function setUltimaVisita(trx: Trx, id: string, fecha: string): Promise<void> {
  await trx
    .updateTable('pacientes')
    .set({ ultima_visita: fecha })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('ultima_visita', 'is', null), eb('ultima_visita', '<', fecha)]))
    .execute()
}

export async function insertConsentimiento(
  trx: Trx,
  row: {
    id: string
    pacienteId: string
    consentimiento: Consentimiento
    usuarioId: string | null
    at: string
  },
): Promise<void> {
  await trx
    .insertInto('consentimientos_datos')
    .values({
      id: row.id,
      paciente_id: row.pacienteId,
      ...row.consentimiento,
      usuario_id: row.usuarioId,
      registrado_en: row.at,
    })
    .execute()
}

/** The last decision recorded. */
export async function consentimientoDe(db: Reader, pacienteId: string): Promise<Consentimiento | null> {
  const row = await db
    .selectFrom('consentimientos_datos')
    .select(['decision', 'version', 'fecha', 'medio'])
    .where('paciente_id', '=', pacienteId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? consentimientoSchema.parse(row) : null
}

export function getBorrador(
  db: Reader,
  usuarioId: string,
  clave: string,
): Promise<Selectable<Schema['borradores']> | undefined> {
  return db
    .selectFrom('borradores')
    .selectAll()
    .where('usuario_id', '=', usuarioId)
    .where('clave', '=', clave)
    .executeTakeFirst()
}

/** Keys that continue the prefix with `:`; a user has few drafts, and the key's index cuts the range. */
export function listBorradores(db: Reader, usuarioId: string, prefijo: string) {
  return db
    .selectFrom('borradores')
    .select(['clave', 'json', 'actualizado_en'])
    .where('usuario_id', '=', usuarioId)
    .where('clave', '>', `${prefijo}:`)
    .where('clave', '<', `${prefijo};`)
    .orderBy('actualizado_en', 'desc')
    .limit(20)
    .execute()
}

export async function putBorrador(
  trx: Trx,
  borrador: { usuarioId: string; clave: string; json: string; at: string },
): Promise<void> {
  const change = { json: borrador.json, actualizado_en: borrador.at }
  await trx
    .insertInto('borradores')
    .values({ usuario_id: borrador.usuarioId, clave: borrador.clave, ...change })
    .onConflict((conflict) => conflict.columns(['usuario_id', 'clave']).doUpdateSet(change))
    .execute()
}

export async function deleteBorrador(trx: Trx, usuarioId: string, clave: string): Promise<void> {
  await trx.deleteFrom('borradores').where('usuario_id', '=', usuarioId).where('clave', '=', clave).execute()
}

async function insertVersion(
  trx: Trx,
  row: { id: string; version: number; datos: PacienteDatos; usuarioId: string | null; at: string },
): Promise<void> {
  await trx
    .insertInto('pacientes_versiones')
    .values({
      paciente_id: row.id,
      version: row.version,
      datos: JSON.stringify(row.datos),
      usuario_id: row.usuarioId,
      guardado_en: row.at,
    })
    .execute()
}

/** Documents of joined records keep finding the one that stays. */
async function indexar(trx: Trx, id: string, datos: PacienteDatos): Promise<void> {
  const [propia, fusionadas] = [
    await trx.selectFrom('pacientes').select('fila').where('id', '=', id).executeTakeFirstOrThrow(),
    await trx.selectFrom('pacientes').select('numero_documento').where('fusionado_en', '=', id).execute(),
  ]
  await putSearchEntry(trx, BUSQUEDA, propia.fila, {
    words: [
      datos.primerNombre,
      datos.segundoNombre ?? '',
      datos.primerApellido ?? '',
      datos.segundoApellido ?? '',
      datos.nombreIdentitario ?? '',
    ],
    codes: [
      datos.numeroDocumento ?? '',
      ...fusionadas.map((row) => row.numero_documento ?? ''),
      ...[datos.telefono, datos.telefonoAlterno].map((telefono) => telefono?.replace(/^\+57/, '') ?? ''),
    ],
  })
}
