import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backoffSeconds } from '../../../src-main/core/outbox/backoff.ts'
import type { DeliveryResult } from '../../../src-main/core/outbox/handler.ts'
import { accepted, blocked, notFound, notSent, openQueue, rejected, unknown } from './outbox-harness.ts'

let q: Awaited<ReturnType<typeof openQueue>>
beforeEach(async () => {
  q = await openQueue()
})
afterEach(() => q.close())

/** An answer that the test gives when it wants. */
function held() {
  let give: (result: DeliveryResult) => void = () => {}
  const answer = new Promise<DeliveryResult>((resolve) => {
    give = resolve
  })
  return { answer, give }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1))
}

const due = async (name: string) => {
  const { next_attempt_at } = await q.status(name)
  return next_attempt_at === null ? null : (Date.parse(next_attempt_at) - q.clock.now().getTime()) / 1000
}

describe('estados', () => {
  it('accepted: pendiente → enviando → aceptado, one send', async () => {
    await q.outbox.start()
    await q.put('a')
    await q.outbox.drain()
    expect(q.said()).toEqual(['send a'])
    expect(await q.history('a')).toEqual(['enviando', 'aceptado'])
  })

  it('accepted with observations: they are kept in the history', async () => {
    const finding = { regla: 'X1', severidad: 'notificacion', ruta: '', mensaje: 'Ojo', remedio: '' } as const
    q.answer(() => ({ outcome: 'accepted', detail: 'Aceptado', findings: [finding] }))
    await q.outbox.start()
    await q.put('a')
    await q.outbox.drain()
    const last = await q.db
      .selectFrom('outbox_events')
      .select('findings')
      .where('state', '=', 'aceptado')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(last.findings)).toEqual([finding])
  })

  it('unknown: it is asked before anything is sent again; not found sends the same bytes at once', async () => {
    const script: DeliveryResult[] = [unknown, notSent, unknown, notFound, accepted]
    q.answer(() => script.shift() ?? accepted)
    await q.outbox.start()
    await q.put('a')
    for (let i = 0; i < 4; i++) await q.run(3600)
    expect(q.said()).toEqual(['send a', 'ask a', 'ask a', 'ask a', 'send a'])
    expect(new Set(q.exchanges.map(({ payload }) => payload))).toEqual(new Set(['bytes de a']))
    expect(await q.history('a')).toEqual([
      'enviando',
      'incierto',
      'enviando',
      'incierto',
      'enviando',
      'incierto',
      'enviando',
      'pendiente',
      'enviando',
      'aceptado',
    ])
  })

  it('unknown from a service that cannot be asked: it waits for a person, who alone has the same bytes sent again', async () => {
    q.answer(() => unknown, 'mudo')
    await q.outbox.start()
    await q.put('a', { kind: 'mudo' })
    await q.put('b', { kind: 'mudo' })
    await q.run(30 * 86_400)
    expect(q.said()).toEqual(['send a', 'send b'])
    expect(await q.status('a')).toMatchObject({ state: 'incierto', next_attempt_at: null, failures: 0 })

    q.answer(() => accepted, 'mudo')
    expect(await q.outbox.retry(q.id('a'))).toBe(true)
    await q.run(86_400)
    expect(q.said()).toEqual(['send a', 'send b', 'send a'])
    expect(await q.history('a')).toEqual(['enviando', 'incierto', 'pendiente', 'enviando', 'aceptado'])
    expect(await q.status('b')).toMatchObject({ state: 'incierto' })
  })

  it('a death during the send to a service that cannot be asked is not sent again by itself', async () => {
    q.answer(() => new Promise(() => {}), 'mudo')
    await q.outbox.start()
    await q.put('a', { kind: 'mudo' })
    await until(() => q.exchanges.length === 1)
    await q.dieAndReopen()
    await q.outbox.start()
    await q.run(30 * 86_400)
    expect(q.said()).toEqual(['send a'])
    const { state, last_detail } = await q.status('a')
    expect(state).toBe('incierto')
    expect(last_detail).toMatch(/espera por usted/)
  })

  it('rejected: it waits for a person, who may send the same bytes again', async () => {
    q.answer(() => rejected)
    await q.outbox.start()
    await q.put('a')
    await q.run(30 * 86_400)
    expect(q.said()).toEqual(['send a'])
    expect((await q.status('a')).state).toBe('rechazado')
    q.answer(() => accepted)
    expect(await q.outbox.retry(q.id('a'))).toBe(true)
    await q.outbox.drain()
    expect(q.said()).toEqual(['send a', 'send a'])
    expect((await q.status('a')).state).toBe('aceptado')
    expect(await q.outbox.retry(q.id('a'))).toBe(false)
  })

  it('what was accepted is final, and items and history cannot be changed or removed', async () => {
    await q.outbox.start()
    await q.put('a')
    await q.outbox.drain()
    const refused = [
      sql`UPDATE outbox_status SET state = 'pendiente'`,
      sql`UPDATE outbox_status SET state = 'rechazado'`,
      sql`DELETE FROM outbox_status`,
      sql`UPDATE outbox SET payload = x'00'`,
      sql`DELETE FROM outbox`,
      sql`UPDATE outbox_events SET state = 'x'`,
      sql`DELETE FROM outbox_events`,
    ]
    for (const statement of refused)
      await expect(statement.execute(q.db)).rejects.toThrow(/OUTBOX_FINAL|APPEND_ONLY/)
  })

  it('a handler that throws leaves a doubt, not a second send', async () => {
    let first = true
    q.answer(() => {
      if (!first) return accepted
      first = false
      throw new Error('bug')
    })
    await q.outbox.start()
    await q.put('a')
    await q.outbox.drain()
    await q.run(3600)
    expect(q.said()).toEqual(['send a', 'ask a'])
    expect(q.logged).toContain('outbox.handler-threw')
  })

  it('when the answer cannot be recorded the item is asked for again, and is not left as being sent', async () => {
    let broken = true
    q.hooks.listener = async () => {
      if (broken) throw new Error('certificate removed')
      return []
    }
    await q.outbox.start()
    await q.put('a')
    await q.outbox.drain()
    expect((await q.status('a')).state).toBe('incierto')
    broken = false
    await q.run(3600)
    expect(q.said()).toEqual(['send a', 'ask a'])
    expect((await q.status('a')).state).toBe('aceptado')
  })
})

