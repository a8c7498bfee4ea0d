import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { cutItems, earliestAttempt, nextDue, restBeforeStart } from '../../../src-main/core/outbox/store.ts'
import { saldosDe } from '../../../src-main/domains/facturacion/api.ts'
import {
  findVersionByOutbox,
  listFacturas,
  serviciosSinFactura,
} from '../../../src-main/domains/facturacion/repository.ts'
import { countCompras, listCompras } from '../../../src-main/domains/finanzas/compras/busqueda.ts'
import { listPaquetes } from '../../../src-main/domains/rips/repository.ts'
import { createSincronizacionService } from '../../../src-main/domains/sincronizacion/service.ts'
import { testClock } from '../../fixtures/core.ts'
import { type SmallPractice, smallPractice } from '../bench/small-practice.ts'

/** Lists and searches that must cost the same with one invoice or with two hundred thousand. */
let practice: SmallPractice

beforeAll(async () => {
  practice = await smallPractice()
}, 120_000)

afterAll(() => practice.close())

const TODAS = { texto: '', estado: null, pacienteId: null, desdeMarca: null, limite: 50 }
const TODOS = { texto: '', estado: null, limite: 50 }

function plans(): string[] {
  return practice
    .statements()
    .filter((sql) => sql.startsWith('select'))
    .flatMap((sql) => {
      const statement = practice.handle.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      const parameters = Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => '1')
      return (statement.all(parameters) as { detail: string }[]).map(({ detail }) => detail)
    })
}

function expectIndexed(allowSort = false): void {
  const details = plans()
  expect(details.length).toBeGreaterThan(0)
  // An ordered walk of an index that stops at the limit is a SCAN with its name.
  expect(details.filter((detail) => /^SCAN (?!.*(USING .*INDEX|VIRTUAL TABLE INDEX))/.test(detail))).toEqual(
    [],
  )
  if (!allowSort) expect(details.filter((detail) => /TEMP B-TREE/.test(detail))).toEqual([])
}

describe('Buscar facturas', () => {
  it('las encuentra por cualquier parte del número, del nombre o del documento, sin tildes', async () => {
    const { db } = practice
    const [reciente] = await listFacturas(db, TODAS)
    if (!reciente) throw new Error('the practice has invoices')
    const [nombre = '', apellido = ''] = reciente.adquiriente.split(' ')
    for (const texto of [
      reciente.numero,
      reciente.numero.slice(-6),
      reciente.adquiriente_documento.slice(1, 7),
      `${apellido.slice(1)} ${nombre.slice(0, 3)}`,
      `${nombre} ${reciente.numero.slice(-3)} s`,
      reciente.cufe,
      reciente.cufe.toUpperCase(),
      reciente.numero.slice(-2),
    ]) {
      const found = await listFacturas(db, { ...TODAS, texto, limite: 500 })
      expect(
        found.map(({ id }) => id),
        texto,
      ).toContain(reciente.id)
      expect(
        found.map(({ emitida_en }) => emitida_en),
        texto,
      ).toEqual(
        found
          .map(({ emitida_en }) => emitida_en)
          .toSorted()
          .reverse(),
      )
    }
    expect(await listFacturas(db, { ...TODAS, texto: 'no "existe* OR' })).toEqual([])
    expect(await listFacturas(db, { ...TODAS, texto: nombre, estado: 'rechazada' })).toEqual([])
  })

  it('encuentra lo mismo que leyéndolas una por una', async () => {
    const { db } = practice
    const todas = await listFacturas(db, { ...TODAS, limite: 500 })
    for (const texto of ['gar', 'rez', 'mar ro', '0000', '12', 'a']) {
      const esperadas = todas.filter(({ busqueda }) =>
        texto.split(' ').every((parte) => busqueda.includes(parte)),
      )
      const halladas = await listFacturas(db, { ...TODAS, texto, limite: 500 })
      expect(halladas.map(({ id }) => id).toSorted(), texto).toEqual(esperadas.map(({ id }) => id).toSorted())
    }
  })

  it('los RIPS se encuentran igual, y por su CUV', async () => {
    const { db } = practice
    const [paquete] = await listPaquetes(db, TODOS)
    if (!paquete) throw new Error('the practice has packages')
    for (const texto of [paquete.numero.slice(-6), paquete.adquiriente.slice(0, 9), paquete.cuv ?? ''])
      expect((await listPaquetes(db, { ...TODOS, texto, limite: 500 })).map(({ id }) => id)).toContain(
        paquete.id,
      )
  })
})

