import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MIGRATIONS } from '../../src-main/migrations.ts'
import { allMigrations, domainMigrations } from './migrations.ts'
import { filesUnder, ROOT } from './sources.ts'

const migrations = await allMigrations()

/** Domains, lower first, as the layer check orders them: read from its first rule of each domain. */
function domainOrder(): string[] {
  const config = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as {
    forbidden: readonly { readonly name: string; readonly to: { readonly pathNot?: unknown } }[]
  }
  return config.forbidden.flatMap(({ name }) => /^dominio-(?!desconocido)(.+)$/.exec(name)?.[1] ?? [])
}

/** Domains that the layer check lets a domain import: those below it. */
const below = (domain: string, order: readonly string[]) => order.slice(0, order.indexOf(domain))

describe('migrations', () => {
  it('are one per file, and the number is that of its name', () => {
    const files = filesUnder('src-main', ['.ts']).filter((file) => file.includes('/migrations/'))
    expect(migrations.map(({ file }) => file)).toEqual(files)
    for (const { file, owner, number, name } of migrations) {
      const parts = /\/(\d{4})-([a-z0-9-]+)\.ts$/.exec(file)
      expect(parts, file).not.toBeNull()
      expect(number, file).toBe(Number(parts?.[1]))
      expect(`${name}`.startsWith(owner), `${file} is called ${name}`).toBe(true)
      expect((parts?.[2] ?? '').startsWith(owner), file).toBe(true)
    }
  })

  it('are all wired, once each, in growing order', () => {
    const wired = MIGRATIONS.map(({ number }) => number)
    expect(wired).toEqual([...new Set(wired)].sort((a, b) => a - b))
    expect(migrations.filter(({ number }) => !wired.includes(number)).map(({ file }) => file)).toEqual([])
  })

  it('begin in the order of the domains: what a table refers to is there before it', async () => {
    const order = domainOrder()
    expect(order).toContain('facturacion')
    const first = new Map<string, number>()
    for (const { owner, number } of await domainMigrations())
      first.set(owner, Math.min(number, first.get(owner) ?? Number.POSITIVE_INFINITY))
    // The first tables of the three lowest domains refer to nothing of each other.
    const base = new Set(['catalogos', 'configuracion', 'seguridad'])
    const wrong = [...first].flatMap(([domain, number]) =>
      below(domain, order)
        .filter((lower) => !(base.has(domain) && base.has(lower)) && (first.get(lower) ?? 0) > number)
        .map((lower) => `${domain} (${number}) begins before ${lower} (${first.get(lower)})`),
    )
    expect(wrong).toEqual([])
  })
})
