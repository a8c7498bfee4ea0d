import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { facturacionEventos } from '../../../src-main/domains/facturacion/migrations/0590-facturacion-eventos.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0590 deja una sola aceptación tácita vigente por factura, que no se borra ni cambia, y guarda lo que la DIAN dijo', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0590-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < facturacionEventos.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await sql`insert into resoluciones (id, tipo, numero, prefijo, desde, hasta, vigencia_desde, vigencia_hasta, clave_tecnica, siguiente, activa, creada_en)
      values ('R', 'factura', '18760000001', 'SETP', 1, 9, '2026-01-01', '2027-01-01', '', 2, 1, '2026-11-21T00:00:00.000Z')`.execute(
      first.db,
    )
    await sql`insert into facturas values ('F', 'SETP1', 'R', 1, '01', 'SS-CUFE', null, null, 'Pagador', '1', 'setp1', 1, 1,
      '2026-11-21T00:00:00.000Z', '2026-11-21', null, 'validada', 1, 'c', null, null, 'servicios')`.execute(
      first.db,
    )
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, facturacionEventos],
    })
    expect(migrated).toEqual([590])
    const evento = {
      id: 'e1',
      factura_id: 'F',
      codigo: '034',
      consecutivo: 1,
      cude: 'cude1',
      xml: new Uint8Array([1]),
      sha256: 's',
      outbox_id: 'o1',
      creado_en: '2026-11-21T00:00:00.000Z',
      creado_por: null,
      reemplaza_id: null,
      estado: 'firmado',
      detalle: '',
      hallazgos: '[]',
      application_response: null,
    }
    const insertar = (cambios: Partial<typeof evento>) =>
      db
        .insertInto('factura_eventos')
        .values({ ...evento, ...cambios })
        .execute()
    const mover = (id: string, estado: string) =>
      db.updateTable('factura_eventos').set({ estado }).where('id', '=', id).execute()
    await insertar({})
    const otra = { id: 'e2', consecutivo: 2, cude: 'cude2', outbox_id: 'o2' }
    await expect(insertar(otra)).rejects.toThrow(/UNIQUE/)
    await mover('e1', 'rechazado')
    await insertar(otra)
    // The number of a refused one is burnt; that of one dated anew is its own.
    await expect(insertar({ ...otra, id: 'e3', cude: 'cude3', outbox_id: 'o3' })).rejects.toThrow(/UNIQUE/)
    await mover('e2', 'reemplazado')
    await insertar({ ...otra, id: 'e3', cude: 'cude3', outbox_id: 'o3' })
    await mover('e3', 'registrado')
    await expect(mover('e3', 'firmado')).rejects.toThrow(/EVENTO_FINAL/)
    await expect(sql`update factura_eventos set sha256 = 'x'`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
    await expect(sql`delete from factura_eventos`.execute(db)).rejects.toThrow(/APPEND_ONLY/)

    await db
      .insertInto('factura_evento_respuestas')
      .values({
        id: 'r1',
        factura_id: 'F',
        en: '2026-11-21T00:00:00.000Z',
        codigo: '66',
        mensaje: '',
        application_response: null,
        eventos: '[]',
        entendida: 1,
      })
      .execute()
    for (const cambio of [
      'update factura_evento_respuestas set codigo = 1',
      'delete from factura_evento_respuestas',
    ])
      await expect(sql.raw(cambio).execute(db)).rejects.toThrow(/APPEND_ONLY/)
    const plan = await sql<{ detail: string }>`explain query plan
      select factura_id from facturas_por_aceptar where desde <= '2026-11-21'`.execute(db)
    expect(plan.rows.map(({ detail }) => detail).join()).toMatch(/facturas_por_aceptar_desde/)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
