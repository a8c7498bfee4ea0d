import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FallaPedida } from '../../src-main/practice/autoridades/fallas.ts'
import { seeded } from '../../src-main/practice/demo-patients.ts'
import type { Cut } from './cutting-proxy.ts'
import { times } from './long-run.ts'
import { openPractice, type Practice } from './practice.ts'

let p: Practice
beforeAll(async () => {
  p = await openPractice()
}, 60_000)
afterAll(() => p.close())
afterEach(() => {
  p.autoridades.dian.faults.clear()
  p.autoridades.muv.faults.clear()
  p.network.timeoutMs = Number.POSITIVE_INFINITY
})

describe('cortes en cualquier byte', () => {
  const CUTS = times(60, 1000)

  it(
    `${CUTS} cortes al azar, de ida y de vuelta, con la DIAN y con el MUV: nada se pierde ni se acepta dos veces`,
    async () => {
      const random = seeded(4242)
      await p.attend()
      await p.deliverAll()
      const sizes = {
        dian: p.dian.passages.find(({ operation }) => operation === 'SendBillSync'),
        muv: p.muv.passages.find(({ operation }) => operation === 'CargarFevRips'),
      }
      const seen = new Map<string, number>()
      for (let n = 0; n < CUTS; n++) {
        const authority = n % 2 === 0 ? 'dian' : 'muv'
        const whole = sizes[authority]
        if (!whole) throw new Error('no exchange to cut')
        // Now and then the question that follows is cut too, and the one after it.
        const cuts: Cut[] = Array.from({ length: random() < 0.2 ? 3 : 1 }, (_, i) => {
          const direction = random() < 0.5 ? 'up' : 'down'
          // One patient's documents are a little longer than another's: what is past the end cuts nothing.
          const size = Math.floor(whole[direction] * 0.96)
          const edge = Math.floor(random() * (random() < 0.15 ? 4 : size))
          // The question is smaller than the document.
          return { direction, afterBytes: i === 0 ? edge : edge % 900 }
        })
        p[authority].next(...cuts)
        const before = p[authority].passages.length
        const { facturaId, numero } = await p.attend()
        await p.deliverAll()
        const [first] = p[authority].passages.slice(before)
        expect(first?.cut, numero).toEqual(cuts[0])
        if (first)
          seen.set(
            `${first.operation} ${cuts[0]?.direction}`,
            (seen.get(`${first.operation} ${cuts[0]?.direction}`) ?? 0) + 1,
          )
        const history = await p.history(facturaId, authority === 'dian' ? 'dian.factura' : 'muv.rips')
        expect(history.at(-1), numero).toBe('aceptado')
        // A cut document may have arrived: it is never sent again before asking.
        if (first?.operation === 'SendBillSync' || first?.operation === 'CargarFevRips')
          expect(history.slice(0, 3), numero).toEqual(['enviando', 'incierto', 'enviando'])
        // Where only the door was cut (login), nothing left: no doubt.
        else expect(history.slice(0, 2), numero).toEqual(['enviando', 'pendiente'])
      }
      expect(await p.broken()).toEqual([])
      for (const kind of ['SendBillSync up', 'SendBillSync down', 'CargarFevRips up', 'CargarFevRips down'])
        expect(seen.get(kind), kind).toBeGreaterThan(3)
    },
    times(400_000, 3_600_000),
  )
})

