import { type Cliente, clienteSchema } from '../../../../src-shared/domains/facturacion/clientes.ts'
import {
  type Articulo,
  articuloSchema,
  type Venta,
  ventaSchema,
} from '../../../../src-shared/domains/facturacion/ventas.ts'
import { foldText } from '../../../../src-shared/kernel/text-folding.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { fragmentsOf, holdsFragments } from '../../../core/database/sqlite/fragment-index.ts'
import { containing } from '../busqueda.ts'
import { BUSQUEDA_CLIENTES } from './busqueda.ts'
import type { ArticuloRow, ClienteRow } from './tables.ts'

type Reader = Db | Trx

/** Customers that hold every typed word in their name or document, by name; without text, the latest written. */
export async function buscarClientes(db: Reader, texto: string, limite: number): Promise<Cliente[]> {
  const { indexed, short } = fragmentsOf(texto)
  let query = db
    .selectFrom('clientes as c')
    .selectAll('c')
    .where((eb) => eb.and(short.map((corta) => eb('c.busqueda', 'like', containing(corta)))))
    .limit(limite)
  if (indexed.length > 0)
    query = query
      .innerJoin('clientes_busqueda_filas as b', 'b.cliente_id', 'c.id')
      .innerJoin(BUSQUEDA_CLIENTES, 'clientes_busqueda.rowid', 'b.fila')
      .where(holdsFragments(BUSQUEDA_CLIENTES, indexed))
  const rows = await (indexed.length + short.length > 0
    ? query.orderBy('c.nombre')
    : query.orderBy('c.actualizado_en', 'desc')
  ).execute()
  return rows.map(toCliente)
}

export async function getCliente(db: Reader, id: string): Promise<Cliente | undefined> {
  const row = await db.selectFrom('clientes').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toCliente(row)
}

export async function clientePorDocumento(
  db: Reader,
  documento: Pick<Cliente, 'tipoDocumento' | 'numero'>,
): Promise<Cliente | undefined> {
  const row = await db
    .selectFrom('clientes')
    .selectAll()
    .where('tipo_documento', '=', documento.tipoDocumento)
    .where('numero', '=', documento.numero)
    .executeTakeFirst()
  return row && toCliente(row)
}

export async function saveCliente(trx: Trx, cliente: Cliente, at: string): Promise<void> {
  const { id, ...row } = clienteRow(cliente, at)
  await trx
    .insertInto('clientes')
    .values({ id, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

function clienteRow(c: Cliente, at: string): ClienteRow {
  return {
    id: c.id,
    tipo_persona: c.tipoPersona,
    tipo_documento: c.tipoDocumento,
    numero: c.numero,
    dv: c.dv,
    nombre: c.nombre,
    busqueda: foldText(`${c.nombre} ${c.numero}`),
    responsabilidades: c.responsabilidades.join(';'),
    tributo: c.tributo,
    pais: c.pais,
    nombre_pais: c.nombrePais,
    municipio: c.municipio,
    ciudad: c.ciudad,
    region: c.region,
    direccion: c.direccion,
    codigo_postal: c.codigoPostal,
    telefono: c.telefono,
    correo: c.correo,
    plazo_dias: c.plazoDias,
    actualizado_en: at,
  }
}

function toCliente(row: ClienteRow): Cliente {
  return clienteSchema.parse({
    id: row.id,
    tipoPersona: row.tipo_persona,
    tipoDocumento: row.tipo_documento,
    numero: row.numero,
    dv: row.dv,
    nombre: row.nombre,
    responsabilidades: row.responsabilidades.split(';'),
    tributo: row.tributo,
    pais: row.pais,
    nombrePais: row.nombre_pais,
    municipio: row.municipio,
    ciudad: row.ciudad,
    region: row.region,
    direccion: row.direccion,
    codigoPostal: row.codigo_postal,
    telefono: row.telefono,
    correo: row.correo,
    plazoDias: row.plazo_dias,
  })
}

/** Articles in use that hold every typed word in their code or name; the exact code first. Without text, the latest written. */
export async function buscarArticulos(db: Reader, texto: string, limite: number): Promise<Articulo[]> {
  const palabras = foldText(texto).split(' ').filter(Boolean)
  const query = db
    .selectFrom('articulos')
    .selectAll()
    .where('activo', '=', 1)
    .where((eb) => eb.and(palabras.map((palabra) => eb('busqueda', 'like', containing(palabra)))))
    .limit(limite)
  const rows = await (palabras.length > 0
    ? query.orderBy((eb) => eb('codigo', '=', texto.trim()), 'desc').orderBy('nombre')
    : query.orderBy('actualizado_en', 'desc')
  ).execute()
  return rows.map(toArticulo)
}

export async function articuloPorCodigo(db: Reader, codigo: string): Promise<Articulo | undefined> {
  const row = await db.selectFrom('articulos').selectAll().where('codigo', '=', codigo).executeTakeFirst()
  return row && toArticulo(row)
}

export async function saveArticulo(trx: Trx, articulo: Articulo, at: string): Promise<void> {
  const { id, ...row } = articuloRow(articulo, at)
  await trx
    .insertInto('articulos')
    .values({ id, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

function articuloRow(a: Articulo, at: string): ArticuloRow {
  return {
    id: a.id,
    codigo: a.codigo,
    estandar: a.estandar,
    nombre: a.nombre,
    busqueda: foldText(`${a.codigo} ${a.nombre}`),
    unidad: a.unidad,
    precio: a.precio,
    incluye_impuesto: a.incluyeImpuesto ? 1 : 0,
    clase_impuesto: a.impuesto.clase,
    tributo: a.impuesto.tributo,
    tarifa: a.impuesto.tarifa,
    activo: a.activo ? 1 : 0,
    actualizado_en: at,
  }
}

function toArticulo(row: ArticuloRow): Articulo {
  return articuloSchema.parse({
    id: row.id,
    codigo: row.codigo,
    estandar: row.estandar,
    nombre: row.nombre,
    unidad: row.unidad,
    precio: row.precio,
    incluyeImpuesto: row.incluye_impuesto === 1,
    impuesto: { clase: row.clase_impuesto, tributo: row.tributo, tarifa: row.tarifa },
    activo: row.activo === 1,
  })
}

export async function insertVenta(
  trx: Trx,
  row: { facturaId: string; version: number; venta: Venta; at: string },
): Promise<void> {
  await trx
    .insertInto('factura_ventas')
    .values({
      factura_id: row.facturaId,
      version: row.version,
      venta: JSON.stringify(row.venta),
      escrita_en: row.at,
    })
    .execute()
}

/** The sale as it was last written for that invoice. */
export async function ultimaVenta(db: Reader, facturaId: string): Promise<Venta | undefined> {
  const row = await db
    .selectFrom('factura_ventas')
    .select('venta')
    .where('factura_id', '=', facturaId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && ventaSchema.parse(JSON.parse(row.venta))
}
