import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { type CompiledQuery, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { transact } from '../../../src-main/core/database/transaction.ts'
import * as repository from '../../../src-main/domains/agenda/repository.ts'
import { limitesDelDia, masMinutos, ocupa, seTraslapan } from '../../../src-shared/domains/agenda/rules.ts'
import type { EstadoCita } from '../../../src-shared/domains/agenda/schemas.ts'
import { type Agenda, abrirAgenda, en } from './agenda-harness.ts'

const LUNES = '2026-11-23'

interface Fila {
  readonly id: string
  readonly paciente: string
  readonly profesional: string
  readonly inicio: string
  readonly fin: string
  readonly estado: EstadoCita
  readonly sobrecupo: string | null
}

describe('lo que la base de datos no deja escribir', () => {
  let app: Agenda
  let profesionales: string[]
  let pacientes: string[]

  beforeEach(async () => {
    app = await abrirAgenda()
    profesionales = [await app.profesional('Catalina'), await app.profesional('Andrés')]
    pacientes = [
      await app.paciente({ primerNombre: 'Ana' }),
      await app.paciente({ primerNombre: 'Beto' }),
      await app.paciente({ primerNombre: 'Carla' }),
    ]
  })
  afterEach(() => app.cerrar())

  /** By SQL, as another program would. */
  const insertar = (fila: Fila) =>
    sql`
    INSERT INTO citas (id, version, paciente_id, profesional_id, servicio, modalidad, inicio, fin, estado,
      fecha_solicitud, fecha_deseada, sobrecupo_motivo, motivo_cancelacion, creada_en)
    VALUES (${fila.id}, 1, ${fila.paciente}, ${fila.profesional}, 'Consulta', '01', ${fila.inicio}, ${fila.fin},
      ${fila.estado}, '2026-11-21', ${LUNES}, ${fila.sobrecupo}, 'otro', ${fila.inicio})`.execute(app.db)
  const fila = (more: Partial<Fila> = {}): Fila => ({
    id: randomUUID(),
    paciente: pacientes[0]!,
    profesional: profesionales[0]!,
    inicio: en(LUNES, '08:00'),
    fin: en(LUNES, '08:20'),
    estado: 'agendada',
    sobrecupo: null,
    ...more,
  })

  test('[K-03] dos citas del mismo profesional a la misma hora, escritas por SQL, se rechazan', async () => {
    await insertar(fila())
    const encima = fila({ paciente: pacientes[1]!, inicio: en(LUNES, '08:19'), fin: en(LUNES, '08:40') })
    await expect(insertar(encima)).rejects.toThrow('CITA_TRASLAPADA profesional')
    await insertar({ ...encima, inicio: en(LUNES, '08:20') })
    const larga = fila({ paciente: pacientes[2]!, inicio: en(LUNES, '07:00'), fin: en(LUNES, '12:00') })
    await expect(insertar(larga)).rejects.toThrow('CITA_TRASLAPADA')
    await expect(insertar({ ...larga, sobrecupo: '  ' })).rejects.toThrow('CHECK')
    await insertar({ ...larga, sobrecupo: 'Jornada de vacunación' })
  })

  test('el mismo paciente con dos profesionales a la misma hora, escrito por SQL, se rechaza', async () => {
    await insertar(fila())
    await expect(insertar(fila({ profesional: profesionales[1]! }))).rejects.toThrow(
      'CITA_TRASLAPADA paciente',
    )
  })

  test('una cita larga que empezó horas antes también ocupa', async () => {
    await insertar(fila({ inicio: en(LUNES, '06:00'), fin: en(LUNES, '18:00') }))
    await expect(
      insertar(fila({ paciente: pacientes[1]!, inicio: en(LUNES, '17:59'), fin: en(LUNES, '18:19') })),
    ).rejects.toThrow('CITA_TRASLAPADA')
    await expect(
      insertar(fila({ inicio: en('2026-11-24', '06:00'), fin: en('2026-11-24', '18:01') })),
    ).rejects.toThrow('CHECK')
  })

  test('mover, cambiar de profesional, reactivar o quitar el motivo por SQL pasan por la misma regla', async () => {
    const quieta = fila()
    const otra = fila({ paciente: pacientes[1]!, inicio: en(LUNES, '09:00'), fin: en(LUNES, '09:20') })
    const cancelada = fila({ paciente: pacientes[2]!, estado: 'cancelada-paciente' })
    for (const one of [quieta, otra, cancelada]) await insertar(one)
    const cambiar = (id: string, set: string) =>
      sql`UPDATE citas SET ${sql.raw(set)} WHERE id = ${id}`.execute(app.db)
    await expect(cambiar(otra.id, `inicio = '${quieta.inicio}', fin = '${quieta.fin}'`)).rejects.toThrow(
      'CITA_TRASLAPADA',
    )
    await expect(
      cambiar(otra.id, `paciente_id = '${pacientes[0]}', inicio = '${quieta.inicio}'`),
    ).rejects.toThrow()
    await expect(cambiar(cancelada.id, `estado = 'agendada'`)).rejects.toThrow('CITA_TRASLAPADA')
    await cambiar(cancelada.id, `estado = 'agendada', sobrecupo_motivo = 'Urgencia'`)
    await expect(cambiar(cancelada.id, `sobrecupo_motivo = NULL`)).rejects.toThrow('CITA_TRASLAPADA')
    // The one that was there first goes on with its visit.
    await cambiar(quieta.id, `estado = 'en-sala'`)
  })

  test('ni la cita, ni su fecha de solicitud, ni su historia se borran o reescriben', async () => {
    const { id } = await app.agendar(pacientes[0]!, profesionales[0]!, en(LUNES, '08:00'))
    for (const sentencia of [
      `DELETE FROM citas WHERE id = '${id}'`,
      `UPDATE citas SET fecha_solicitud = '2026-11-01' WHERE id = '${id}'`,
      `DELETE FROM citas_estados WHERE cita_id = '${id}'`,
      `UPDATE citas_estados SET estado = 'atendida' WHERE cita_id = '${id}'`,
    ])
      await expect(sql.raw(sentencia).execute(app.db)).rejects.toThrow('APPEND_ONLY')
  })

  test('dos personas que agendan a la vez en el mismo espacio: una sola lo consigue', async () => {
    const intentos = await Promise.allSettled(
      pacientes.map((paciente) => app.agendar(paciente, profesionales[0]!, en(LUNES, '08:00'))),
    )
    expect(intentos.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  test('sin importar el orden en que se escriba, de dos citas que se cruzan una dice por qué', async () => {
    const ESTADOS: EstadoCita[] = ['agendada', 'en-sala', 'atendida', 'no-asistio', 'cancelada-consultorio']
    const paso = fc.record({
      cual: fc.nat(4),
      paciente: fc.nat(2),
      profesional: fc.nat(1),
      inicio: fc.integer({ min: 0, max: 12 }),
      dura: fc.integer({ min: 1, max: 6 }),
      estado: fc.constantFrom(...ESTADOS),
      sobrecupo: fc.constantFrom(null, null, 'Urgencia'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(paso, { minLength: 2, maxLength: 25 }), async (pasos) => {
        const vivas: (Fila | undefined)[] = []
        await transact(app.db, async (trx) => {
          for (const one of pasos) {
            const inicio = masMinutos(en(LUNES, '08:00'), one.inicio * 10)
            const next = fila({
              id: vivas[one.cual]?.id ?? randomUUID(),
              paciente: pacientes[one.paciente]!,
              profesional: profesionales[one.profesional]!,
              inicio,
              fin: masMinutos(inicio, one.dura * 10),
              estado: one.estado,
              sobrecupo: one.sobrecupo,
            })
            try {
              if (vivas[one.cual])
                await sql`UPDATE citas SET paciente_id = ${next.paciente}, profesional_id = ${next.profesional},
                  inicio = ${next.inicio}, fin = ${next.fin}, estado = ${next.estado},
                  sobrecupo_motivo = ${next.sobrecupo} WHERE id = ${next.id}`.execute(trx)
              else
                await sql`INSERT INTO citas (id, version, paciente_id, profesional_id, servicio, modalidad, inicio,
                  fin, estado, fecha_solicitud, fecha_deseada, sobrecupo_motivo, motivo_cancelacion, creada_en)
                  VALUES (${next.id}, 1, ${next.paciente}, ${next.profesional}, 'x', '01', ${next.inicio},
                  ${next.fin}, ${next.estado}, ${LUNES}, ${LUNES}, ${next.sobrecupo}, 'otro', ${inicio})`.execute(
                  trx,
                )
              vivas[one.cual] = next
            } catch (error) {
              expect(String(error)).toContain('CITA_TRASLAPADA')
              // What was refused would have broken the rule.
              expect(
                vivas.some((other) => other && other.id !== next.id && cruza(other, next)),
                'a refusal without a reason',
              ).toBe(true)
            }
          }
          const quedan = vivas.filter((one) => one !== undefined)
          for (const [i, a] of quedan.entries())
            for (const b of quedan.slice(i + 1))
              expect(cruza(a, b) && a.sobrecupo === null && b.sobrecupo === null).toBe(false)
          throw new Error('undo')
        }).catch((error: Error) => {
          if (error.message !== 'undo') throw error
        })
      }),
      { numRuns: 150 },
    )
  })

  const cruza = (a: Fila, b: Fila) =>
    ocupa(a.estado) &&
    ocupa(b.estado) &&
    seTraslapan(a, b) &&
    (a.paciente === b.paciente || a.profesional === b.profesional)
})

describe('con 200 000 citas', () => {
  let app: Agenda
  let seis: string[]
  let paciente: string
  const DIAS = 1700

  beforeAll(async () => {
    app = await abrirAgenda()
    seis = []
    for (const nombre of ['A', 'B', 'C', 'D', 'E', 'F']) seis.push(await app.profesional(`Doctor ${nombre}`))
    paciente = await app.paciente({ primerNombre: 'Ana' })
    const row = await app.db.selectFrom('pacientes').selectAll().executeTakeFirstOrThrow()
    const { fila: _fila, ...columns } = row
    for (let from = 0; from < 2000; from += 20)
      await app.db
        .insertInto('pacientes')
        .values(
          Array.from({ length: 20 }, (_, i) => ({ ...columns, id: `p${from + i}`, numero_documento: null })),
        )
        .execute()
    // Twenty minutes each, twenty a day, six professionals; the triggers would check each one, so they wait.
    await sql`DROP TRIGGER citas_traslape_insert`.execute(app.db)
    await sql`
      WITH RECURSIVE dias(d) AS (SELECT 0 UNION ALL SELECT d + 1 FROM dias WHERE d < ${DIAS}),
        turnos(t) AS (SELECT 0 UNION ALL SELECT t + 1 FROM turnos WHERE t < 19)
      INSERT INTO citas (id, version, paciente_id, profesional_id, servicio, modalidad, inicio, fin, estado,
        fecha_solicitud, fecha_deseada, motivo_cancelacion, creada_en)
      SELECT p.id || '-' || d || '-' || t, 1, 'p' || ((d * 7 + t) % 2000), p.id, 'Consulta', '01',
        strftime('%Y-%m-%dT%H:%M:00.000Z', '2023-01-02T13:00', '+' || d || ' days', '+' || (t * 20) || ' minutes'),
        strftime('%Y-%m-%dT%H:%M:00.000Z', '2023-01-02T13:20', '+' || d || ' days', '+' || (t * 20) || ' minutes'),
        CASE t % 5 WHEN 0 THEN 'cancelada-paciente' ELSE 'atendida' END, '2022-12-30', '2023-01-02', 'otro',
        '2022-12-30T00:00:00.000Z'
      FROM profesionales AS p, dias, turnos`.execute(app.db)
  }, 120_000)
  afterAll(() => app.cerrar())

  const plan = async (query: { compile(): CompiledQuery }) => {
    const compiled = query.compile()
    const { rows } = await app.db.executeQuery<{ detail: string }>({
      ...compiled,
      sql: `EXPLAIN QUERY PLAN ${compiled.sql}`,
    })
    return rows.map((row) => row.detail).join('\n')
  }
  const dia = (fecha: string, dias = 1) => ({
    desde: limitesDelDia(fecha).desde,
    hasta: masMinutos(limitesDelDia(fecha).desde, dias * 1440),
  })

  test('el día de seis profesionales y la semana de uno leen solo un tramo de un índice', async () => {
    const { n } = await app.db
      .selectFrom('citas')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(n).toBeGreaterThan(200_000)

    const delDia = { ...dia('2026-11-23'), profesionalIds: seis }
    const deLaSemana = { ...dia('2026-11-23', 7), profesionalIds: [seis[0]!] }
    for (const conEstadisticas of [false, true]) {
      if (conEstadisticas) await sql`ANALYZE`.execute(app.db)
      for (const rango of [delDia, deLaSemana, { ...delDia, profesionalIds: null }]) {
        const steps = await plan(repository.rangoQuery(app.db, rango))
        expect(steps).toMatch(/SEARCH c USING INDEX citas_por_\w+ \(.*inicio>\? AND inicio<\?\)/)
        expect(steps).not.toMatch(/SCAN [cp]\b/)
      }
    }
    expect(await repository.citasEnRango(app.db, delDia)).toHaveLength(120)
    expect(await repository.citasEnRango(app.db, deLaSemana)).toHaveLength(140)
  })

  test('la sala de espera, las citas de un paciente y los bloqueos también', async () => {
    for (const [query, index] of [
      [repository.enCursoQuery(app.db), 'citas_en_curso'],
      [repository.dePacientesQuery(app.db, [paciente, 'p7'], 100), 'citas_por_paciente'],
      [repository.bloqueosQuery(app.db, en(LUNES, '00:00'), en(LUNES, '23:00')), 'agenda_bloqueos_por_fin'],
    ] as const) {
      const steps = await plan(query)
      expect(steps).toContain(index)
      expect(steps).not.toMatch(/SCAN [cp]\b/)
    }
  })

  test('buscar quién ocupa un espacio lee unas horas, no todas las citas', async () => {
    const ocupan = {
      inicio: en(LUNES, '08:00'),
      fin: en(LUNES, '08:20'),
      profesionalId: seis[0]!,
      pacienteIds: [paciente],
      exceptoId: null,
    }
    expect(await plan(repository.ocupanQuery(app.db, ocupan))).not.toMatch(/SCAN [cp]\b/)
    expect(await repository.queOcupan(app.db, ocupan)).toHaveLength(0)
    const ocupada = { ...ocupan, inicio: en(LUNES, '08:20'), fin: en(LUNES, '08:40') }
    expect(await repository.queOcupan(app.db, ocupada)).toHaveLength(1)
  })
})
