import { afterEach, describe, expect, it } from 'vitest'
import { bogotaDate } from '../../src-shared/kernel/dates.ts'
import { LONG_RUN } from './long-run.ts'
import { openPractice, type Practice } from './practice.ts'

const HOUR = 3600
const DAY = 24 * HOUR
/** Attentions of the week: 200 are those of the idea I-02, the small run does 40. */
const ATTENTIONS = LONG_RUN ? 200 : 40
const DAYS = 7

let p: Practice
afterEach(() => p.close())

const dates = async () => {
  const rows = await p.core.db
    .selectFrom('facturas')
    .select(['id', 'numero', 'version', 'fecha_emision', 'emitida_en'])
    .orderBy('consecutivo')
    .execute()
  return rows
}

const operations = () => p.dian.passages.map(({ operation }) => operation)

describe('una semana sin red', () => {
  it(
    `${ATTENTIONS} consultas en ${DAYS} días, con reinicios: al volver la red todo sale en orden y una sola vez; la que pasó el límite se pregunta antes de firmarla de nuevo`,
    async () => {
      p = await openPractice('2026-11-16T13:00:00.000Z')
      p.network.down = true
      for (let day = 0; day < DAYS; day++) {
        const today = Math.floor(((day + 1) * ATTENTIONS) / DAYS) - Math.floor((day * ATTENTIONS) / DAYS)
        for (let n = 0; n < today; n++) {
          await p.attend()
          await p.settle()
          p.clock.advance((9 * HOUR) / today)
        }
        p.clock.advance(HOUR)
        await p.settle()
        if (day % 2 === 0) await p.restart()
        p.clock.advance(DAY - 10 * HOUR)
        await p.settle()
      }
      expect(p.dian.passages).toEqual([])
      const issued = await dates()
      expect(issued.length).toBe(ATTENTIONS)
      const rows = await p.core.db.selectFrom('outbox_events').select('id').execute()
      // It does not knock for each item.
      expect(rows.length).toBeLessThan(ATTENTIONS * 8)
      await p.restart()
      expect((await p.medico.sincronizacion.resumen()).porEnviar).toBe(2 * ATTENTIONS)

      p.network.down = false
      await p.deliverAll(600)
      expect(await p.broken()).toEqual([])
      const delivered = await dates()
      expect(p.autoridades.dian.documentos().map(({ numero }) => numero)).toEqual(
        delivered.map(({ numero }) => numero),
      )
      expect(p.autoridades.muv.paquetes().map(({ numero }) => numero)).toEqual(
        delivered.map(({ numero }) => numero),
      )
      const back = bogotaDate(p.clock.now())
      const old = delivered.filter(
        ({ emitida_en }) => Date.parse(back) - Date.parse(emitida_en.slice(0, 10)) > 5 * DAY * 1000,
      )
      expect(old.length).toBeGreaterThan(0)
      for (const factura of delivered) {
        const late = old.includes(factura)
        expect([factura.numero, factura.version]).toEqual([factura.numero, late ? 2 : 1])
        expect(factura.fecha_emision).toBe(late ? back : bogotaDate(new Date(factura.emitida_en)))
      }
      // One question for each of the old ones, one send for each of all.
      expect(operations().filter((one) => one === 'GetStatus').length).toBe(old.length)
      expect(operations().filter((one) => one === 'SendBillSync').length).toBe(ATTENTIONS)
    },
    LONG_RUN ? 900_000 : 180_000,
  )

  it('la que sí había llegado antes del corte no se firma de nuevo aunque pase el límite', async () => {
    p = await openPractice('2026-11-16T13:00:00.000Z')
    p.dian.next({ direction: 'down', afterBytes: 0 })
    const { facturaId } = await p.attend()
    await p.settle()
    expect((await p.medico.facturacion.obtener({ id: facturaId })).estado).toBe('desconocida')
    p.network.down = true
    for (let n = 0; n < 3; n++) await p.attend()
    await p.restart()
    for (let hour = 0; hour < 8 * 24; hour++) {
      p.clock.advance(HOUR)
      await p.settle()
    }
    await p.restart()
    p.network.down = false
    await p.deliverAll(600)
    expect(await p.broken()).toEqual([])
    expect((await dates()).map(({ version }) => version)).toEqual([1, 2, 2, 2])
  })

  it('la misma consulta cerrada varias veces sin red, y otra vez tras un reinicio, es una sola visita y una sola factura', async () => {
    p = await openPractice()
    p.network.down = true
    const first = await p.attend()
    const again = {
      notaId: first.notaId,
      facturar: true,
      pago: { forma: '1' as const, medio: '10' },
      recaudos: [],
      recibo: null,
    }
    const repeated = await p.core.db
      .selectFrom('commands')
      .selectAll()
      .where('name', '=', 'jornada.cerrarConsulta')
      .executeTakeFirstOrThrow()
    const answers = []
    for (let n = 0; n < 3; n++)
      answers.push(await p.medico.jornada.cerrarConsulta({ ...again, commandId: repeated.command_id }))
    await p.restart()
    answers.push(await p.medico.jornada.cerrarConsulta({ ...again, commandId: repeated.command_id }))
    expect(new Set(answers.map(({ numero }) => numero))).toEqual(new Set([first.numero]))
    // Another act upon the same note is refused, not done again.
    await expect(p.medico.jornada.cerrarConsulta({ ...again, commandId: p.ids.next() })).rejects.toThrow()
    p.network.down = false
    await p.deliverAll()
    expect((await dates()).length).toBe(1)
    expect(await p.broken()).toEqual([])
  })
})
