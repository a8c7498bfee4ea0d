import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asistencia,
  cuposEn,
  dentroDelHorario,
  festivo,
  franjasTraslapadas,
  huecosDelDia,
  leerHora,
  masMinutos,
  minutosDeServicio,
  minutosEntre,
  motivosDe,
  ocupa,
  oportunidad,
  partesDeNombre,
  pasosDesde,
  puedeMoverse,
  puedePasar,
  seTraslapan,
  tramosDelDia,
} from '../../../../../src-shared/domains/agenda/rules.ts'
import { ESTADOS_CITA, MOTIVOS_CANCELACION } from '../../../../../src-shared/domains/agenda/schemas.ts'
import {
  duracionLegible,
  ESTADO_CITA,
  MOTIVO_CANCELACION,
} from '../../../../../src-shared/domains/agenda/texts.ts'
import { bogotaInstant } from '../../../../../src-shared/kernel/dates.ts'

const LUNES = '2026-11-23'
const en = (hora: string, fecha = LUNES) => bogotaInstant(fecha, hora).toISOString()
const tramo = (desde: string, hasta: string) => ({ inicio: en(desde), fin: en(hasta) })
const FRANJAS = [
  { dia: 1, desde: '14:00', hasta: '18:00' },
  { dia: 1, desde: '08:00', hasta: '12:00' },
]

describe('estados', () => {
  test('los pasos son los de la visita y sus salidas', () => {
    expect(pasosDesde('agendada')[0]).toBe('confirmada')
    expect(puedePasar('agendada', 'en-sala')).toBe(true)
    expect(puedePasar('agendada', 'atendida')).toBe(false)
    expect(puedePasar('en-consulta', 'cancelada-paciente')).toBe(false)
    expect(pasosDesde('atendida')).toEqual([])
    for (const estado of ESTADOS_CITA) expect(puedePasar(estado, estado)).toBe(false)
  })

  test('solo lo cancelado, lo reprogramado y lo no asistido deja libre el espacio', () => {
    expect(ESTADOS_CITA.filter((estado) => !ocupa(estado))).toEqual([
      'cancelada-paciente',
      'cancelada-consultorio',
      'no-asistio',
      'reprogramada',
    ])
    expect(ESTADOS_CITA.filter(puedeMoverse)).toEqual(['agendada', 'confirmada', 'en-sala'])
  })

  test('las palabras son las acordadas y todo motivo lo puede dar alguien', () => {
    expect(ESTADO_CITA['cancelada-consultorio']).toBe('Cancelada por el consultorio')
    const dichos = new Set([...motivosDe('cancelada-paciente'), ...motivosDe('cancelada-consultorio')])
    expect([...dichos].toSorted()).toEqual([...MOTIVOS_CANCELACION].toSorted())
    expect(motivosDe('agendada')).toEqual([])
    for (const motivo of MOTIVOS_CANCELACION) expect(MOTIVO_CANCELACION[motivo]).not.toBe('')
  })
})

describe('horas del día', () => {
  test('los tramos salen en orden y son instantes de Bogotá', () => {
    expect(tramosDelDia(FRANJAS, LUNES)).toEqual([tramo('08:00', '12:00'), tramo('14:00', '18:00')])
    expect(tramosDelDia(FRANJAS, '2026-11-24')).toEqual([])
    expect(tramosDelDia([{ dia: 1, desde: '18:00', hasta: '24:00' }], LUNES)[0]?.fin).toBe(
      en('00:00', '2026-11-24'),
    )
  })

  test('una cita que pisa el almuerzo está por fuera del horario', () => {
    expect(dentroDelHorario(FRANJAS, tramo('08:00', '08:20'))).toBe(true)
    expect(dentroDelHorario(FRANJAS, tramo('11:50', '12:10'))).toBe(false)
    const seguidas = [
      { dia: 1, desde: '08:00', hasta: '12:00' },
      { dia: 1, desde: '12:00', hasta: '13:00' },
    ]
    expect(dentroDelHorario(seguidas, tramo('11:50', '12:10'))).toBe(true)
  })

  test('los cupos siguen al último ocupado sin dejar minutos perdidos', () => {
    const huecos = huecosDelDia({ franjas: FRANJAS, fecha: LUNES, ocupados: [tramo('08:10', '08:40')] })
    expect(huecos[0]).toEqual(tramo('08:00', '08:10'))
    const cupos = cuposEn(huecos, { minutos: 20, desde: en('00:00'), franja: 'cualquiera' })
    expect(cupos[0]).toEqual(tramo('08:40', '09:00'))
    expect(cuposEn(huecos, { minutos: 20, desde: en('09:03'), franja: 'manana' })[0]).toEqual(
      tramo('09:05', '09:25'),
    )
    expect(cuposEn(huecos, { minutos: 20, desde: en('00:00'), franja: 'tarde' })[0]).toEqual(
      tramo('14:00', '14:20'),
    )
  })

  test('ningún cupo cruza con lo ocupado ni se sale del horario', () => {
    const ocupado = fc
      .record({ desde: fc.integer({ min: 0, max: 1400 }), dura: fc.integer({ min: 1, max: 200 }) })
      .map(({ desde, dura }) => ({
        inicio: masMinutos(en('00:00'), desde),
        fin: masMinutos(en('00:00'), desde + dura),
      }))
    fc.assert(
      fc.property(
        fc.array(ocupado, { maxLength: 12 }),
        fc.integer({ min: 5, max: 90 }),
        (ocupados, minutos) => {
          const huecos = huecosDelDia({ franjas: FRANJAS, fecha: LUNES, ocupados })
          const cupos = cuposEn(huecos, { minutos, desde: en('00:00'), franja: 'cualquiera' })
          for (const [i, cupo] of cupos.entries()) {
            expect(minutosEntre(cupo.inicio, cupo.fin)).toBe(minutos)
            expect(dentroDelHorario(FRANJAS, cupo)).toBe(true)
            expect(ocupados.some((one) => seTraslapan(one, cupo))).toBe(false)
            expect(cupos.slice(i + 1).some((other) => seTraslapan(other, cupo))).toBe(false)
          }
        },
      ),
    )
  })

  test('dos franjas que solo se tocan no se cruzan', () => {
    expect(franjasTraslapadas(FRANJAS)).toBeUndefined()
    expect(franjasTraslapadas([...FRANJAS, { dia: 1, desde: '11:59', hasta: '13:00' }])).toBeDefined()
    expect(franjasTraslapadas([...FRANJAS, { dia: 2, desde: '09:00', hasta: '10:00' }])).toBeUndefined()
  })

  test('los festivos se dicen por su nombre', () => {
    expect(festivo('2026-11-16')).toBe('Independencia de Cartagena')
    expect(festivo(LUNES)).toBeUndefined()
  })
})

