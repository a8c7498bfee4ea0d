import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'consultorio-capas-'))

interface Report {
  readonly summary: {
    readonly totalCruised: number
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly rule: { readonly name: string }
    }[]
  }
}

function cruise(): Promise<Report> {
  const tool = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const args = [
    tool,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'src-main',
    'src-renderer',
    'src-shared',
  ]
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        try {
          done(JSON.parse(stdout))
        } catch {
          fail(error ?? new Error(stderr))
        }
      },
    )
  })
}

/** Small modules that stand for the real ones. Paths are what the rules look at. */
const TARGETS = [
  'src-shared/kernel/money.ts',
  'src-shared/window-protocol.ts',
  'src-shared/domains/procedure.ts',
  'src-shared/domains/pacientes/schemas.ts',
  'src-shared/domains/pacientes/contract.ts',
  'src-main/core/clock/clock.ts',
  'src-main/core/database/open-database.ts',
  'src-main/integrations/dian/cufe.ts',
  'src-main/integrations/muv/validar.ts',
  'src-main/domains/kit.ts',
  'src-main/domains/pacientes/api.ts',
  'src-main/domains/pacientes/repository.ts',
  'src-main/domains/facturacion/api.ts',
  'src-main/practice/autoridades/servidor.ts',
  'src-main/create-core.ts',
  'src-main/core-entry.ts',
  'src-main/hosts/key-file.ts',
  'src-main/hosts/node/start.ts',
  'src-main/hosts/electron/window.ts',
  'src-renderer/ui/panel.ts',
  'src-renderer/rpc/client.ts',
  'src-renderer/domains/pacientes/ficha.ts',
  'src-renderer/app/app.ts',
  'tests/fixtures/reference.ts',
]

/** Importer, what it imports, and the rule that must refuse it (null: it is allowed). */
const PLANTED: readonly (readonly [from: string, to: string, rule: string | null])[] = [
  ['src-shared/kernel/a.ts', 'zod', null],
  ['src-shared/kernel/b.ts', 'src-shared/domains/pacientes/schemas.ts', 'kernel'],
  ['src-shared/kernel/c.ts', 'node:fs', 'kernel'],
  ['src-shared/domains/agenda/a.ts', 'src-shared/domains/pacientes/schemas.ts', null],
  [
    'src-shared/domains/agenda/b.ts',
    'src-shared/domains/pacientes/contract.ts',
    'compartido-dominios-esquemas',
  ],
  ['src-shared/domains/agenda/c.ts', 'kysely', 'compartido-dominios'],
  ['src-shared/domains/agenda/d.ts', 'node:crypto', 'pantalla-sin-node'],
  ['src-shared/domains/agenda/e.ts', 'src-main/core/clock/clock.ts', 'procesos-aparte'],
  ['src-main/core/jobs/a.ts', 'src-shared/kernel/money.ts', null],
  ['src-main/core/jobs/b.ts', 'src-shared/domains/pacientes/schemas.ts', 'core'],
  ['src-main/core/jobs/c.ts', 'src-main/domains/pacientes/api.ts', 'core'],
  ['src-main/core/jobs/d.ts', 'src-main/integrations/dian/cufe.ts', 'core'],
  ['src-main/core/jobs/e.ts', 'electron', 'electron-solo-en-su-host'],
  ['src-main/core/jobs/f.ts', '@orpc/server', 'orpc-en-su-sitio'],
  ['src-main/integrations/dian/a.ts', 'src-main/core/clock/clock.ts', null],
  ['src-main/integrations/dian/b.ts', 'src-main/domains/pacientes/api.ts', 'integraciones'],
  ['src-main/integrations/dian/c.ts', 'src-main/integrations/muv/validar.ts', 'integraciones-aparte'],
  ['src-main/domains/facturacion/a.ts', 'src-main/domains/pacientes/api.ts', null],
  ['src-main/domains/facturacion/b.ts', 'src-main/domains/pacientes/repository.ts', 'dominio-facturacion'],
  ['src-main/domains/pacientes/c.ts', 'src-main/domains/facturacion/api.ts', 'dominio-pacientes'],
  ['src-main/domains/agenda/d.ts', 'src-main/practice/autoridades/servidor.ts', 'dominio-agenda'],
  ['src-main/domains/inventario/e.ts', 'src-main/domains/kit.ts', null],
  ['src-main/practice/a.ts', 'src-main/domains/pacientes/api.ts', 'practica'],
  ['src-main/practice/b.ts', 'src-main/integrations/dian/cufe.ts', 'practica-solo-tipos'],
  ['src-main/hosts/node/a.ts', 'src-main/domains/pacientes/api.ts', 'hosts'],
  ['src-main/hosts/node/b.ts', 'src-main/hosts/electron/window.ts', 'hosts-aparte'],
  ['src-main/hosts/node/c.ts', 'src-main/hosts/key-file.ts', null],
  ['src-main/hosts/node/d.ts', 'src-main/integrations/dian/cufe.ts', 'hosts'],
  ['src-main/hosts/node/commands/a.ts', 'src-main/integrations/dian/cufe.ts', null],
  ['src-main/hosts/node/commands/b.ts', 'src-main/domains/pacientes/api.ts', 'hosts-ordenes'],
  ['src-main/hosts/electron/a.ts', 'electron', null],
  ['src-main/hosts/electron/b.ts', 'src-main/core/database/open-database.ts', 'main-sin-base'],
  ['src-renderer/ui/a.ts', 'react', null],
  ['src-renderer/ui/b.ts', 'src-renderer/domains/pacientes/ficha.ts', 'pantalla-base'],
  ['src-renderer/rpc/c.ts', 'src-main/core/clock/clock.ts', 'procesos-aparte'],
  ['src-renderer/domains/agenda/d.ts', 'src-renderer/domains/pacientes/ficha.ts', 'pantalla-dominios'],
  ['src-renderer/domains/agenda/e.ts', 'src-renderer/ui/panel.ts', null],
  ['src-renderer/domains/agenda/f.ts', 'node:path', 'pantalla-sin-node'],
  ['src-renderer/domains/jornada/g.ts', 'src-renderer/domains/pacientes/ficha.ts', null],
  ['src-renderer/app/h.ts', 'src-renderer/domains/pacientes/ficha.ts', null],
  ['src-main/core/jobs/z.ts', 'tests/fixtures/reference.ts', 'pruebas-no-se-importan'],
  ['src-main/core/jobs/y.ts', 'src-main/core/jobs/no-existe.ts', 'no-irresoluble'],
]

