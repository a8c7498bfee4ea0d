import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { clientOf } from '../../../src-main/core-entry.ts'
import type { Core } from '../../../src-main/create-core.ts'
import { type ClientFor, seedPractice } from '../../../src-main/practice/demo-data.ts'
import { CITAS, PACIENTES, PIN } from '../../../src-main/practice/demo-facts.ts'
import { bookPracticeDay } from '../../../src-main/practice/practice-day.ts'
import { rangoPractica } from '../../../src-main/practice/registro.ts'
import { testClock, testCore } from '../../fixtures/core.ts'

const TABLES = [
  'usuarios',
  'prestador',
  'sedes',
  'servicios_habilitados',
  'profesionales',
  'resoluciones',
  'certificados',
  'software_dian',
  'tarifas',
  'pacientes',
  'consentimientos_datos',
  'citas',
  'citas_estados',
  'disponibilidad',
  'ajustes',
]

async function counts(core: Core): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const table of TABLES) {
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(core.db)
    found[table] = rows[0]?.n ?? 0
  }
  return found
}

/** The clients of a process that dies right after its k-th call was done, before it heard the answer. */
function dyingAfter(clientFor: ClientFor, k: number): { clientFor: ClientFor; calls(): number } {
  let calls = 0
  const wrap = (node: object): object =>
    new Proxy(node, {
      get: (target, key) => wrap(Reflect.get(target, key)),
      apply: async (target, self, args) => {
        calls += 1
        const answer = await Reflect.apply(target as (...given: unknown[]) => unknown, self, args)
        if (calls >= k) throw new Error('dead')
        return answer
      },
    })
  return {
    clientFor: (token) => wrap(clientFor(token)) as ReturnType<ClientFor>,
    calls: () => calls,
  }
}

function ports(clock: ReturnType<typeof testClock>, port = 9) {
  return {
    clock,
    ids: createIds(clock),
    registro: { softwareId: '56f2ae4e-9812-4fad-9255-08fcfcd5ccb0', pin: '12345' },
    url: `http://127.0.0.1:${port}/dian`,
    muvUrl: `http://127.0.0.1:${port}/muv`,
  }
}

it('la práctica que se corta a medio preparar se retoma donde quedó y termina igual', async () => {
  const clock = testClock()
  const whole = await testCore({ clock })
  const watched = dyingAfter(clientOf(whole.core), Number.POSITIVE_INFINITY)
  await seedPractice(watched.clientFor, ports(clock))
  const expected = await counts(whole.core)
  const total = watched.calls()
  await whole.dispose()
  expect(expected).toMatchObject({ usuarios: 3, pacientes: PACIENTES.length, citas: CITAS.length })

  for (const k of [2, 3, 4, 5, 8, 10, 12, 15, 24, 36, 41, total - 2, total]) {
    const { core, dispose } = await testCore({ clock })
    try {
      await expect(seedPractice(dyingAfter(clientOf(core), k).clientFor, ports(clock))).rejects.toThrow(
        'dead',
      )
      await seedPractice(clientOf(core), ports(clock))
      expect(await counts(core), `cut after ${k} of ${total}`).toEqual(expected)
    } finally {
      await dispose()
    }
  }
}, 240_000)

it('se retoma también otro día y con las autoridades en otro puerto', async () => {
  const clock = testClock()
  const { core, dispose } = await testCore({ clock })
  try {
    for (const k of [7, 14, 22, 30]) {
      await expect(seedPractice(dyingAfter(clientOf(core), k).clientFor, ports(clock, k))).rejects.toThrow(
        'dead',
      )
      clock.advance(86_400)
    }
    await seedPractice(clientOf(core), ports(clock, 99))
    expect(await counts(core)).toMatchObject({
      usuarios: 3,
      pacientes: PACIENTES.length,
      // The ordinary range, the paper one and the one of documento soporte.
      resoluciones: 3,
      certificados: 1,
      software_dian: 1,
    })
  } finally {
    await dispose()
  }
}, 120_000)

it('cada día de práctica amanece con citas, una sola vez, y no vuelve a poner las que la persona movió', async () => {
  const clock = testClock()
  const { core, dispose } = await testCore({ clock })
  try {
    const clientFor = clientOf(core)
    await seedPractice(clientFor, ports(clock))
    const ofDay = async (fecha: string) => {
      const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
      const client = clientFor(token)
      return { client, ...(await client.agenda.rango({ desde: fecha, hasta: fecha, profesionalIds: null })) }
    }
    clock.set('2026-11-24T13:00:00.000Z')
    await bookPracticeDay(clientFor, { clock })
    const { client, citas } = await ofDay('2026-11-24')
    expect(citas).toHaveLength(CITAS.length)
    expect(citas.filter(({ estado }) => estado === 'confirmada')).toHaveLength(CITAS.length / 2)
    await bookPracticeDay(clientFor, { clock })
    expect((await ofDay('2026-11-24')).citas).toHaveLength(CITAS.length)
    for (const cita of citas)
      await client.agenda.mover({
        commandId: crypto.randomUUID(),
        id: cita.id,
        version: cita.version,
        inicio: new Date(Date.parse(cita.inicio) + 2 * 86_400_000).toISOString(),
        minutos: 20,
        profesionalId: cita.profesionalId,
        sobrecupoMotivo: null,
      })
    await bookPracticeDay(clientFor, { clock })
    expect((await ofDay('2026-11-24')).citas).toEqual([])
  } finally {
    await dispose()
  }
}, 120_000)

it('el rango de práctica no se vence con sus fechas publicadas', () => {
  expect(rangoPractica('2026-11-21').vigenciaHasta).toBe('2030-01-19')
  expect(rangoPractica('2033-05-02')).toMatchObject({
    prefijo: 'SETP',
    vigenciaDesde: '2019-01-19',
    vigenciaHasta: '2035-05-02',
  })
})