describe('orden', () => {
  it('within a chain each waits for the one before, whatever its kind, and a rejection holds those behind it', async () => {
    q.answer(({ meta }) => (meta.name === 'factura' ? rejected : accepted))
    await q.outbox.start()
    await q.put('factura', { chain: 'f' })
    await q.put('rips', { chain: 'f', kind: 'dos' })
    await q.put('nota', { chain: 'f' })
    await q.put('otra')
    await q.run(3600)
    expect(q.said()).toEqual(['send factura', 'send otra'])
    q.answer(() => accepted)
    await q.outbox.retry(q.id('factura'))
    await q.outbox.drain()
    expect(q.said().slice(2)).toEqual(['send factura', 'send rips', 'send nota'])
  })

  it('a version that replaces another goes in its place; what may have arrived cannot be replaced', async () => {
    q.answer(({ meta }) => (meta.name === 'v1' ? rejected : unknown))
    await q.outbox.start()
    await q.put('v1', { chain: 'f' })
    await q.outbox.drain()
    await q.put('v2', { chain: 'f', replaces: 'v1' })
    await q.outbox.drain()
    expect((await q.status('v1')).state).toBe('reemplazado')
    expect((await q.status('v2')).state).toBe('incierto')
    await expect(q.put('v3', { chain: 'f', replaces: 'v2' })).rejects.toThrow(/cannot be replaced/)
    expect((await q.db.selectFrom('outbox').select('id').execute()).length).toBe(2)
  })

  it('an item replaced while its send goes on stays replaced, its answer is kept in the history and the lane goes on', async () => {
    const { answer, give } = held()
    q.answer(({ meta }) => (meta.name === 'v1' ? answer : accepted))
    await q.outbox.start()
    await q.put('v1', { chain: 'f' })
    await until(() => q.exchanges.length === 1)
    await q.put('v2', { chain: 'f', replaces: 'v1' })
    give(blocked)
    await q.outbox.drain()
    expect((await q.status('v1')).state).toBe('reemplazado')
    expect((await q.status('v2')).state).toBe('aceptado')
    expect(q.logged).toEqual([])
  })
})