function write(path: string, content: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

let report: Report

beforeAll(async () => {
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json'])
    cpSync(join(ROOT, name), join(folder, name))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const target of TARGETS) write(target, 'export const cosa = 1\nexport interface Forma {}\n')
  for (const [from, to] of PLANTED) {
    const up = '../'.repeat(from.split('/').length - 1)
    write(
      from,
      `import { cosa } from '${/^(src-|tests)/.test(to) ? up + to : to}'\nexport const otra = cosa\n`,
    )
  }
  write(
    'src-main/practice/tipos.ts',
    "import type { Forma } from '../integrations/dian/cufe.ts'\nexport type Otra = Forma\n",
  )
  write(
    'src-main/core/jobs/ida.ts',
    "import { vuelta } from './vuelta.ts'\nexport const ida = () => vuelta\n",
  )
  write('src-main/core/jobs/vuelta.ts', "import { ida } from './ida.ts'\nexport const vuelta = () => ida\n")
  report = await cruise()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const broken = (file: string) =>
  report.summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)

describe('the layer check', () => {
  it('reads the modules at all', () => {
    expect(report.summary.totalCruised).toBeGreaterThan(TARGETS.length + PLANTED.length - 5)
  })

  it.each(PLANTED.filter(([, , rule]) => rule !== null))('refuses %s importing %s', (from, _to, rule) => {
    expect(broken(from)).toContain(rule)
  })

  it.each(PLANTED.filter(([, , rule]) => rule === null))('allows %s importing %s', (from) => {
    expect(broken(from)).toEqual([])
  })

  it('allows practice the types of an integration, and refuses a circle', () => {
    expect(broken('src-main/practice/tipos.ts')).toEqual([])
    expect(broken('src-main/core/jobs/ida.ts')).toContain('no-circular')
  })
})
