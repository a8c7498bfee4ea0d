/** `npm run check`: types, lint, layers, unused code, glossary. Prints what fails and nothing else. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installed, node24, ROOT } from './root.mjs'
import { run } from './run.mjs'

const node = node24()
const folders = ['src-main', 'src-renderer', 'src-shared', 'tests'].filter((folder) =>
  existsSync(join(ROOT, folder)),
)
const architecture = join('tests', 'architecture')

const CHECKS = [
  { name: 'Tipos', command: node, args: [installed('typescript', 'bin', 'tsc'), '-b', '--pretty', 'false'] },
  {
    name: 'Estilo y errores comunes',
    command: installed('.bin', 'biome'),
    args: ['check', '--error-on-warnings', '--max-diagnostics=40', '.'],
  },
  {
    name: 'Capas',
    command: node,
    args: [
      installed('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      ...folders,
    ],
  },
  { name: 'Código sin uso', command: node, args: [installed('knip', 'bin', 'knip.js'), '--no-progress'] },
  {
    name: 'Arquitectura y glosario',
    command: node,
    args: [
      installed('vitest', 'vitest.mjs'),
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--reporter=dot',
      architecture,
    ],
  },
]

async function runOne(check) {
  return { ...check, ...(await run(check.command, check.args, { env: { NO_COLOR: '1' } })) }
}

/** Two at a time: what the smallest machine has cores for. */
async function inPairs(checks) {
  const waiting = [...checks]
  const done = []
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) done.push(await runOne(check))
  }
  await Promise.all([worker(), worker()])
  return done
}

const begun = Date.now()
const results = await inPairs(CHECKS)
const failed = CHECKS.map(({ name }) => results.find((result) => result.name === name)).filter(
  (result) => result.code !== 0,
)
for (const { name, output } of failed) process.stdout.write(`\n── ${name} ──\n${output.trim()}\n`)
const seconds = ((Date.now() - begun) / 1000).toFixed(0)
if (failed.length > 0) {
  process.stdout.write(`\n${failed.length} de ${CHECKS.length} revisiones con hallazgos (${seconds} s)\n`)
  process.exitCode = 1
} else process.stdout.write(`${CHECKS.length} revisiones sin hallazgos (${seconds} s)\n`)
