import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventoComprador } from '../../../src-shared/domains/finanzas/rules.ts'
import { type CambiosRecibida, recibidaDe } from '../../fixtures/dian/recibida.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

const ANA = {
  tipoDocumento: 'CC' as const,
  numero: '1020304050',
  nombres: 'Ana',
  apellidos: 'Muñoz',
  cargo: 'Recepción',
}
let consecutivo = 990000100

/** A file of a supplier for this practice, of its own number. */
async function archivo(cambios: CambiosRecibida = {}) {
  consecutivo += 1
  const nit = (await c.core.emisor())?.nit ?? ''
  return recibidaDe({ nit, nombre: 'CONSULTORIO' }, c.clock.now(), {
    ...cambios,
    documento: { numero: { prefijo: 'SETP', consecutivo }, ...cambios.documento },
  })
}
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const importar = (bytes: Uint8Array, nombre = 'ad.xml') =>
  c.medico.finanzas.compras.importar({ commandId: c.ids.next(), nombre, archivo: base64(bytes) })
const registrar = (compraId: string, codigo: EventoComprador) =>
  c.medico.finanzas.compras.registrar({
    commandId: c.ids.next(),
    compraId,
    codigo,
    quienRecibe: codigo === '030' || codigo === '032' ? ANA : null,
    reclamo: codigo === '031' ? { concepto: '03', motivo: 'Llegaron dos cajas de cinco.' } : null,
  })
const compra = (id: string) => c.medico.finanzas.compras.obtener({ id })
const eventosDe = (cufe: string) =>
  c.autoridades.dian
    .eventos()
    .filter((evento) => evento.cufe === cufe)
    .map(({ codigo }) => codigo)

describe('Importar la factura de un proveedor', () => {
  it('el ZIP queda como compra, con sus valores, su PDF y los bytes que llegaron', async () => {
    const { zip, cufe, numero } = await archivo()
    const { id } = await importar(zip, 'factura.zip')
    expect(await compra(id)).toMatchObject({
      cufe,
      numero,
      proveedor: 'SUMINISTROS MÉDICOS S.A.S.',
      total: 14_280_000,
      impuestos: 2_280_000,
      estado: 'por-acusar',
      posibles: ['030'],
      tienePdf: true,
    })
    const original = await c.medico.finanzas.compras.archivo({ id, cual: 'original' })
    expect(original).toEqual({ nombre: 'factura.zip', base64: base64(zip) })
    expect((await c.medico.finanzas.compras.archivo({ id, cual: 'pdf' })).base64).toBe(
      base64(Buffer.from('%PDF-1.4')),
    )
    const { compras } = await c.medico.finanzas.compras.listar({ texto: 'medicos suministros', limite: 10 })
    expect(compras.map((una) => una.id)).toContain(id)
    expect((await c.medico.finanzas.compras.listar({ texto: 'otro proveedor', limite: 10 })).compras).toEqual(
      [],
    )
  })

  it('la misma factura no entra dos veces, aunque llegue en otro archivo', async () => {
    const { xml, zip } = await archivo()
    await importar(xml)
    await expect(importar(zip, 'otra.zip')).rejects.toMatchObject({ code: 'COMPRA_REPETIDA' })
  })

  it('la que no vale se rechaza con lo que pasó y el remedio, y no deja nada', async () => {
    const antes = (await c.medico.finanzas.compras.listar({ texto: '', limite: 10 })).total
    await expect(importar((await archivo({ codigo: '04' })).xml)).rejects.toMatchObject({
      code: 'COMPRA_NO_VALIDA',
      message: expect.stringMatching(/La DIAN no validó/),
    })
    await expect(importar(Buffer.from('PK dañado'), 'x.zip')).rejects.toMatchObject({
      code: 'COMPRA_NO_VALIDA',
    })
    expect((await c.medico.finanzas.compras.listar({ texto: '', limite: 10 })).total).toBe(antes)
  })

  it('lo importado no se cambia ni se borra', async () => {
    const { id } = await importar((await archivo()).xml)
    const cambiar = c.core.db.updateTable('compras').set({ total: 1 }).where('id', '=', id).execute()
    await expect(cambiar).rejects.toThrow(/APPEND_ONLY compras/)
    await expect(c.core.db.deleteFrom('compras').where('id', '=', id).execute()).rejects.toThrow(
      /APPEND_ONLY/,
    )
  })
})