describe('esperas', () => {
  it('doubles from 15 s to half an hour with 20 % of jitter and never ends; a wait named by the service is obeyed', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000].map((n) => backoffSeconds(n, 0.5))).toEqual([
      15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800,
    ])
    expect([backoffSeconds(8, 0), backoffSeconds(8, 0.999999)]).toEqual([1440, 2160])
    expect([backoffSeconds(1, 0.5, 7), backoffSeconds(1, 0.5, 999_999)]).toEqual([7, 1800])
  })

  it('without network 200 items do not each knock, and leave in order when it returns', async () => {
    q.answer(() => notSent)
    await q.outbox.start()
    const names = Array.from({ length: 200 }, (_, i) => `i${String(i).padStart(3, '0')}`)
    for (const name of names) await q.put(name)
    await q.outbox.drain()
    expect(q.exchanges.length).toBe(2)
    for (let i = 0; i < 24 * 60; i++) await q.run(60)
    // A day: two knocks at each rest, and rests of up to half an hour.
    expect(q.exchanges.length).toBeLessThan(150)
    q.exchanges.length = 0
    q.answer(() => accepted)
    for (let i = 0; i < 40; i++) await q.run(60)
    expect(q.said()).toEqual(names.map((name) => `send ${name}`))
  }, 60_000)

  it('an item that fails by itself does not hold the others', async () => {
    q.answer(({ meta }) => (/^mal/.test(meta.name ?? '') ? notSent : accepted))
    await q.outbox.start()
    for (const name of ['mal1', 'mal2', 'mal3', 'b', 'c']) await q.put(name)
    for (let i = 0; i < 30; i++) await q.run(60)
    expect((await q.status('b')).state).toBe('aceptado')
    expect((await q.status('c')).state).toBe('aceptado')
  })

  it('the rest and its length outlive a restart', async () => {
    q.answer(() => notSent)
    await q.outbox.start()
    await q.put('a')
    await q.put('b')
    for (let i = 0; i < 60; i++) await q.run(60)
    const wait = await due('a')
    expect(wait).toBeGreaterThan(60)
    const knocks = q.exchanges.length
    await q.dieAndReopen()
    await q.outbox.start()
    await q.put('c')
    await q.run((wait ?? 0) - 1)
    expect(q.exchanges.length).toBe(knocks)
    q.answer(() => accepted)
    await q.run(1)
    expect(q.said().slice(knocks)).toEqual(['send a', 'send b', 'send c'])
  })

  it('503 with Retry-After rests the whole lane that long', async () => {
    q.answer(() => ({ ...notSent, retryAfterSeconds: 90 }))
    await q.outbox.start()
    await q.put('a')
    await q.put('b')
    await q.outbox.drain()
    await q.run(89)
    expect(q.said()).toEqual(['send a'])
    q.answer(() => accepted)
    await q.run(1)
    expect(q.said()).toEqual(['send a', 'send a', 'send b'])
  })

  it('blocked: tried again after two minutes, the others go on', async () => {
    q.answer(({ meta }) => (meta.name === 'a' ? blocked : accepted))
    await q.outbox.start()
    await q.put('a')
    await q.put('b')
    await q.outbox.drain()
    await q.run(119)
    expect(q.said()).toEqual(['send a', 'send b'])
    await q.run(1)
    expect(q.said()).toEqual(['send a', 'send b', 'send a'])
  })

  it('the lane wakes by itself when the wait is over', async () => {
    q.answer(() => ({ ...notSent, retryAfterSeconds: 1 }))
    await q.outbox.start()
    await q.put('a')
    await q.outbox.drain()
    q.answer(() => accepted)
    q.clock.advance(2)
    await until(() => q.exchanges.length === 2)
    await q.outbox.drain()
    expect((await q.status('a')).state).toBe('aceptado')
  })
})

describe('reloj movido', () => {
  it.each([
    ['an hour back', -3600],
    ['a year back', -365 * 86_400],
    ['a year ahead', 365 * 86_400],
  ])('%s: nothing waits longer than its rest', async (_, seconds) => {
    q.answer(() => notSent)
    await q.outbox.start()
    await q.put('a')
    await q.put('b')
    for (let i = 0; i < 120; i++) await q.run(60)
    q.answer(() => accepted)
    q.clock.advance(seconds)
    for (let i = 0; i < 100; i++) await q.run(60)
    expect([(await q.status('a')).state, (await q.status('b')).state]).toEqual(['aceptado', 'aceptado'])
  })

  it('ids never go down within a process, so the order of the queue holds when the clock goes back', async () => {
    await q.put('a')
    q.clock.advance(-86_400)
    await q.put('b')
    await q.outbox.start()
    await q.outbox.drain()
    expect(q.said()).toEqual(['send a', 'send b'])
  })
})

