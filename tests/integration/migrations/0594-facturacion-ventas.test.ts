import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionClientes } from '../../../src-main/domains/facturacion/migrations/0594-facturacion-clientes.ts'
import { facturacionArticulos } from '../../../src-main/domains/facturacion/migrations/0595-facturacion-articulos.ts'
import { facturacionVentas } from '../../../src-main/domains/facturacion/migrations/0596-facturacion-ventas.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('las migraciones 0594, 0595 y 0596 traen clientes, artículos y ventas, y lo vendido no se reescribe', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0594-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < facturacionClientes.number)
  try {
    await (await openDatabase({ ...options, migrations: before })).close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, facturacionClientes, facturacionArticulos, facturacionVentas],
    })
    expect(migrated).toEqual([594, 595, 596])

    const cliente = (id: string) =>
      sql`insert into clientes (id, tipo_persona, tipo_documento, numero, nombre, busqueda, responsabilidades, tributo, pais, nombre_pais, actualizado_en)
        values (${id}, '1', 'NI', '900108281', 'Óptica Sol', 'optica sol 900108281', 'R-99-PN', 'ZZ', 'CO', 'Colombia', 'x')`
    await cliente('C').execute(db)
    await expect(cliente('D').execute(db)).rejects.toThrow(/UNIQUE/)
    await sql`update clientes set busqueda = 'optica luna 900108281'`.execute(db)
    const buscar = (texto: string) =>
      sql`select f.cliente_id from clientes_busqueda_filas f join clientes_busqueda b on b.rowid = f.fila
        where clientes_busqueda match ${texto}`.execute(db)
    expect((await buscar('una 9')).rows).toEqual([{ cliente_id: 'C' }])
    expect((await buscar('sol')).rows).toEqual([])

    const articulo = (id: string, precio: number) =>
      sql`insert into articulos values (${id}, 'CREMA', '999', 'Crema', 'crema', '94', ${precio}, 0, 'gravado', '01', 1900, 1, 'x')`
    await expect(articulo('A', -1).execute(db)).rejects.toThrow(/CHECK/)
    await articulo('A', 100).execute(db)
    await expect(articulo('B', 100).execute(db)).rejects.toThrow(/UNIQUE/)

    await sql`insert into resoluciones (id, tipo, numero, prefijo, desde, hasta, vigencia_desde, vigencia_hasta, clave_tecnica, siguiente, activa, creada_en)
      values ('R', 'factura', '18760000001', 'SETP', 1, 9, '2026-01-01', '2027-01-01', '', 2, 1, '2026-11-21T00:00:00.000Z')`.execute(
      db,
    )
    await sql`insert into facturas (id, numero, origen, resolucion_id, consecutivo, tipo, operacion, adquiriente, adquiriente_documento, busqueda, total, a_pagar, emitida_en, fecha_emision, estado, version, cufe)
      values ('F', 'SETP1', 'venta', 'R', 1, '01', '10', 'Ana', '1', 'setp1 ana 1', 1, 1, '2026-11-21T00:00:00.000Z', '2026-11-21', 'validada', 1, 'c')`.execute(
      db,
    )
    await sql`insert into factura_ventas values ('F', 1, '{}', 'x')`.execute(db)
    await expect(sql`update factura_ventas set venta = ''`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