describe('Con muchas compras', () => {
  const listar = (filtro: Parameters<typeof c.medico.finanzas.compras.listar>[0]) =>
    c.medico.finanzas.compras.listar(filtro)

  it('se pasan de página sin saltarse ni repetir ninguna, y se encuentran por cualquier parte', async () => {
    await importar((await archivo()).xml)
    const base = await c.core.db.selectFrom('compras').selectAll().limit(1).executeTakeFirstOrThrow()
    const antes = (await listar({ limite: 1 })).total
    const muchas = Array.from({ length: 620 }, (_, n) => ({
      ...base,
      id: c.ids.next(),
      cufe: n.toString(16).padStart(96, '0'),
      numero: `LAB${1000 + n}`,
      proveedor: 'LABORATORIO CLÍNICO DE LOS ÁNGELES',
      // Several at the same instant, as those of one message.
      importada_en: new Date(Date.parse('2026-01-01T00:00:00.000Z') + Math.floor(n / 7) * 1000).toISOString(),
      busqueda: `lab${1000 + n} laboratorio clinico de los angeles 900123`,
    }))
    for (let n = 0; n < muchas.length; n += 100)
      await c.core.db
        .insertInto('compras')
        .values(muchas.slice(n, n + 100))
        .execute()
    for (const texto of ['', 'ratorio clin']) {
      const vistas: string[] = []
      let marca: { importadaEn: string; id: string } | null = null
      for (;;) {
        const { compras } = await listar({ texto, desdeMarca: marca, limite: 100 })
        vistas.push(...compras.map(({ id }) => id))
        const ultima = compras.at(-1)
        if (compras.length < 100 || !ultima) break
        marca = { importadaEn: ultima.importadaEn, id: ultima.id }
      }
      expect(new Set(vistas).size, texto).toBe(vistas.length)
      expect(vistas.length, texto).toBe(texto === '' ? antes + 620 : 620)
      expect((await listar({ texto, limite: 1 })).total, texto).toBe(vistas.length)
    }
    expect((await listar({ texto: 'ángeles b1234' })).compras.map(({ numero }) => numero)).toEqual([
      'LAB1234',
    ])
    expect((await listar({ texto: muchas[7]?.cufe ?? '' })).compras.map(({ numero }) => numero)).toEqual([
      'LAB1007',
    ])
    expect((await listar({ texto: 'no "existe* OR' })).compras).toEqual([])
  })

  it('quien solo audita no las ve ni importa ninguna', async () => {
    const { id } = await c.core.db
      .selectFrom('usuarios')
      .select('id')
      .where('usuario', '=', 'recepcion')
      .executeTakeFirstOrThrow()
    await c.core.db.updateTable('usuarios').set({ rol: 'auditor' }).where('id', '=', id).execute()
    try {
      const auditor = await c.como('recepcion')
      await expect(auditor.finanzas.compras.listar({})).rejects.toMatchObject({ code: 'SIN_PERMISO' })
      await expect(auditor.comunicaciones.buzon.noLeidos()).rejects.toMatchObject({ code: 'SIN_PERMISO' })
      await expect(
        auditor.finanzas.compras.importar({ commandId: c.ids.next(), nombre: 'x.xml', archivo: 'AA==' }),
      ).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    } finally {
      await c.core.db.updateTable('usuarios').set({ rol: 'recepcion' }).where('id', '=', id).execute()
    }
  })
})