describe('cierre y reinicio', () => {
  it('enviando at start becomes incierto and is asked, never sent blindly', async () => {
    const { answer } = held()
    q.answer(() => answer)
    await q.outbox.start()
    await q.put('a')
    await until(() => q.exchanges.length === 1)
    await q.dieAndReopen()
    expect((await q.status('a')).state).toBe('enviando')
    q.answer(() => accepted)
    await q.outbox.start()
    await q.outbox.drain()
    expect(q.said()).toEqual(['send a', 'ask a'])
    expect(await q.history('a')).toEqual(['enviando', 'incierto', 'enviando', 'aceptado'])
  })

  it('who is asked after a restart knows when the bytes were last sent; questions do not count', async () => {
    const { answer } = held()
    q.answer(() => answer)
    await q.outbox.start()
    await q.put('a')
    await until(() => q.exchanges.length === 1)
    const sentAt = q.clock.now().toISOString()
    await q.dieAndReopen()
    const told: (string | undefined)[] = []
    q.answer((item) => {
      told.push(item.lastSentAt)
      return told.length < 3 ? unknown : accepted
    })
    await q.outbox.start()
    for (let i = 0; i < 3; i++) await q.run(3600)
    expect(told).toEqual([sentAt, sentAt, sentAt])
  })

  it('a stop waits for the send in course and records it', async () => {
    const { answer, give } = held()
    q.answer(() => answer)
    await q.outbox.start()
    await q.put('a')
    await q.put('b')
    await until(() => q.exchanges.length === 1)
    const stopping = q.outbox.stop()
    give(accepted)
    await stopping
    expect((await q.status('a')).state).toBe('aceptado')
    expect(q.said()).toEqual(['send a'])
  })

  it('a stop does not wait for ever, and an answer that comes later touches nothing', async () => {
    const { answer, give } = held()
    q.answer(() => answer)
    await q.outbox.start()
    await q.put('a')
    await until(() => q.exchanges.length === 1)
    await q.outbox.stop(20)
    give(accepted)
    await q.outbox.drain()
    expect((await q.status('a')).state).toBe('enviando')
    expect(q.logged).toEqual([])
  })

  it('nothing moves before the start nor after the stop', async () => {
    await q.put('a')
    await q.outbox.drain()
    expect(q.said()).toEqual([])
    await q.outbox.start()
    await q.outbox.drain()
    await q.outbox.stop()
    await q.put('b')
    await q.outbox.drain()
    expect(q.said()).toEqual(['send a'])
  })
})

describe('reintento pedido por una persona', () => {
  it('goes now, whatever the rest, and only that service is tried', async () => {
    q.answer(() => notSent)
    q.answer(() => notSent, 'dos')
    await q.outbox.start()
    await q.put('a')
    await q.put('b')
    await q.put('x', { kind: 'dos' })
    for (let i = 0; i < 60; i++) await q.run(60)
    q.answer(() => accepted)
    const before = q.exchanges.length
    await q.outbox.retry(q.id('b'))
    await q.outbox.drain()
    expect(q.said().slice(before)).toEqual(['send b'])
    expect((await q.status('b')).state).toBe('aceptado')
  })

  it('during a send: it is neither forgotten nor sent twice at a time, and a doubt is still asked first', async () => {
    const { answer, give } = held()
    q.answer(() => (q.exchanges.length === 1 ? answer : accepted))
    await q.outbox.start()
    await q.put('a')
    await until(() => q.exchanges.length === 1)
    expect(await q.outbox.retry(q.id('a'))).toBe(true)
    expect((await q.status('a')).state).toBe('enviando')
    expect(q.exchanges.length).toBe(1)
    give(unknown)
    await q.outbox.drain()
    expect(q.said()).toEqual(['send a', 'ask a'])
    expect((await q.status('a')).state).toBe('aceptado')
  })

  it('of something that does not exist says so', async () => {
    await q.outbox.start()
    expect(await q.outbox.retry('nada')).toBe(false)
  })
})

it('a burst of wakes while it works loses nothing and repeats nothing', async () => {
  q.answer(async () => {
    q.outbox.wake()
    await new Promise((resolve) => setImmediate(resolve))
    q.outbox.wake()
    return accepted
  })
  await q.outbox.start()
  const names = Array.from({ length: 60 }, (_, i) => `i${String(i).padStart(2, '0')}`)
  for (const name of names) {
    await q.put(name)
    q.outbox.wake()
    if (name.endsWith('7')) await q.outbox.drain()
  }
  await q.outbox.drain()
  expect(q.said()).toEqual(names.map((name) => `send ${name}`))
})
