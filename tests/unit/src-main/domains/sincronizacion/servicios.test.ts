import { describe, expect, it } from 'vitest'
import { estadoRed, type Fallas } from '../../../../../src-main/domains/sincronizacion/servicios.ts'

const hora = (h: number) => `2026-11-21T${String(h).padStart(2, '0')}:00:00.000Z`

function falla(autoridad: string, desde: number, ultima: number, mas: Partial<Fallas> = {}): Fallas {
  return {
    autoridad,
    desde: hora(desde),
    ultima: hora(ultima),
    tras: hora(desde),
    respondio: false,
    ...mas,
  }
}

describe('Sin red o sin servicio', () => {
  it('nadie responde: sin conexión desde la primera falla', () => {
    expect(estadoRed([falla('DIAN', 9, 12), falla('MUV', 10, 11)], null)).toEqual({
      sinConexionDesde: hora(9),
      sinServicio: [],
    })
  })

  it('la DIAN contesta que no atiende: hay red, falta el servicio', () => {
    expect(estadoRed([falla('DIAN', 9, 12, { respondio: true })], null)).toEqual({
      sinConexionDesde: null,
      sinServicio: [{ autoridad: 'DIAN', desde: hora(9) }],
    })
  })

  it('lo que no contestó antes de que la DIAN hablara fue del momento, no de la red', () => {
    const fallas = [falla('DIAN', 9, 12, { respondio: true }), falla('MUV', 10, 11)]
    expect(estadoRed(fallas, null).sinConexionDesde).toBeNull()
    expect(estadoRed([...fallas, falla('MUV', 10, 13)], null).sinConexionDesde).toBe(hora(10))
  })

  it('el validador calla mientras la DIAN recibe: es el validador', () => {
    expect(estadoRed([falla('MUV', 9, 12, { tras: hora(12) })], { autoridad: 'DIAN', en: hora(10) })).toEqual(
      { sinConexionDesde: null, sinServicio: [{ autoridad: 'MUV', desde: hora(9) }] },
    )
  })

  it('la red se cae después de una factura aceptada: sin conexión desde el primer intento que falló', () => {
    expect(estadoRed([falla('MUV', 11, 12)], { autoridad: 'DIAN', en: hora(10) })).toEqual({
      sinConexionDesde: hora(11),
      sinServicio: [],
    })
  })

  it('lo que falló y no se ha vuelto a intentar desde que algo llegó no dice nada', () => {
    expect(estadoRed([falla('MUV', 8, 9, { tras: null })], { autoridad: 'DIAN', en: hora(10) })).toEqual({
      sinConexionDesde: null,
      sinServicio: [],
    })
  })
})
