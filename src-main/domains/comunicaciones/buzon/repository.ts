import type {
  BuzonVisible,
  CuentaBuzon,
  EstadoBuzon,
  NoLeido,
  RitmoBuzon,
} from '../../../../src-shared/domains/comunicaciones/buzon.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import type { BuzonArchivoRow, BuzonMensajeRow } from '../tables.ts'

type Reader = Db | Trx

/** The account with its password: for reading, never for a screen. */
export type CuentaGuardada = BuzonVisible & Pick<CuentaBuzon, 'clave'>

/** How far a folder was read, and how the last try ended. */
export interface Lectura {
  /** Which folder of which account, since which day. */
  readonly lugar: string
  readonly uidValidity: string
  readonly hastaUid: number
  readonly intentadaEn: string | null
  readonly leidoEn: string | null
  readonly trajo: EstadoBuzon['trajo']
  readonly fallo: EstadoBuzon['fallo']
}

const NADA: Lectura = {
  lugar: '',
  uidValidity: '',
  hastaUid: 0,
  intentadaEn: null,
  leidoEn: null,
  trajo: { compras: 0, repetidas: 0, noLeidos: 0 },
  fallo: null,
}

export async function getCuenta(db: Reader): Promise<CuentaGuardada | undefined> {
  const row = await db.selectFrom('buzon_cuenta').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!row) return undefined
  return {
    servidor: row.servidor,
    puerto: row.puerto,
    seguridad: row.seguridad as CuentaBuzon['seguridad'],
    usuario: row.usuario,
    clave: row.clave,
    carpeta: row.carpeta,
    desde: row.desde,
    cadaMinutos: row.cada_minutos as RitmoBuzon,
    marcarLeidos: row.marcar_leidos === 1,
    probadaEn: row.probada_en,
  }
}

export async function saveCuenta(trx: Trx, cuenta: CuentaGuardada, at: string): Promise<void> {
  const row = {
    servidor: cuenta.servidor,
    puerto: cuenta.puerto,
    seguridad: cuenta.seguridad,
    usuario: cuenta.usuario,
    clave: cuenta.clave,
    carpeta: cuenta.carpeta,
    desde: cuenta.desde,
    cada_minutos: cuenta.cadaMinutos,
    marcar_leidos: cuenta.marcarLeidos ? 1 : 0,
    probada_en: cuenta.probadaEn,
    guardada_en: at,
  }
  await trx
    .insertInto('buzon_cuenta')
    .values({ id: 1, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

export async function deleteCuenta(trx: Trx): Promise<void> {
  await trx.deleteFrom('buzon_cuenta').execute()
}

export async function getLectura(db: Reader): Promise<Lectura> {
  const row = await db.selectFrom('buzon_lectura').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!row) return NADA
  return {
    lugar: row.lugar,
    uidValidity: row.uid_validity,
    hastaUid: row.hasta_uid,
    intentadaEn: row.intentada_en,
    leidoEn: row.leido_en,
    trajo: JSON.parse(row.trajo) as Lectura['trajo'],
    fallo: row.fallo === null ? null : (JSON.parse(row.fallo) as Lectura['fallo']),
  }
}

export async function saveLectura(trx: Trx, cambios: Partial<Lectura>): Promise<void> {
  const lectura = { ...(await getLectura(trx)), ...cambios }
  const row = {
    lugar: lectura.lugar,
    uid_validity: lectura.uidValidity,
    hasta_uid: lectura.hastaUid,
    intentada_en: lectura.intentadaEn,
    leido_en: lectura.leidoEn,
    trajo: JSON.stringify(lectura.trajo),
    fallo: lectura.fallo === null ? null : JSON.stringify(lectura.fallo),
  }
  await trx
    .insertInto('buzon_lectura')
    .values({ id: 1, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

/** Whether a message was processed: under this very number, or under another that the server gave it before. */
export async function fueLeido(
  db: Reader,
  mensaje: Pick<BuzonMensajeRow, 'lugar' | 'uid_validity' | 'uid' | 'message_id' | 'tamano'>,
): Promise<boolean> {
  const numbered = await db
    .selectFrom('buzon_mensajes')
    .select('id')
    .where('lugar', '=', mensaje.lugar)
    .where('uid_validity', '=', mensaje.uid_validity)
    .where('uid', '=', mensaje.uid)
    .executeTakeFirst()
  if (numbered || mensaje.message_id === '') return numbered !== undefined
  const named = await db
    .selectFrom('buzon_mensajes')
    .select('id')
    .where('message_id', '=', mensaje.message_id)
    .where('tamano', '=', mensaje.tamano)
    .executeTakeFirst()
  return named !== undefined
}

export async function insertMensaje(
  trx: Trx,
  mensaje: BuzonMensajeRow,
  archivos: readonly BuzonArchivoRow[],
): Promise<void> {
  await trx.insertInto('buzon_mensajes').values(mensaje).execute()
  if (archivos.length > 0) await trx.insertInto('buzon_archivos').values(archivos).execute()
}

/** More than these are never listed: what is older is of no use to anybody. */
const MAX_NO_LEIDOS = 200

export async function listNoLeidos(db: Reader): Promise<NoLeido[]> {
  const rows = await db
    .selectFrom('buzon_archivos as a')
    .innerJoin('buzon_mensajes as m', 'm.id', 'a.mensaje_id')
    .select(['a.id', 'm.de', 'm.asunto', 'm.recibido_en', 'a.archivo', 'a.motivo', 'a.remedio'])
    .where('a.resultado', '=', 'no-leido')
    .where('a.descartado_en', 'is', null)
    .orderBy('a.id', 'desc')
    .limit(MAX_NO_LEIDOS)
    .execute()
  return rows.map(({ recibido_en, ...row }) => ({ ...row, recibidoEn: recibido_en }))
}

export async function countNoLeidos(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('buzon_archivos')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('resultado', '=', 'no-leido')
    .where('descartado_en', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** @returns whether there was one to put aside */
export async function descartar(trx: Trx, id: string, at: string): Promise<boolean> {
  const done = await trx
    .updateTable('buzon_archivos')
    .set({ descartado_en: at })
    .where('id', '=', id)
    .where('resultado', '=', 'no-leido')
    .where('descartado_en', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