test('la oportunidad se cuenta en días hábiles desde la fecha de solicitud', () => {
  expect(oportunidad('2026-11-20', '2026-11-25')).toEqual({ dias: 3, cumple: true })
  expect(oportunidad('2026-11-20', '2026-11-26')).toEqual({ dias: 4, cumple: false })
  // Saturday, Sunday and the holiday of 8 December do not count.
  expect(oportunidad('2026-12-04', '2026-12-10')).toEqual({ dias: 3, cumple: true })
  expect(oportunidad('2026-11-20', '2026-11-20')).toEqual({ dias: 0, cumple: true })
})

test('la inasistencia se mide sobre las citas que llegaron a su hora', () => {
  expect(asistencia([])).toMatchObject({ porcentajeInasistencia: 0 })
  expect(asistencia(['atendida', 'atendida', 'no-asistio', 'cancelada-paciente'])).toEqual({
    atendidas: 2,
    noAsistio: 1,
    canceladasPaciente: 1,
    canceladasConsultorio: 0,
    porcentajeInasistencia: 33,
  })
})

test('la duración es la del profesional, la del servicio o la de los dos juntos', () => {
  const doctora = { id: 'a', minutosCita: 20 }
  const servicio = {
    id: 's',
    nombre: 'Citología',
    cups: null,
    modalidad: '01' as const,
    minutos: null,
    profesionales: [],
    activo: true,
  }
  expect(minutosDeServicio(servicio, doctora)).toBe(20)
  expect(minutosDeServicio({ ...servicio, minutos: 15 }, doctora)).toBe(15)
  const suyos = [{ profesionalId: 'a', minutos: 40 }]
  expect(minutosDeServicio({ ...servicio, profesionales: suyos }, doctora)).toBe(40)
  expect(
    minutosDeServicio({ ...servicio, profesionales: suyos }, { id: 'b', minutosCita: 20 }),
  ).toBeUndefined()
})

test('un nombre dicho por teléfono se reparte sin partir los apellidos con partícula', () => {
  expect(Object.values(partesDeNombre('Rosa'))).toEqual(['Rosa', null, null, null])
  expect(Object.values(partesDeNombre('Rosa Peña'))).toEqual(['Rosa', null, 'Peña', null])
  expect(Object.values(partesDeNombre('Rosa de la Hoz Peña'))).toEqual(['Rosa', null, 'de la Hoz', 'Peña'])
  expect(Object.values(partesDeNombre('María de los Ángeles Fernández de Castro Rodríguez'))).toEqual([
    'María',
    'de los Ángeles',
    'Fernández',
    'de Castro Rodríguez',
  ])
})

test('las duraciones se leen en horas y minutos', () => {
  expect([20, 60, 125].map(duracionLegible)).toEqual(['20 min', '1 h', '2 h 05 min'])
})

test('las horas se leen como la gente las escribe', () => {
  const casos: [string, string | undefined][] = [
    ['8', '08:00'],
    ['820', '08:20'],
    ['8:20', '08:20'],
    ['8.05', '08:05'],
    ['1430', '14:30'],
    ['2 pm', '14:00'],
    ['2:30 p. m.', '14:30'],
    ['12 am', '00:00'],
    ['12 pm', '12:00'],
    ['24:00', undefined],
    ['8:75', undefined],
    ['13 pm', undefined],
    ['mañana', undefined],
    ['', undefined],
  ]
  for (const [texto, hora] of casos) expect(leerHora(texto), texto).toBe(hora)
})
