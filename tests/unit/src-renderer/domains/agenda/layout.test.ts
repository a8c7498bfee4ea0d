import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Columna,
  carriles,
  chocaCon,
  cursorDe,
  horasVisibles,
  instanteDe,
  minutoDe,
  moverCursor,
  paradaEn,
  paradas,
} from '../../../../../src-renderer/domains/agenda/layout.ts'
import { masMinutos, seTraslapan } from '../../../../../src-shared/domains/agenda/rules.ts'
import type { CitaAgenda } from '../../../../../src-shared/domains/agenda/schemas.ts'

const LUNES = '2026-11-23'
const HORAS = { desde: 420, hasta: 1140 }
const at = (minuto: number, fecha = LUNES) => instanteDe(fecha, minuto)

function cita(id: string, desde: number, hasta: number, more: Partial<CitaAgenda> = {}): CitaAgenda {
  return {
    id,
    version: 1,
    pacienteId: `paciente ${id}`,
    paciente: id,
    profesionalId: 'ruiz',
    inicio: at(desde),
    fin: at(hasta),
    estado: 'agendada',
    ...more,
  } as CitaAgenda
}

function columna(more: Partial<Columna> = {}): Columna {
  return {
    key: 'ruiz',
    profesionalId: 'ruiz',
    fecha: LUNES,
    titulo: 'Ruiz',
    detalle: '',
    franjas: [{ dia: 1, desde: '08:00', hasta: '10:00' }],
    minutos: 20,
    festivo: null,
    esHoy: false,
    ...more,
  }
}

describe('carriles', () => {
  test('lo que se cruza va al lado y lo que solo se toca, en el mismo carril', () => {
    const lanes = carriles([
      cita('a', 480, 500),
      cita('b', 490, 510),
      cita('c', 500, 520),
      cita('d', 520, 540),
    ])
    expect([...lanes]).toEqual([
      ['a', { carril: 0, de: 2 }],
      ['b', { carril: 1, de: 2 }],
      ['c', { carril: 0, de: 2 }],
      ['d', { carril: 0, de: 1 }],
    ])
  })

  test('nada que se cruce comparte carril, y cada grupo se reparte el ancho', () => {
    const tramo = fc.record({ desde: fc.integer({ min: 0, max: 60 }), dura: fc.integer({ min: 1, max: 20 }) })
    fc.assert(
      fc.property(fc.array(tramo, { maxLength: 25 }), (tramos) => {
        const list = tramos.map(({ desde, dura }, i) => cita(`c${i}`, desde * 10, (desde + dura) * 10))
        const lanes = carriles(list)
        expect(lanes.size).toBe(list.length)
        for (const a of list)
          for (const b of list) {
            const [x, y] = [lanes.get(a.id)!, lanes.get(b.id)!]
            expect(x.carril).toBeLessThan(x.de)
            if (a === b || !seTraslapan(a, b)) continue
            expect(x.carril).not.toBe(y.carril)
            expect(x.de).toBe(y.de)
          }
      }),
    )
  })
})

describe('paradas del cursor', () => {
  test('los espacios libres llenan lo que dejan las citas dentro del horario, y fuera van por medias horas', () => {
    const list = paradas(columna(), [cita('a', 490, 510)], [], { desde: 450, hasta: 630 })
    expect(list.map((one) => [minutoDe(LUNES, one.inicio), minutoDe(LUNES, one.fin), one.clase])).toEqual([
      [450, 480, 'libre'],
      [480, 490, 'libre'],
      [490, 510, 'cita'],
      [510, 530, 'libre'],
      [530, 550, 'libre'],
      [550, 570, 'libre'],
      [570, 590, 'libre'],
      [590, 600, 'libre'],
      [600, 630, 'libre'],
    ])
    expect(list.map((one) => one.clase === 'libre' && one.fuera)).toEqual([
      true,
      ...Array.from({ length: 7 }, () => false),
      true,
    ])
  })

  test('lo bloqueado queda por fuera, y una cita cancelada deja libre su espacio', () => {
    const bloqueo = { id: 'b', profesionalId: null, desde: at(480), hasta: at(540), motivo: 'Reunión' }
    const list = paradas(columna(), [cita('a', 540, 560, { estado: 'no-asistio' })], [bloqueo], HORAS)
    const dentro = list.filter((one) => one.clase === 'libre' && !one.fuera)
    expect(dentro.map((one) => minutoDe(LUNES, one.inicio))).toEqual([540, 560, 580])
  })

  test('las paradas libres nunca pisan una cita que ocupa, y cubren todo el día visible', () => {
    const tramo = fc.record({
      desde: fc.integer({ min: 84, max: 220 }),
      dura: fc.integer({ min: 1, max: 12 }),
    })
    fc.assert(
      fc.property(fc.array(tramo, { maxLength: 10 }), (tramos) => {
        const citas = tramos.map(({ desde, dura }, i) => cita(`c${i}`, desde * 5, (desde + dura) * 5))
        const list = paradas(columna(), citas, [], HORAS)
        const libres = list.filter((one) => one.clase === 'libre')
        for (const libre of libres) expect(citas.some((one) => seTraslapan(one, libre))).toBe(false)
        for (let minuto = HORAS.desde; minuto < HORAS.hasta; minuto += 5)
          expect(list.some((one) => one.inicio <= at(minuto) && at(minuto) < one.fin)).toBe(true)
      }),
    )
  })
})