describe('fallas de los servicios', () => {
  /** What the queue must go through, by fault: [while sending to DIAN, while sending to the MUV]. */
  const DOUBT = ['enviando', 'incierto', 'enviando']
  const AGAIN = ['enviando', 'pendiente', 'enviando', 'aceptado']
  const AT_ONCE = ['enviando', 'aceptado']
  const cases: [string, FallaPedida, string[], string[]][] = [
    ['responde 500', '500', DOUBT, DOUBT],
    ['responde 503 y cuándo volver', { tipo: '503', segundos: 120 }, AGAIN, AGAIN],
    ['muestra una página de mantenimiento con 200', { tipo: 'mantenimiento', estado: 200 }, AGAIN, AGAIN],
    ['muestra una página de mantenimiento con 503', { tipo: 'mantenimiento', estado: 503 }, AGAIN, AGAIN],
    ['corta antes de leer', 'corte-antes', DOUBT, DOUBT],
    ['corta a mitad del documento', { tipo: 'corte-durante', bytes: 700 }, DOUBT, DOUBT],
    ['lo recibe y corta sin responder', { tipo: 'corte-despues', bytes: 0 }, DOUBT, DOUBT],
    ['lo recibe y corta a mitad de la respuesta', { tipo: 'corte-despues', bytes: 200 }, DOUBT, DOUBT],
    ['lo recibe dos veces', 'repetida', AT_ONCE, AT_ONCE],
    // Bytes after the end of an answer make it suspect: asking is right, and so is taking it.
    ['responde dos veces', { tipo: 'repetida', dobleRespuesta: true }, ['enviando'], ['enviando']],
  ]

  it.each(cases)('la DIAN %s: una sola factura, validada', async (_, falla, inDian) => {
    p.autoridades.dian.faults.next(falla, 1, { operacion: 'SendBillSync' })
    const { facturaId } = await p.attend()
    await p.deliverAll()
    const history = await p.history(facturaId, 'dian.factura')
    expect(history.slice(0, inDian.length)).toEqual(inDian)
    expect(history.at(-1)).toBe('aceptado')
    expect(await p.broken()).toEqual([])
  })

  it.each(cases)('el MUV %s: un solo paquete, con CUV', async (_, falla, _dian, inMuv) => {
    p.autoridades.muv.faults.next(falla, 1, { operacion: 'CargarFevRips' })
    const { facturaId } = await p.attend()
    await p.deliverAll()
    const history = await p.history(facturaId, 'muv.rips')
    expect(history.slice(0, inMuv.length)).toEqual(inMuv)
    expect(history.at(-1)).toBe('aceptado')
    expect(await p.broken()).toEqual([])
  })

  it('[K-41] la DIAN la recibe, tarda más de lo que se espera y luego la acepta: se pregunta y no se reenvía', async () => {
    p.network.timeoutMs = 250
    p.autoridades.dian.faults.next({ tipo: 'lenta', ms: 600 }, 1, { operacion: 'SendBillSync' })
    const sends = () => p.dian.passages.filter(({ operation }) => operation === 'SendBillSync').length
    const before = sends()
    const { facturaId } = await p.attend()
    await p.settle()
    expect((await p.medico.facturacion.obtener({ id: facturaId })).estado).toBe('desconocida')
    p.network.timeoutMs = Number.POSITIVE_INFINITY
    // The authority goes on with what it took, though nobody waits for it.
    await new Promise((resolve) => setTimeout(resolve, 800))
    await p.deliverAll()
    expect(await p.history(facturaId, 'dian.factura')).toEqual([
      'enviando',
      'incierto',
      'enviando',
      'aceptado',
    ])
    expect(sends() - before).toBe(1)
    expect(await p.broken()).toEqual([])
  })

  it('el MUV tarda más de lo que se espera: el mismo paquete recibe el mismo CUV', async () => {
    p.autoridades.muv.faults.next({ tipo: 'lenta', ms: 500 }, 1, { operacion: 'CargarFevRips' })
    const { facturaId } = await p.attend()
    p.network.timeoutMs = 250
    await p.settle()
    p.network.timeoutMs = Number.POSITIVE_INFINITY
    await new Promise((resolve) => setTimeout(resolve, 700))
    await p.deliverAll()
    expect((await p.history(facturaId, 'muv.rips')).at(-1)).toBe('aceptado')
    expect(await p.broken()).toEqual([])
  })

  it('la DIAN la rechaza: espera a una persona, que la corrige con el mismo número', async () => {
    p.autoridades.dian.faults.next(
      { tipo: 'rechazo', regla: 'FAJ43a', mensaje: 'Nombre no corresponde.' },
      1,
      {
        operacion: 'SendBillSync',
      },
    )
    const { facturaId, numero } = await p.attend()
    await p.settle()
    const sends = () => p.dian.passages.filter(({ operation }) => operation === 'SendBillSync').length
    const before = sends()
    for (let hour = 0; hour < 72; hour++) {
      p.clock.advance(3600)
      await p.settle()
    }
    expect(sends()).toBe(before)
    const rejected = await p.medico.facturacion.obtener({ id: facturaId }).catch(async () => {
      // The session may have ended meanwhile.
      await p.attend()
      return p.medico.facturacion.obtener({ id: facturaId })
    })
    expect(rejected.estado).toBe('rechazada')
    // The network dies while the correction goes out.
    p.autoridades.dian.faults.next({ tipo: 'corte-despues', bytes: 10 }, 1, { operacion: 'SendBillSync' })
    await p.medico.facturacion.corregir({ commandId: p.ids.next(), facturaId })
    await p.deliverAll()
    const corrected = await p.medico.facturacion.obtener({ id: facturaId })
    expect(corrected).toMatchObject({ estado: 'validada', numero, version: 2 })
    expect(await p.broken()).toEqual([])
  })

  it('el MUV lo rechaza: la factura sigue válida, y el RIPS generado de nuevo recibe su CUV', async () => {
    p.autoridades.muv.faults.next({ tipo: 'rechazo', regla: 'RVC019', mensaje: 'Código no vigente.' }, 1, {
      operacion: 'CargarFevRips',
    })
    const { facturaId } = await p.attend()
    await p.deliverAll()
    expect((await p.history(facturaId, 'muv.rips')).at(-1)).toBe('rechazado')
    expect((await p.medico.facturacion.obtener({ id: facturaId })).estado).toBe('validada')
    await p.medico.rips.regenerar({ commandId: p.ids.next(), facturaId })
    await p.deliverAll()
    expect(await p.broken()).toEqual([])
  })
})
