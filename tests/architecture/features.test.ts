import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { referencePath } from '../fixtures/reference.ts'
import { read } from './sources.ts'

const STATES = ['hecho', 'en parte', 'pendiente', 'no aplica']
const WAYS = ['local', 'cola', 'puerto', 'equivalente honesto', 'fuera de alcance']
const ROW = /^\| ([A-Z]-\d{2}) \| (.+) \| ([a-z ]+) \| ([a-z ]+) \|$/gm

const rows = [...read('docs/features.md').matchAll(ROW)].map(([, id, text, way, state]) => ({
  id: id ?? '',
  text: text ?? '',
  way: way ?? '',
  state: state ?? '',
}))
const ids = rows.map(({ id }) => id)

/** The checklist the product is measured by; it lives outside this repository. */
const list = referencePath('..', 'features.md')
const present = existsSync(list)
if (!present) console.warn(`No está la lista de referencia ${list}: no se compara con ella docs/features.md.`)

describe('docs/features.md', () => {
  it('says each feature once, in words of its own', () => {
    expect(ids.length).toBeGreaterThan(300)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(rows.filter(({ text }) => text.length < 20)).toEqual([])
  })

  it('says how each is given and how far it is', () => {
    expect(rows.filter(({ way }) => !WAYS.includes(way)).map(({ id, way }) => `${id} ${way}`)).toEqual([])
    expect(
      rows.filter(({ state }) => !STATES.includes(state)).map(({ id, state }) => `${id} ${state}`),
    ).toEqual([])
  })

  it('has no state for what is not going to be done', () => {
    const odd = rows.filter(({ way, state }) => (way === 'fuera de alcance') !== (state === 'no aplica'))
    expect(odd.map(({ id }) => id)).toEqual([])
  })

  it.skipIf(!present)('leaves no feature of the checklist out, and adds none', () => {
    const wanted = [...readFileSync(list, 'utf8').matchAll(/^\| ([A-Z]-\d{2}) \|/gm)].map(([, id]) => id)
    expect(wanted.length).toBeGreaterThan(300)
    expect([...new Set(wanted)].filter((id) => !ids.includes(id ?? ''))).toEqual([])
    expect(ids.filter((id) => !wanted.includes(id))).toEqual([])
  })
})