describe('cursor', () => {
  const ruiz = columna()
  const gomez = columna({ key: 'gomez', profesionalId: 'gomez', minutos: 30 })
  const columnas = [
    { key: 'ruiz', fecha: LUNES, paradas: paradas(ruiz, [cita('a', 500, 520)], [], HORAS) },
    { key: 'gomez', fecha: LUNES, paradas: paradas(gomez, [], [], HORAS) },
  ]
  const start = { columna: 'ruiz', inicio: at(480), citaId: null }

  test('baja por los espacios y las citas, y pasa al lado a la misma hora', () => {
    const cita1 = moverCursor(columnas, start, 'abajo')
    expect(cita1).toEqual({ columna: 'ruiz', inicio: at(500), citaId: 'a' })
    expect(moverCursor(columnas, cita1, 'derecha')).toEqual({
      columna: 'gomez',
      inicio: at(480),
      citaId: null,
    })
    expect(moverCursor(columnas, cita1, 'arriba')).toEqual(start)
    expect(moverCursor(columnas, start, 'izquierda')).toEqual(start)
    expect(moverCursor(columnas, start, 'fin')).toMatchObject({ inicio: at(580) })
  })

  test('en la semana, el día de al lado conserva la hora del reloj', () => {
    const martes = '2026-11-24'
    const otro = columna({
      key: martes,
      fecha: martes,
      franjas: [{ dia: 2, desde: '08:00', hasta: '10:00' }],
    })
    const semana = [columnas[0]!, { key: martes, fecha: martes, paradas: paradas(otro, [], [], HORAS) }]
    expect(moverCursor(semana, start, 'derecha')).toEqual({
      columna: martes,
      inicio: at(480, martes),
      citaId: null,
    })
  })

  test('si lo que había debajo desaparece, queda en lo más cercano', () => {
    const perdido = { columna: 'ruiz', inicio: at(505), citaId: 'ya no está' }
    expect(paradaEn(columnas[0]!.paradas, perdido)).toMatchObject({ clase: 'cita', inicio: at(500) })
    expect(paradaEn([], perdido)).toBeUndefined()
  })

  test('ir y volver por todas las paradas termina donde empezó', () => {
    let cursor = cursorDe('ruiz', columnas[0]!.paradas[0]!)
    for (const _ of columnas[0]!.paradas) cursor = moverCursor(columnas, cursor, 'abajo')
    for (const _ of columnas[0]!.paradas) cursor = moverCursor(columnas, cursor, 'arriba')
    expect(cursor).toEqual(cursorDe('ruiz', columnas[0]!.paradas[0]!))
  })
})

test('las horas visibles son enteras y alcanzan para el horario y para toda cita', () => {
  expect(horasVisibles([columna()], [])).toEqual({ desde: 420, hasta: 1140 })
  const temprano = columna({ franjas: [{ dia: 1, desde: '05:30', hasta: '21:15' }] })
  expect(horasVisibles([temprano], [])).toEqual({ desde: 300, hasta: 1320 })
  expect(horasVisibles([columna()], [cita('a', 1400, 1430)])).toEqual({ desde: 420, hasta: 1440 })
})

test('choca con otra cita del profesional o del mismo paciente, nunca consigo misma', () => {
  const a = cita('a', 480, 500)
  const b = cita('b', 500, 520)
  const c = cita('c', 540, 560, { profesionalId: 'gomez', pacienteId: a.pacienteId })
  const en = (minuto: number, profesionalId = 'ruiz') => ({
    profesionalId,
    inicio: at(minuto),
    fin: masMinutos(at(minuto), 20),
  })
  expect(chocaCon(a, en(470), [a, b, c])).toBe(false)
  expect(chocaCon(a, en(510), [a, b, c])).toBe(true)
  expect(chocaCon(a, en(550), [a, b, c])).toBe(true)
  expect(chocaCon(a, en(600), [a, b, c])).toBe(false)
})
