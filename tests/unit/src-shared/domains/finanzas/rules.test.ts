import { describe, expect, it } from 'vitest'
import {
  type EstadoEvento,
  type EventoComprador,
  type EventoHecho,
  estadoCompra,
  eventosPosibles,
  limiteTacita,
} from '../../../../../src-shared/domains/finanzas/rules.ts'

const hecho = (
  codigo: EventoComprador,
  estado: EstadoEvento = 'registrado',
  fecha = '2026-11-20',
): EventoHecho => ({ codigo, estado, fecha })
const HOY = '2026-11-20'

describe('orden de los eventos de una compra', () => {
  it.each<[string, EventoHecho[], EventoComprador[], string]>([
    ['recién importada', [], ['030'], 'por-acusar'],
    ['con acuse', [hecho('030')], ['032'], 'acusada'],
    ['con acuse todavía por enviar', [hecho('030', 'firmado')], ['032'], 'acusada'],
    ['con el acuse rechazado', [hecho('030', 'rechazado')], ['030'], 'por-acusar'],
    ['recibida', [hecho('030'), hecho('032')], ['033', '031'], 'recibida'],
    ['aceptada', [hecho('030'), hecho('032'), hecho('033')], [], 'aceptada'],
    ['reclamada', [hecho('030'), hecho('032'), hecho('031')], [], 'reclamada'],
    [
      'con el reclamo rechazado',
      [hecho('030'), hecho('032'), hecho('031', 'rechazado')],
      ['033', '031'],
      'recibida',
    ],
  ])('%s', (_, eventos, posibles, estado) => {
    expect(eventosPosibles(eventos, HOY)).toEqual(posibles)
    expect(estadoCompra(eventos, HOY)).toBe(estado)
  })

  it('tres días hábiles después del recibo, sin respuesta, queda aceptada por silencio', () => {
    // Friday 4 December 2026; Tuesday 8 is a holiday.
    const eventos = [hecho('030'), hecho('032', 'registrado', '2026-12-04')]
    expect(limiteTacita(eventos)).toBe('2026-12-10')
    expect(eventosPosibles(eventos, '2026-12-10')).toEqual(['033', '031'])
    expect(eventosPosibles(eventos, '2026-12-11')).toEqual([])
    expect(estadoCompra(eventos, '2026-12-11')).toBe('aceptada-tacita')
    expect(limiteTacita([hecho('030')])).toBeNull()
  })
})