describe('Con doscientas mil facturas', () => {
  it('ninguna lista ni búsqueda de facturas y RIPS recorre una tabla', async () => {
    const { db } = practice
    practice.statements()
    for (const filtro of [
      TODAS,
      { ...TODAS, texto: 'garcia 123 a' },
      { ...TODAS, texto: 'ab' },
      { ...TODAS, texto: 'f'.repeat(96) },
      { ...TODAS, estado: 'rechazada' },
      { ...TODAS, pacienteId: 'x', desdeMarca: { emitidaEn: '2026', id: 'x' } },
    ]) {
      await listFacturas(db, filtro)
      // The CUFE is one row: sorting it costs nothing.
      expectIndexed(filtro.texto.length === 96)
    }
    for (const filtro of [TODOS, { ...TODOS, texto: 'garcia' }, { ...TODOS, estado: 'observaciones' }]) {
      await listPaquetes(db, filtro)
      expectIndexed()
    }
    await listPaquetes(db, { ...TODOS, texto: 'f'.repeat(96) })
    expectIndexed(true)
  })

  it('ni lo que está por facturar, ni las deudas, ni la versión que se entrega', async () => {
    const { db } = practice
    practice.statements()
    await serviciosSinFactura(db, { limite: 500 })
    await serviciosSinFactura(db, { pacienteId: 'x', limite: 500 })
    expectIndexed()
    await saldosDe(db, ['a', 'b', 'c'])
    await findVersionByOutbox(db, { id: 'x', subjectId: 'y' })
    expectIndexed()
  })

  it('ni las compras', async () => {
    const { db } = practice
    practice.statements()
    const todas = { texto: '', desdeMarca: null, limite: 50 }
    for (const filtro of [
      todas,
      { ...todas, desdeMarca: { importadaEn: '2026', id: 'x' } },
      { ...todas, texto: 'suministros 123 a' },
      { ...todas, texto: 'suministros', desdeMarca: { importadaEn: '2026', id: 'x' } },
      { ...todas, texto: 'ab' },
      { ...todas, texto: 'f'.repeat(96) },
    ]) {
      await listCompras(db, filtro)
      // The CUFE is one row: sorting it costs nothing.
      expectIndexed(filtro.texto.length === 96)
    }
    for (const texto of ['suministros', 'ab']) {
      await countCompras(db, texto)
      // What is counted is walked once it was found by an index, at most a thousand.
      const steps = plans().filter((detail) => !/contadas/.test(detail))
      expect(
        steps.filter((detail) => /^SCAN (?!.*(USING .*INDEX|VIRTUAL TABLE INDEX))/.test(detail)),
      ).toEqual([])
    }
  })

  it('ni la bandeja de salida', async () => {
    const { db } = practice
    const clock = testClock()
    const service = createSincronizacionService({ db, clock, ids: createIds(clock) } as never)
    practice.statements()
    for (const cuales of ['rechazados', 'aceptados', 'todos']) {
      await service.listar(cuales, 200)
      expectIndexed()
    }
    const now = clock.now()
    for (const order of ['oldest', 'least-tried'] as const)
      await nextDue(db, { kind: 'dian.factura', asked: true }, now, order)
    await earliestAttempt(db, 'dian.factura', now)
    await restBeforeStart(db, 'dian.factura', now)
    await cutItems(db, 'dian.factura')
    const steps = plans()
    // All of a kind are the two hundred thousand sent ones.
    expect(steps.filter((detail) => /outbox_by_subject/.test(detail))).toEqual([])
    expect(steps.filter((detail) => /^SCAN /.test(detail))).toEqual([])
    // The queue itself is short: what waits is sorted by the order in which it leaves.
    await service.listar('por-enviar', 200)
    await service.resumen()
    expectIndexed(true)
  })
})
