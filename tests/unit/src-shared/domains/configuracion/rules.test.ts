import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prestadorEntrada } from '../../../../../src-shared/domains/configuracion/contract.ts'
import { numerosRestantes, seTraslapan } from '../../../../../src-shared/domains/configuracion/numeracion.ts'
import { esDireccionSegura, obligacionDe } from '../../../../../src-shared/domains/configuracion/rules.ts'
import { digitoVerificacion } from '../../../../../src-shared/kernel/identifiers.ts'

describe('obligación de facturar', () => {
  it.each([
    ['2', false, false, 'rips-sin-factura'],
    ['2', true, false, 'factura-electronica'],
    ['2', false, true, 'factura-electronica'],
    ['2', null, true, 'factura-electronica'],
    ['2', null, false, 'sin-responder'],
    ['2', false, null, 'sin-responder'],
    ['1', false, false, 'factura-electronica'],
  ] as const)('persona %s, supera el tope %s, contrata %s: %s', (persona, superaTope, contrata, espera) => {
    expect(obligacionDe(persona, { superaTope, contrataConPagadores: contrata })).toBe(espera)
  })
})

describe('rangos de numeración', () => {
  const rango = fc
    .record({
      prefijo: fc.constantFrom('A', 'B'),
      desde: fc.integer({ min: 1, max: 30 }),
      largo: fc.integer({ min: 0, max: 12 }),
      usados: fc.nat(13),
      activa: fc.boolean(),
    })
    .map(({ prefijo, desde, largo, usados, activa }) => {
      const hasta = desde + largo
      return { prefijo, desde, hasta, siguiente: Math.min(desde + usados, hasta + 1), activa }
    })
  const numeros = (prefijo: string, from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => `${prefijo}${from + i}`)

  it('overlap is exactly sharing a number that one has to give and the other gave or may give', () => {
    fc.assert(
      fc.property(rango, rango, (nueva, otra) => {
        const porDar = numeros(nueva.prefijo, nueva.siguiente, nueva.hasta)
        const ocupados = numeros(otra.prefijo, otra.desde, otra.activa ? otra.hasta : otra.siguiente - 1)
        const comparte = porDar.some((n) => ocupados.includes(n))
        expect(seTraslapan(nueva, otra)).toBe(comparte)
      }),
    )
  })

  it('what is left is what can still be given', () => {
    fc.assert(
      fc.property(rango, (r) => {
        expect(numerosRestantes(r)).toBe(numeros(r.prefijo, r.siguiente, r.hasta).length)
      }),
    )
  })
})

describe('direcciones de servicios', () => {
  it.each([
    ['https://vpfe.dian.gov.co/WcfDianCustomerServices.svc', true],
    ['http://127.0.0.1:4321/dian', true],
    ['http://localhost', true],
    ['http://localhost.malo.co/', false],
    ['http://vpfe.dian.gov.co/', false],
    ['ftp://localhost/', false],
  ])('%s: %s', (url, espera) => {
    expect(esDireccionSegura(url)).toBe(espera)
  })
})

describe('datos del prestador', () => {
  const prestador = {
    tipoPersona: '2',
    razonSocial: 'Catalina Ruiz Peña',
    nombreComercial: null,
    codigoHabilitacion: '1100123456',
    correo: 'catalina@ejemplo.co',
    telefono: '6015550134',
    responsabilidades: ['R-99-PN'],
    tributo: 'ZZ',
    obligadoFacturar: true,
  }
  const problems = (nit: string, dv: string) =>
    prestadorEntrada.safeParse({ ...prestador, nit, dv }).error?.issues.map(({ path }) => path[0]) ?? []

  it('un NIT vacío o con letras se dice en su campo, sin fallar', () => {
    expect(problems('', '')).toContain('nit')
    expect(problems('abc', '1')).toContain('nit')
  })

  it('un dígito de verificación equivocado se dice', () => {
    expect(problems('52345678', digitoVerificacion('52345678'))).toEqual([])
    expect(problems('52345678', digitoVerificacion('52345678') === '0' ? '1' : '0')).not.toEqual([])
  })
})
