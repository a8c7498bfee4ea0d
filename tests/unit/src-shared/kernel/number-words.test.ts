import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cantidadEnLetras, pesosEnLetras } from '../../../../src-shared/kernel/number-words.ts'

describe('valor en letras', () => {
  it.each([
    [0, 'cero pesos m/cte'],
    [1, 'un peso m/cte'],
    [2, 'dos pesos m/cte'],
    [16, 'dieciséis pesos m/cte'],
    [21, 'veintiún pesos m/cte'],
    [31, 'treinta y un pesos m/cte'],
    [100, 'cien pesos m/cte'],
    [101, 'ciento un pesos m/cte'],
    [555, 'quinientos cincuenta y cinco pesos m/cte'],
    [1000, 'mil pesos m/cte'],
    [1001, 'mil un pesos m/cte'],
    [21_000, 'veintiún mil pesos m/cte'],
    [31_000, 'treinta y un mil pesos m/cte'],
    [100_000, 'cien mil pesos m/cte'],
    [101_000, 'ciento un mil pesos m/cte'],
    [120_000, 'ciento veinte mil pesos m/cte'],
    [721_921, 'setecientos veintiún mil novecientos veintiún pesos m/cte'],
    [1_000_000, 'un millón de pesos m/cte'],
    [1_000_001, 'un millón un pesos m/cte'],
    [1_200_000, 'un millón doscientos mil pesos m/cte'],
    [2_000_000, 'dos millones de pesos m/cte'],
    [21_000_000, 'veintiún millones de pesos m/cte'],
    [1_000_000_000, 'mil millones de pesos m/cte'],
    [1_001_000_000, 'mil un millones de pesos m/cte'],
    [1_000_000_000_000, 'un billón de pesos m/cte'],
    [1_000_001_000_000, 'un billón un millón de pesos m/cte'],
    [21_000_000_000_000, 'veintiún billones de pesos m/cte'],
  ])('%i pesos: %s', (pesos, words) => {
    expect(pesosEnLetras(pesos * 100)).toBe(words)
  })

  it.each([
    [1, 'cero pesos con un centavo m/cte'],
    [12_000_050, 'ciento veinte mil pesos con cincuenta centavos m/cte'],
    [100_000_021, 'un millón de pesos con veintiún centavos m/cte'],
    [-12_000_000, 'menos ciento veinte mil pesos m/cte'],
    [
      Number.MAX_SAFE_INTEGER,
      'noventa billones setenta y un mil novecientos noventa y dos millones quinientos cuarenta y siete mil ' +
        'cuatrocientos nueve pesos con noventa y un centavos m/cte',
    ],
  ])('%i centavos: %s', (centavos, words) => {
    expect(pesosEnLetras(centavos)).toBe(words)
  })

  it('se puede volver a leer y da el mismo valor', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (c) => readPesos(pesosEnLetras(c)) === BigInt(c)),
      { numRuns: 1000 },
    )
    fc.assert(
      fc.property(
        fc.integer({ min: -500_000_000, max: 500_000_000 }),
        (c) => readPesos(pesosEnLetras(c)) === BigInt(c),
      ),
      {
        numRuns: 1000,
      },
    )
  })

  it('nunca deja «uno» delante de un sustantivo ni «uno mil»', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        (c) => !/uno\b/.test(pesosEnLetras(c)) && !/(?:^|llón |llones )un mil /.test(pesosEnLetras(c)),
      ),
    )
  })

  it('rechaza lo que no es un número entero de centavos', () => {
    expect(() => pesosEnLetras(0.5)).toThrow(RangeError)
  })
})

describe('cantidad en letras', () => {
  it.each([
    [0, '0 (cero)'],
    [1, '1 (uno)'],
    [21, '21 (veintiuno)'],
    [22, '22 (veintidós)'],
    [30, '30 (treinta)'],
    [41, '41 (cuarenta y uno)'],
    [100, '100 (cien)'],
    [1000, '1000 (mil)'],
    [21_001, '21001 (veintiún mil uno)'],
    [2.5, '2,5 (dos coma cinco)'],
    [0.05, '0,05 (cero coma cero cinco)'],
    [1.125, '1,125 (uno coma ciento veinticinco)'],
    [Number.MAX_SAFE_INTEGER, expect.stringMatching(/^9007199254740991 \(nueve mil siete billones /)],
  ])('%d: %s', (n, text) => {
    expect(cantidadEnLetras(n)).toEqual(text)
  })

  it.each([-1, 0.0001, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 2 ** 53])('rechaza %d', (n) => {
    expect(() => cantidadEnLetras(n)).toThrow(RangeError)
  })

  it('no hay dos números con las mismas letras', () => {
    const words = new Set(Array.from({ length: 20_000 }, (_, n) => cantidadEnLetras(n).replace(/^\d+ /, '')))
    expect(words.size).toBe(20_000)
  })
})

/** An independent reader: adds the values of the words and lets the scales multiply what came before them. */
function readPesos(text: string): bigint {
  const match = /^(menos )?(.+?) (?:de )?pesos?(?: con (.+) centavos?)? m\/cte$/.exec(text)
  if (!match) throw new Error(`not an amount in words: ${text}`)
  const value = readWords(match[2]!) * 100n + (match[3] ? readWords(match[3]) : 0n)
  return match[1] ? -value : value
}

function readWords(text: string): bigint {
  const values: Record<string, number> = {}
  const add = (from: number, step: number, words: string) => {
    words.split(' ').forEach((word, i) => {
      values[word] = from + i * step
    })
  }
  add(
    0,
    1,
    'cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
  )
  add(
    20,
    1,
    'veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve',
  )
  add(30, 10, 'treinta cuarenta cincuenta sesenta setenta ochenta noventa cien')
  add(
    100,
    100,
    'ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos',
  )
  let total = 0n
  let group = 0n
  let thousands = 0n
  for (const word of text.split(' ')) {
    if (word === 'y') continue
    if (word === 'mil') {
      thousands = (group === 0n ? 1n : group) * 1000n
      group = 0n
    } else if (/^mill/.test(word) || /^bill/.test(word)) {
      total += (thousands + group) * (word.startsWith('m') ? 1_000_000n : 1_000_000_000_000n)
      thousands = 0n
      group = 0n
    } else {
      const value = values[word]
      if (value === undefined) throw new Error(`unknown word: ${word}`)
      group += BigInt(value)
    }
  }
  return total + thousands + group
}
