import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  centavosToDecimal,
  decimalToCentavos,
  formatPesos,
  multiplyByQuantity,
  parsePesos,
  percentOf,
  sumCentavos,
} from '../../../../src-shared/kernel/money.ts'

const centavos = fc.maxSafeInteger()

describe('decimal of the documents', () => {
  it.each([
    [12_000_000, '120000.00'],
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [-12_345, '-123.45'],
    [Number.MAX_SAFE_INTEGER, '90071992547409.91'],
  ])('%i centavos are %s', (c, text) => {
    expect(centavosToDecimal(c)).toBe(text)
    expect(decimalToCentavos(text)).toBe(c)
  })

  it('round-trips every amount', () => {
    fc.assert(fc.property(centavos, (c) => decimalToCentavos(centavosToDecimal(c)) === c))
  })

  it('reads fewer decimals, and more when they are zeros', () => {
    expect(['120000', '120000.5', '120000.500000', '1.0'].map(decimalToCentavos)).toEqual([
      12_000_000, 12_000_050, 12_000_050, 100,
    ])
  })

  it.each(['', ' 1', '1,5', '1.', '.5', '1.005', '1e3', '0x10', 'NaN', '--1', '+1', '1 000'])(
    'refuses "%s"',
    (text) => {
      expect(() => decimalToCentavos(text)).toThrow(SyntaxError)
    },
  )

  it('never answers minus zero', () => {
    expect(Object.is(decimalToCentavos('-0.00'), 0)).toBe(true)
    expect(Object.is(multiplyByQuantity(-1, 1), 0)).toBe(true)
  })

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d as centavos', (c) => {
    expect(() => centavosToDecimal(c)).toThrow(RangeError)
    expect(() => formatPesos(c)).toThrow(RangeError)
    expect(() => sumCentavos([c])).toThrow(RangeError)
    expect(() => multiplyByQuantity(c, 1000)).toThrow(RangeError)
    expect(() => percentOf(100, c)).toThrow(RangeError)
  })

  it('refuses what does not fit', () => {
    expect(() => decimalToCentavos('90071992547409.92')).toThrow(RangeError)
    expect(() => sumCentavos([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError)
    expect(() => multiplyByQuantity(Number.MAX_SAFE_INTEGER, 1001)).toThrow(RangeError)
  })
})

describe('valores en pantalla', () => {
  it.each([
    [12_000_000, '$ 120.000'],
    [12_000_050, '$ 120.000,50'],
    [100, '$ 1'],
    [0, '$ 0'],
    [-500_000, '-$ 5.000'],
    [123_456_789_00, '$ 123.456.789'],
  ])('%i centavos se muestran %s', (c, text) => {
    expect(formatPesos(c)).toBe(text)
  })

  it.each([
    ['120000', 12_000_000],
    ['120.000', 12_000_000],
    ['$ 120.000,50', 12_000_050],
    ['$120.000,5', 12_000_050],
    [' 1.200.000 COP ', 120_000_000],
    ['$\u00a080.000', 8_000_000],
    ['0', 0],
    ['-5000', -500_000],
    ['-$ 5.000', -500_000],
  ])('entiende %s', (text, c) => {
    expect(parsePesos(text)).toEqual({ ok: true, value: c })
  })

  it.each(['120.50', '120,000', '1.2000', '12.00.000', '1,2,3', 'ciento', '12a', '5-', '.500', ',50', '--5'])(
    'rechaza %s y dice cómo escribirlo',
    (text) => {
      const parsed = parsePesos(text)
      expect(parsed).toEqual({ ok: false, error: expect.stringContaining('Use punto para los miles') })
    },
  )

  it('pide el valor cuando falta y avisa cuando no cabe', () => {
    expect(parsePesos(' $ ')).toEqual({ ok: false, error: expect.stringMatching(/^Falta el valor\./) })
    expect(parsePesos('999999999999999')).toEqual({
      ok: false,
      error: expect.stringContaining('sobran ceros'),
    })
  })

  it('lee todo lo que muestra', () => {
    fc.assert(
      fc.property(centavos, (c) => {
        expect(parsePesos(formatPesos(c))).toEqual({ ok: true, value: c })
      }),
    )
  })

  it('nunca falla, sea cual sea el texto', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parsePesos(text).ok === 'boolean'))
  })
})

describe('arithmetic', () => {
  it.each([
    [1, 500, 0],
    [3, 500, 2],
    [5, 500, 2],
    [-1, 500, 0],
    [-3, 500, -2],
    [1, 501, 1],
    [1, 499, 0],
    [12_000_000, 2500, 30_000_000],
    [33_333, 3000, 99_999],
  ])('%i by %i thousandths is %i', (unit, milesimas, expected) => {
    expect(multiplyByQuantity(unit, milesimas) + 0).toBe(expected)
  })

  it.each([
    [100_000, 1900, 19_000],
    [50, 100, 0],
    [150, 100, 2],
    [250, 100, 2],
    [-150, 100, -2],
    [0, 1900, 0],
  ])('%i at %i hundredths of a percent is %i', (base, centesimas, expected) => {
    expect(percentOf(base, centesimas)).toBe(expected)
  })

  const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })
  const factor = fc.integer({ min: -9000, max: 9000 })

  it('rounds to the nearest, and ties to even', () => {
    fc.assert(
      fc.property(amount, factor, (unit, milesimas) => {
        const exact = BigInt(unit) * BigInt(milesimas)
        const rounded = BigInt(multiplyByQuantity(unit, milesimas))
        const difference = exact - rounded * 1000n
        const distance = difference < 0n ? -difference : difference
        expect(distance <= 500n).toBe(true)
        if (distance === 500n) expect(rounded % 2n).toBe(0n)
      }),
    )
  })

  it('is exact for whole units, and odd in its argument', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 9 }), factor, (unit, units, milesimas) => {
        expect(multiplyByQuantity(unit, units * 1000)).toBe(unit * units + 0)
        expect(multiplyByQuantity(-unit, milesimas) + multiplyByQuantity(unit, milesimas)).toBe(0)
        expect(percentOf(unit, milesimas * 10)).toBe(multiplyByQuantity(unit, milesimas))
      }),
    )
  })

  it('sums in any order', () => {
    fc.assert(
      fc.property(fc.array(amount), (list) => {
        expect(sumCentavos(list)).toBe(sumCentavos(list.toReversed()))
        expect(sumCentavos([...list, -sumCentavos(list)])).toBe(0)
      }),
    )
    expect(sumCentavos([])).toBe(0)
    expect(sumCentavos(new Set([1, 2]))).toBe(3)
  })
})
