import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText, soundKey, soundsAlike, withinOneEdit } from '../../../../src-shared/kernel/text-folding.ts'
import { NOMBRES_DISTINTOS, NOMBRES_PARECIDOS } from '../../../fixtures/nombres-parecidos.ts'

describe('foldText', () => {
  it('drops accents, case, ñ and spare spaces', () => {
    expect(foldText('  Peña\u00a0  NIÑO, Güicán\n')).toBe('pena nino, guican')
  })

  it('reads a composed and a decomposed letter alike', () => {
    expect(foldText('Mun\u0303oz')).toBe(foldText('Mu\u00f1oz'))
  })

  it('is idempotent on every character of Unicode', () => {
    const changed: number[] = []
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const once = foldText(`a${String.fromCodePoint(code)}a`)
      if (foldText(once) !== once) changed.push(code)
    }
    expect(changed).toEqual([])
  })

  it('is idempotent on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (s) => foldText(foldText(s)) === foldText(s)))
  })
})

describe('soundKey', () => {
  it.each([
    ['Vélez', 'beles'],
    ['Chaparro', '#aparo'],
    ['Guillermo', 'giyermo'],
    ['Güicán', 'gikan'],
    ['Quiceno', 'kiseno'],
    ['Ascencio', 'asensio'],
    ['Huertas', 'uertas'],
    ['Maya', 'maya'],
    ['Maia', 'maya'],
    ["D'Angelo", 'danjelo'],
    ['', ''],
    ['---', ''],
  ])('%s sounds %s', (word, key) => {
    expect(soundKey(word)).toBe(key)
  })

  const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzñáéíóúü') })

  it('does not depend on accents or case', () => {
    fc.assert(fc.property(letters, (word) => soundKey(word.toUpperCase()) === soundKey(foldText(word))))
  })

  it('leaves no letter that another one spells', () => {
    fc.assert(fc.property(letters, (word) => /^[^hvwzcqxñ]*$/.test(soundKey(word))))
  })

  it('never grows a word', () => {
    fc.assert(fc.property(letters, (word) => soundKey(word).length <= word.length))
  })
})

describe('withinOneEdit', () => {
  const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })

  it('agrees with the full Damerau distance (optimal string alignment)', () => {
    fc.assert(
      fc.property(short, short, (a, b) => withinOneEdit(a, b) === osaDistance(a, b) <= 1),
      { numRuns: 3000 },
    )
  })

  it('accepts every single edit of a word, both ways', () => {
    fc.assert(
      fc.property(short, fc.nat(6), fc.constantFrom('a', 'z'), (word, position, letter) => {
        const at = Math.min(position, word.length)
        const inserted = word.slice(0, at) + letter + word.slice(at)
        const replaced = word.slice(0, at) + letter + word.slice(at + 1)
        const swapped = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
        for (const edited of [inserted, replaced, swapped]) {
          expect(withinOneEdit(word, edited)).toBe(true)
          expect(withinOneEdit(edited, word)).toBe(true)
        }
      }),
    )
  })

  it.each([
    ['', '', true],
    ['', 'a', true],
    ['', 'ab', false],
    ['ab', 'ba', true],
    ['abc', 'cba', false],
    ['abcd', 'badc', false],
    ['rodriguez', 'rodrigeuz', true],
  ])('"%s" and "%s": %s', (a, b, expected) => {
    expect(withinOneEdit(a, b)).toBe(expected)
  })
})

describe('nombres parecidos', () => {
  it('tiene 50 pares parecidos y 20 distintos, sin repetir', () => {
    const keys = [...NOMBRES_PARECIDOS, ...NOMBRES_DISTINTOS].map(([a, b]) => [a, b].sort().join('|'))
    expect([NOMBRES_PARECIDOS.length, NOMBRES_DISTINTOS.length, new Set(keys).size]).toEqual([50, 20, 70])
  })

  it.each(NOMBRES_PARECIDOS)('%s suena como %s (%s)', (a, b) => {
    expect(soundsAlike(a, b)).toBe(true)
    expect(soundsAlike(b, a)).toBe(true)
  })

  it.each(NOMBRES_DISTINTOS)('%s no es %s (%s)', (a, b) => {
    expect(soundsAlike(a, b)).toBe(false)
    expect(soundsAlike(b, a)).toBe(false)
  })

  it('encuentra un nombre con una letra que falta', () => {
    for (const [name] of NOMBRES_PARECIDOS.filter(([a]) => a.length >= 4)) {
      for (let i = 0; i < name.length; i += 1) {
        expect(soundsAlike(name, name.slice(0, i) + name.slice(i + 1)), `${name} sin su letra ${i + 1}`).toBe(
          true,
        )
      }
    }
  })

  it('encuentra un nombre con dos letras vecinas trocadas', () => {
    for (const [name] of NOMBRES_PARECIDOS.filter(([a]) => a.length >= 4)) {
      for (let i = 0; i + 1 < name.length; i += 1) {
        const swapped = name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2)
        expect(soundsAlike(name, swapped), swapped).toBe(true)
      }
    }
  })
})

function osaDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1)
    }
  }
  return d[a.length]![b.length]!
}
