import { sql } from 'kysely'
import type { Tramo, UsoNumero } from '../../../../src-shared/domains/facturacion/usos-numero.ts'
import type { Db } from '../../../core/database/schema.ts'

/** Days of an invoice, both included; null: any. */
export interface Dias {
  readonly desde: string | null
  readonly hasta: string | null
}

const ESTADOS = ['firmada', 'desconocida', 'contingencia', 'validada', 'rechazada', 'anulada'] as const

/** States of the invoices whose numbers have that use; none for what is not an invoice. */
function estadosDe(uso: UsoNumero | null): readonly string[] {
  switch (uso) {
    case null:
      return ESTADOS
    case 'pendiente':
      return ['firmada', 'desconocida', 'contingencia']
    case 'descartada':
      return ['rechazada']
    case 'validada':
    case 'anulada':
    case 'rechazada':
      return [uso]
    default:
      return []
  }
}

function facturasDelRango(db: Db, resolucionId: string, uso: UsoNumero | null, dias: Dias) {
  let query = db
    .selectFrom('facturas as f')
    .where('f.resolucion_id', '=', resolucionId)
    .where('f.estado', 'in', [...estadosDe(uso)])
  if (uso === 'descartada') query = query.where('f.descartada_en', 'is not', null)
  if (uso === 'rechazada') query = query.where('f.descartada_en', 'is', null)
  if (dias.desde !== null) query = query.where('f.fecha_emision', '>=', dias.desde)
  if (dias.hasta !== null) query = query.where('f.fecha_emision', '<=', dias.hasta)
  return query
}

/** Invoices of a range by number, each with the last thing that was said of it. */
export function listNumeros(
  db: Db,
  filtro: {
    readonly resolucionId: string
    readonly uso: UsoNumero | null
    readonly dias: Dias
    readonly despuesDe: number | null
    /** null: all. */
    readonly limite: number | null
  },
) {
  let query = facturasDelRango(db, filtro.resolucionId, filtro.uso, filtro.dias)
    .select(['f.id', 'f.consecutivo', 'f.estado', 'f.descartada_en', 'f.tipo', 'f.fecha_emision'])
    .select(['f.adquiriente', 'f.total', 'f.validada_en'])
    .select((eb) =>
      eb
        .selectFrom('factura_estados as e')
        .select('e.detalle')
        .whereRef('e.factura_id', '=', 'f.id')
        .orderBy('e.id', 'desc')
        .limit(1)
        .as('detalle'),
    )
  if (filtro.despuesDe !== null) query = query.where('f.consecutivo', '>', filtro.despuesDe)
  if (filtro.limite !== null) query = query.limit(filtro.limite)
  return query.orderBy('f.consecutivo').execute()
}

/** How many invoices of a range stand in each state, and how many of them are left aside. */
export function contarEstados(db: Db, resolucionId: string, dias: Dias) {
  return facturasDelRango(db, resolucionId, null, dias)
    .select('f.estado')
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      eb.fn.count<number>('f.descartada_en').as('descartadas'),
    ])
    .groupBy('f.estado')
    .execute()
}

/** Stretches between two numbers of a range that no invoice has. Read from the index of its numbers alone. */
export async function sinFactura(db: Db, resolucionId: string, usado: Tramo): Promise<Tramo[]> {
  const { rows } = await sql<{ desde: number; hasta: number }>`
    select anterior + 1 as desde, consecutivo - 1 as hasta from (
      select consecutivo, lag(consecutivo, 1, ${usado.desde - 1}) over (order by consecutivo) as anterior
      from facturas where resolucion_id = ${resolucionId}
    ) where consecutivo - anterior > 1
    union all
    select coalesce(max(consecutivo), ${usado.desde - 1}) + 1, ${usado.hasta}
    from facturas where resolucion_id = ${resolucionId}
    having coalesce(max(consecutivo), ${usado.desde - 1}) < ${usado.hasta}
  `.execute(db)
  return rows
}

/** Numbers with that prefix that the test set of habilitación took. */
export async function numerosDePrueba(
  db: Db,
  prefijo: string,
): Promise<{ consecutivo: number; fecha: string }[]> {
  const rows = await db
    .selectFrom('habilitacion_documentos')
    .select(['numero', 'consecutivo', 'fecha'])
    .where('clase', '=', 'factura')
    .execute()
  return rows.filter(({ numero, consecutivo }) => numero === `${prefijo}${consecutivo}`)
}
