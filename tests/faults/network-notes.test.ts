import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FallaPedida } from '../../src-main/practice/autoridades/fallas.ts'
import { seeded } from '../../src-main/practice/demo-patients.ts'
import type { EmisionNota } from '../../src-shared/domains/facturacion/contract.ts'
import type { Cut } from './cutting-proxy.ts'
import { times } from './long-run.ts'
import { openPractice, type Practice } from './practice.ts'

let p: Practice
beforeAll(async () => {
  p = await openPractice()
}, 60_000)
afterAll(() => p.close())

/** What is done to an invoice that DIAN validated, in turns: two annulments, one of which frees the services, and one of each other kind. */
const KINDS: readonly Partial<EmisionNota>[] = [
  { concepto: '2', refacturar: true },
  { concepto: '3', valores: [{ linea: 0, valor: 1_234_567 }] },
  { concepto: '2' },
  { clase: 'debito', concepto: '1', valores: [{ linea: 0, valor: 300_050 }] },
]

/** Pressed twice, as an impatient finger does: one note. */
async function emitir(facturaId: string, n: number) {
  const nota: EmisionNota = {
    commandId: p.ids.next(),
    facturaId,
    clase: 'credito',
    concepto: '2',
    razon: 'Se facturó a quien no era',
    valores: [],
    refacturar: false,
    ...KINDS[n % KINDS.length],
  }
  const { notas } = p.medico.facturacion
  const [una, dos] = await Promise.all([notas.emitir(nota), notas.emitir(nota)])
  expect(dos).toEqual(una)
  return una
}

const DOUBT = ['enviando', 'incierto', 'enviando']

describe('notas crédito y débito con la red que se corta', () => {
  const CUTS = times(20, 300)

  it(
    `${CUTS} cortes al azar, de ida y de vuelta: ninguna nota se pierde ni se acepta dos veces, y la factura se anula una sola vez`,
    async () => {
      const random = seeded(919)
      const { facturaId } = await p.attend()
      await p.deliverAll()
      const start = p.dian.passages.length
      await emitir(facturaId, 0)
      await p.deliverAll()
      const whole = p.dian.passages[start]
      if (whole?.operation !== 'SendBillSync') throw new Error('no exchange to cut')
      for (let n = 0; n < CUTS; n++) {
        const factura = await p.attend()
        await p.deliverAll()
        // Both directions of every kind of note.
        const direction: Cut['direction'] = Math.floor(n / KINDS.length) % 2 === 0 ? 'up' : 'down'
        // The shortest of them are a little under the one measured: what is past the end cuts nothing.
        const edge = Math.floor(random() * (random() < 0.15 ? 4 : whole[direction] * 0.9))
        const cuts: Cut[] = [{ direction, afterBytes: edge }]
        // Now and then the question that follows is cut too, and the one after it.
        if (random() < 0.25)
          cuts.push(
            { direction: 'down', afterBytes: edge % 900 },
            { direction: 'up', afterBytes: edge % 900 },
          )
        const before = p.dian.passages.length
        p.dian.next(...cuts)
        const nota = await emitir(factura.facturaId, n)
        await p.deliverAll()
        expect(p.dian.passages[before], nota.numero).toMatchObject({
          operation: 'SendBillSync',
          cut: cuts[0],
        })
        const history = await p.history(nota.id, 'dian.nota')
        // A cut document may have arrived: it is never sent again before asking.
        expect(history.slice(0, 3), nota.numero).toEqual(DOUBT)
        expect(history.at(-1), nota.numero).toBe('aceptado')
      }
      expect(await p.broken()).toEqual([])
    },
    times(200_000, 1_800_000),
  )

  it.each<[string, FallaPedida, string[]]>([
    ['responde 500', '500', DOUBT],
    [
      'muestra una página de mantenimiento',
      { tipo: 'mantenimiento', estado: 200 },
      ['enviando', 'pendiente', 'enviando', 'aceptado'],
    ],
    ['la recibe y corta sin responder', { tipo: 'corte-despues', bytes: 0 }, DOUBT],
    ['la recibe dos veces', 'repetida', ['enviando', 'aceptado']],
  ])('la DIAN %s: una sola nota, y una sola anulación', async (_, falla, expected) => {
    const { facturaId } = await p.attend()
    await p.deliverAll()
    p.autoridades.dian.faults.next(falla, 1, { operacion: 'SendBillSync' })
    const nota = await emitir(facturaId, 0)
    await p.deliverAll()
    expect((await p.history(nota.id, 'dian.nota')).slice(0, expected.length)).toEqual(expected)
    await expect(emitir(facturaId, 0)).rejects.toMatchObject({ code: 'NOTA_SIN_FACTURA' })
    expect(await p.broken()).toEqual([])
  })
})
