import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type EventoOido,
  type EventosConocidos,
  impedimentoTacita,
  situacionPagador,
  tacitaDesde,
  tieneEventosDelPagador,
} from '../../../../../src-shared/domains/facturacion/eventos-rules.ts'
import { diasHabilesEntre } from '../../../../../src-shared/kernel/business-days.ts'
import { addDays } from '../../../../../src-shared/kernel/dates.ts'
import { facturaParticular } from '../../../../fixtures/dian/factura-particular.ts'

const oido = (codigo: EventoOido['codigo'], fecha: string | null, oidoEl = '2026-12-03'): EventoOido => ({
  codigo,
  fecha,
  cude: null,
  concepto: null,
  oidoEl,
})
const conocidos = (
  eventos: readonly EventoOido[],
  cambios: Partial<EventosConocidos> = {},
): EventosConocidos => ({
  eventos,
  consultadoEl: '2026-12-31',
  declarada: null,
  ...cambios,
})
const ENTREGADA = [oido('030', '2026-12-03'), oido('032', '2026-12-03')]

describe('la aceptación tácita de una factura propia', () => {
  it('se puede el primer día en que ya se consumieron los tres hábiles del pagador, nunca antes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), fc.integer({ min: 0, max: 20 }), (dias, despues) => {
        const recibo = addDays('2026-01-01', dias)
        const hoy = addDays(recibo, despues)
        const impedida = impedimentoTacita(conocidos([oido('032', recibo)], { consultadoEl: hoy }), hoy)
        // On the very day on which the third one is consumed he may still answer.
        expect(impedida === null).toBe(diasHabilesEntre(recibo, addDays(hoy, -1)) >= 3)
      }),
      { numRuns: 500 },
    )
  })

  it('si la DIAN no dijo la fecha del recibo, el plazo corre desde que se supo', () => {
    expect(tacitaDesde(conocidos([oido('032', null, '2026-12-03')]))).toBe('2026-12-10')
  })

  it.each([
    ['un reclamo', [...ENTREGADA, oido('031', '2026-12-04')], {}, /reclamó/],
    ['una aceptación expresa', [...ENTREGADA, oido('033', '2026-12-04')], {}, /expresamente/],
    ['otra tácita que la DIAN tiene', [...ENTREGADA, oido('034', '2026-12-14')], {}, /ya se declaró/],
    ['una tácita en la bandeja', ENTREGADA, { declarada: 'firmado' }, /ya se declaró/],
    ['que falte el recibo', [oido('030', '2026-12-03')], {}, /no ha registrado el recibo/],
    ['una consulta de antes del plazo', ENTREGADA, { consultadoEl: '2026-12-09' }, /última consulta/],
    ['no haber consultado', ENTREGADA, { consultadoEl: null }, /última consulta/],
  ] as const)('la impide %s', (_, eventos, cambios, motivo) => {
    expect(impedimentoTacita(conocidos(eventos, cambios), '2026-12-31')?.que).toMatch(motivo)
  })

  it('la que la DIAN rechazó no impide hacerla otra vez', () => {
    expect(impedimentoTacita(conocidos(ENTREGADA, { declarada: 'rechazado' }), '2026-12-31')).toBeNull()
  })
})

describe('en qué está la factura con su pagador', () => {
  it.each([
    [[], 'sin-eventos'],
    [[oido('030', null)], 'acusada'],
    [ENTREGADA, 'recibida'],
    [[...ENTREGADA, oido('033', null)], 'aceptada'],
    [[...ENTREGADA, oido('031', null)], 'reclamada'],
    [[...ENTREGADA, oido('034', null)], 'aceptada-tacita'],
  ] as const)('%#', (eventos, situacion) => {
    expect(situacionPagador(conocidos(eventos))).toBe(situacion)
  })

  it('responde con eventos quien tiene NIT y compra a crédito', () => {
    const base = facturaParticular()
    const conNit = { ...base.adquiriente, tipoDocumento: 'NI' as const }
    const credito = { forma: '2' as const, medio: '47' }
    expect(tieneEventosDelPagador({ pago: credito, adquiriente: conNit })).toBe(true)
    expect(tieneEventosDelPagador({ pago: { ...credito, forma: '1' }, adquiriente: conNit })).toBe(false)
    expect(tieneEventosDelPagador({ pago: credito, adquiriente: base.adquiriente })).toBe(false)
  })
})
