import type {
  ClasePrueba,
  DocumentoPrueba,
  EstadoPrueba,
  SetPruebas,
} from '../../../../src-shared/domains/facturacion/habilitacion.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import type { DocumentoRow, SetRow } from './tables.ts'

type Reader = Db | Trx

/** A document of the set without its bytes, which are read only to send them. */
export interface DocumentoGuardado extends DocumentoPrueba {
  readonly cufe: string
  readonly fecha: string
  readonly archivo: string
  readonly zipKey: string | null
  readonly enviadoEn: string | null
}

export async function getAbierto(db: Reader): Promise<SetRow | undefined> {
  return db.selectFrom('habilitacion_sets').selectAll().where('cerrado_en', 'is', null).executeTakeFirst()
}

export async function insertSet(trx: Trx, row: SetRow): Promise<void> {
  await trx.insertInto('habilitacion_sets').values(row).execute()
}

export async function closeSet(trx: Trx, id: string, at: string): Promise<void> {
  await trx.updateTable('habilitacion_sets').set({ cerrado_en: at }).where('id', '=', id).execute()
}

/** Oldest first. */
export async function listDocumentos(db: Reader, setId: string): Promise<DocumentoGuardado[]> {
  const found = await db
    .selectFrom('habilitacion_documentos')
    .select(['id', 'clase', 'numero', 'cufe', 'fecha', 'archivo', 'estado', 'zip_key', 'enviado_en'])
    .select(['detalle', 'hallazgos'])
    .where('set_id', '=', setId)
    .orderBy('id')
    .execute()
  return found.map((row) => ({
    id: row.id,
    clase: row.clase as ClasePrueba,
    numero: row.numero,
    cufe: row.cufe,
    fecha: row.fecha,
    archivo: row.archivo,
    estado: row.estado as EstadoPrueba,
    zipKey: row.zip_key,
    enviadoEn: row.enviado_en,
    detalle: row.detalle,
    hallazgos: JSON.parse(row.hallazgos),
  }))
}

/** The signed bytes, exactly as they were kept. */
export async function getXml(db: Reader, id: string): Promise<Uint8Array> {
  const row = await db
    .selectFrom('habilitacion_documentos')
    .select('xml')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.xml
}

export async function insertDocumento(trx: Trx, row: DocumentoRow): Promise<void> {
  await trx.insertInto('habilitacion_documentos').values(row).execute()
}

/** Highest number given to a kind in any set; 0 when none. */
export async function ultimoConsecutivo(db: Reader, clase: ClasePrueba): Promise<number> {
  const row = await db
    .selectFrom('habilitacion_documentos')
    .select((eb) => eb.fn.max('consecutivo').as('n'))
    .where('clase', '=', clase)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

export interface CambioDocumento {
  readonly estado: EstadoPrueba
  readonly detalle?: string | null
  readonly hallazgos?: DocumentoPrueba['hallazgos']
  readonly zipKey?: string
  readonly enviadoEn?: string
}

export async function moveDocumento(trx: Trx, id: string, cambio: CambioDocumento): Promise<void> {
  await trx
    .updateTable('habilitacion_documentos')
    .set({
      estado: cambio.estado,
      ...(cambio.detalle === undefined ? {} : { detalle: cambio.detalle }),
      ...(cambio.hallazgos === undefined ? {} : { hallazgos: JSON.stringify(cambio.hallazgos) }),
      ...(cambio.zipKey === undefined ? {} : { zip_key: cambio.zipKey }),
      ...(cambio.enviadoEn === undefined ? {} : { enviado_en: cambio.enviadoEn }),
    })
    .where('id', '=', id)
    .execute()
}

/** What was on its way when the program stopped: nobody knows whether it arrived. */
export async function doubtSending(trx: Trx, setId: string): Promise<void> {
  await trx
    .updateTable('habilitacion_documentos')
    .set({ estado: 'incierto' })
    .where('set_id', '=', setId)
    .where('estado', '=', 'enviando')
    .execute()
}

export function toSet(row: SetRow, documentos: readonly DocumentoGuardado[]): SetPruebas {
  return {
    id: row.id,
    testSetId: row.test_set_id,
    pedidos: { factura: row.facturas, 'nota-credito': row.notas_credito, 'nota-debito': row.notas_debito },
    iniciadoEn: row.iniciado_en,
    documentos: documentos.map(({ id, clase, numero, estado, detalle, hallazgos }) => ({
      id,
      clase,
      numero,
      estado,
      detalle,
      hallazgos,
    })),
  }
}
