import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyAudit } from '../../../src-main/core/audit/audit.ts'
import { facturacionBusqueda } from '../../../src-main/domains/facturacion/migrations/0510-facturacion-busqueda.ts'
import { facturacionPorFacturar } from '../../../src-main/domains/facturacion/migrations/0520-facturacion-por-facturar.ts'
import { facturacionSaldos } from '../../../src-main/domains/facturacion/migrations/0530-facturacion-saldos.ts'
import { PEQUENO, type SmallPractice, smallPractice } from './small-practice.ts'

let practice: SmallPractice

beforeAll(async () => {
  practice = await smallPractice()
}, 120_000)

afterAll(() => practice.close())

const one = (sql: string) => practice.handle.prepare(sql).pluck().get()
const all = (sql: string) => practice.handle.prepare(sql).all()

it('the generated practice is whole: file, references, audit chain, counts', async () => {
  expect(practice.handle.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(practice.handle.pragma('foreign_key_check')).toEqual([])
  expect((await verifyAudit(practice.db)).firstBreak).toBeNull()
  // The demo has one of its own.
  expect(one('SELECT count(*) FROM facturas')).toBe(PEQUENO.consultas + 1)
  expect(one("SELECT count(*) FROM notas WHERE estado = 'firmada'")).toBe(PEQUENO.consultas + 1)
  expect(one("SELECT count(*) FROM outbox_status WHERE state <> 'aceptado'")).toBe(0)
  expect(one('SELECT count(DISTINCT xml) FROM factura_versiones WHERE length(xml) > 1000')).toBe(
    PEQUENO.firmadas + 1,
  )
  expect(one('SELECT siguiente FROM resoluciones') === one('SELECT max(consecutivo) + 1 FROM facturas')).toBe(
    true,
  )
})

const SERVICIO =
  'id, nota_id, paciente_id, profesional_id, clase, inicio, cups, descripcion, cantidad, valor_unitario, datos, sin_cobro'

it('what the triggers keep is what the migrations would compute anew', () => {
  const { handle } = practice
  const [factura] = all('SELECT id, paciente_id FROM facturas LIMIT 1') as {
    id: string
    paciente_id: string
  }[]
  const servicio = one('SELECT servicio_id FROM factura_servicios LIMIT 1')
  handle.exec(`
    INSERT INTO facturas (id, numero, resolucion_id, consecutivo, tipo, operacion, paciente_id, pagador_id, adquiriente,
        adquiriente_documento, busqueda, total, a_pagar, emitida_en, fecha_emision, emitida_por, estado, version, cufe, validada_en)
      SELECT 'debe', 'SETP1', resolucion_id, 1, tipo, operacion, paciente_id, NULL, adquiriente,
      adquiriente_documento, 'setp1 Núñez', 500000, 500000, emitida_en, fecha_emision, emitida_por, 'firmada', 1, 'cufe-1', NULL
      FROM facturas WHERE id = '${factura?.id}';
    INSERT INTO recibos VALUES ('r-1', 1000001, 'debe', '${factura?.paciente_id}', 'Abono', 200000, '10', NULL, NULL, '2026-11-21T15:00:00.000Z');
    UPDATE facturas SET busqueda = 'setp1 nunez', estado = 'rechazada' WHERE id = 'debe';
    UPDATE facturas SET estado = 'firmada' WHERE id = 'debe';
    INSERT INTO servicios_prestados (${SERVICIO}) SELECT 'pendiente', nota_id, paciente_id, profesional_id, clase, inicio, cups, descripcion,
      cantidad, valor_unitario, datos, NULL FROM servicios_prestados WHERE id = '${servicio}';
    INSERT INTO servicios_prestados (${SERVICIO}) SELECT 'cortesia', nota_id, paciente_id, profesional_id, clase, inicio, cups, descripcion,
      cantidad, valor_unitario, datos, 'Cortesía' FROM servicios_prestados WHERE id = '${servicio}';`)
  const read = () => ({
    saldos: all('SELECT * FROM facturas_saldo ORDER BY factura_id'),
    pendientes: all('SELECT * FROM servicios_por_facturar ORDER BY servicio_id'),
    filas: all('SELECT factura_id FROM facturas_busqueda_filas ORDER BY factura_id'),
    halla:
      all(`SELECT factura_id FROM facturas_busqueda JOIN facturas_busqueda_filas ON fila = facturas_busqueda.rowid
      WHERE facturas_busqueda MATCH '"nunez"' ORDER BY factura_id`),
    noHalla: all(`SELECT rowid FROM facturas_busqueda WHERE facturas_busqueda MATCH '"Núñez"'`),
  })
  const kept = read()
  expect(kept.saldos).toMatchObject([{ factura_id: 'debe', saldo: 300000 }])
  expect(kept.pendientes).toMatchObject([{ servicio_id: 'pendiente' }])
  expect(kept.halla).toContainEqual({ factura_id: 'debe' })
  const derived = ['facturas_busqueda', 'servicios_por_facturar', 'facturas_saldo']
  for (const name of all(
    `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND (${derived.map((d) => `name LIKE '${d}%'`).join(' OR ')})`,
  ) as { name: string }[])
    handle.exec(`DROP TRIGGER ${name.name}`)
  for (const table of ['facturas_busqueda_filas', ...derived]) handle.exec(`DROP TABLE ${table}`)
  for (const migration of [facturacionBusqueda, facturacionPorFacturar, facturacionSaldos])
    handle.exec(migration.sql)
  expect(read()).toEqual(kept)
})