describe('Responder a la DIAN por una compra', () => {
  it('acuse, recibo y aceptación llegan en orden, y quien recibió queda recordado', async () => {
    const { xml, cufe } = await archivo()
    const { id } = await importar(xml)
    await registrar(id, '030')
    await registrar(id, '032')
    expect(await compra(id)).toMatchObject({ estado: 'recibida', limiteTacita: '2026-11-25' })
    await registrar(id, '033')
    await c.deliver()
    await c.deliver()
    expect(eventosDe(cufe)).toEqual(['030', '032', '033'])
    const final = await compra(id)
    expect(final).toMatchObject({ estado: 'aceptada', posibles: [], conRechazo: false })
    expect(final.eventos.map(({ estado }) => estado)).toEqual(['registrado', 'registrado', 'registrado'])
    expect(await c.medico.finanzas.compras.quienRecibe()).toEqual({ persona: ANA })
  })

  it('el reclamo lleva su código y su motivo', async () => {
    const { xml, cufe } = await archivo()
    const { id } = await importar(xml)
    for (const codigo of ['030', '032', '031'] as const) await registrar(id, codigo)
    await c.deliver()
    await c.deliver()
    const reclamo = c.autoridades.dian.eventos().findLast((evento) => evento.cufe === cufe)
    expect(reclamo?.xml).toContain('listID="03"')
    expect(reclamo?.xml).toContain('<cbc:Note>Llegaron dos cajas de cinco.</cbc:Note>')
    expect(await compra(id)).toMatchObject({ estado: 'reclamada' })
  })

  it('fuera de orden o dos veces no se firma nada', async () => {
    const { id } = await importar((await archivo()).xml)
    await expect(registrar(id, '033')).rejects.toMatchObject({ code: 'EVENTO_FUERA_DE_ORDEN' })
    await registrar(id, '030')
    await expect(registrar(id, '030')).rejects.toMatchObject({ code: 'EVENTO_FUERA_DE_ORDEN' })
    expect((await compra(id)).eventos).toHaveLength(1)
  })

  it('sin red los eventos esperan, y al volver salen en orden y una sola vez', async () => {
    const { xml, cufe } = await archivo()
    const { id } = await importar(xml)
    c.http.cut()
    await registrar(id, '030')
    await registrar(id, '032')
    await c.deliver()
    expect(eventosDe(cufe)).toEqual([])
    c.http.restore()
    for (let media = 0; media < 4; media += 1) {
      c.clock.advance(1800)
      await c.deliver()
    }
    expect(eventosDe(cufe)).toEqual(['030', '032'])
  })

  it('si la respuesta se pierde se pregunta por el CUDE, y no se registra dos veces', async () => {
    const { xml, cufe } = await archivo()
    const { id } = await importar(xml)
    c.autoridades.dian.faults.next('corte-despues', 1, { operacion: 'SendEventUpdateStatus' })
    await registrar(id, '030')
    for (let media = 0; media < 4; media += 1) {
      await c.deliver()
      c.clock.advance(1800)
    }
    expect(eventosDe(cufe)).toEqual(['030'])
    expect((await compra(id)).eventos).toMatchObject([{ estado: 'registrado' }])
  })

  it('el que la DIAN rechaza se puede hacer otra vez con otro número', async () => {
    const { xml, cufe } = await archivo()
    const { id } = await importar(xml)
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'AAH03', mensaje: 'De prueba' }, 1, {
      operacion: 'SendEventUpdateStatus',
    })
    await registrar(id, '030')
    await c.deliver()
    expect(await compra(id)).toMatchObject({ estado: 'por-acusar', conRechazo: true, posibles: ['030'] })
    await registrar(id, '030')
    await c.deliver()
    expect(eventosDe(cufe)).toEqual(['030'])
    expect(await compra(id)).toMatchObject({ estado: 'acusada', conRechazo: false })
  })

  it('lo que esperó sin internet más de lo permitido sale con fecha de hoy, en su orden y con su mismo número', async () => {
    const { xml, cufe } = await archivo()
    const { id } = await importar(xml)
    c.http.cut()
    for (const codigo of ['030', '032', '033'] as const) await registrar(id, codigo)
    const antes = (await compra(id)).eventos
    await c.deliver()
    c.clock.advance(6 * 24 * 3600)
    c.http.restore()
    for (let vez = 0; vez < 4; vez += 1) {
      await c.deliver()
      c.clock.advance(180)
    }
    expect(eventosDe(cufe)).toEqual(['030', '032', '033'])
    const hoy = c.clock.now().toISOString().slice(0, 10)
    for (const evento of c.autoridades.dian.eventos().filter((uno) => uno.cufe === cufe))
      expect(evento.xml).toContain(`<cbc:IssueDate>${hoy}</cbc:IssueDate>`)
    const final = await compra(id)
    expect(final).toMatchObject({ estado: 'aceptada', conRechazo: false })
    expect(final.eventos.map(({ numero }) => numero)).toEqual(antes.map(({ numero }) => numero))
    expect(final.eventos.map(({ estado }) => estado)).toEqual(['registrado', 'registrado', 'registrado'])
    const filas = await c.core.db
      .selectFrom('compra_eventos')
      .select(['estado', 'reemplaza_id', 'sha256', 'xml'])
      .where('compra_id', '=', id)
      .execute()
    expect(filas.filter(({ estado }) => estado === 'reemplazado')).toHaveLength(3)
    expect(filas.filter(({ reemplaza_id }) => reemplaza_id !== null)).toHaveLength(3)
  })

  it('antes de firmar de nuevo se le pregunta a la DIAN: la que ya lo tenía se queda con el que tenía', async () => {
    const { xml, cufe } = await archivo()
    const { id } = await importar(xml)
    await registrar(id, '030')
    await c.deliver()
    // As after a copy of the data of before the send was restored.
    await devolverALaCola(id)
    c.clock.advance(6 * 24 * 3600)
    await c.deliver()
    expect(eventosDe(cufe)).toEqual(['030'])
    expect((await compra(id)).eventos).toMatchObject([{ estado: 'registrado' }])
    const reemplazados = await c.core.db
      .selectFrom('compra_eventos')
      .select('id')
      .where('compra_id', '=', id)
      .where('estado', '=', 'reemplazado')
      .execute()
    expect(reemplazados).toEqual([])
  })

  it('la aceptación firmada a tiempo conserva su fecha aunque salga después del plazo', async () => {
    const { xml, cufe } = await archivo()
    const { id } = await importar(xml)
    await registrar(id, '030')
    await registrar(id, '032')
    await c.deliver()
    await c.deliver()
    c.http.cut()
    await registrar(id, '033')
    const firmada = c.clock.now().toISOString().slice(0, 10)
    await c.deliver()
    c.clock.advance(8 * 24 * 3600)
    c.http.restore()
    await c.deliver()
    expect(eventosDe(cufe)).toEqual(['030', '032', '033'])
    const aceptacion = c.autoridades.dian.eventos().findLast((uno) => uno.cufe === cufe)
    expect(aceptacion?.xml).toContain(`<cbc:IssueDate>${firmada}</cbc:IssueDate>`)
  })
})

/** Leaves the only event of a purchase as it was before it was sent. */
async function devolverALaCola(compraId: string): Promise<void> {
  const { db } = c.core
  const evento = await db
    .selectFrom('compra_eventos')
    .select(['id', 'outbox_id'])
    .where('compra_id', '=', compraId)
    .executeTakeFirstOrThrow()
  const triggers = await sql<{ sql: string; name: string }>`select name, sql from sqlite_schema
    where type = 'trigger' and name in ('outbox_status_accepted_is_final', 'compra_eventos_registrado_es_final')`.execute(
    db,
  )
  for (const { name } of triggers.rows) await sql`drop trigger ${sql.ref(name)}`.execute(db)
  await db
    .updateTable('outbox_status')
    .set({ state: 'pendiente', attempts: 0 })
    .where('item_id', '=', evento.outbox_id)
    .execute()
  await db.updateTable('compra_eventos').set({ estado: 'firmado' }).where('id', '=', evento.id).execute()
  for (const trigger of triggers.rows) await sql.raw(trigger.sql).execute(db)
}
