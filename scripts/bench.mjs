/** `npm run bench [-- --json] [-- NAME]`: runs tests/bench/*.bench.ts with Node 24. Each prints one JSON report on stdout. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buildOrLeave } from './build-when-stale.mjs'
import { BENCH_REPORTS } from './reports.mjs'
import { node24, ROOT } from './root.mjs'
import { run } from './run.mjs'

const args = process.argv.slice(2).filter((word) => word !== '--')
const json = args.includes('--json')
const [wanted] = args.filter((word) => !word.startsWith('--'))
const folder = join(ROOT, 'tests', 'bench')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.bench.ts')) : []
const chosen = files.filter((name) => wanted === undefined || name === `${wanted}.bench.ts`)
if (chosen.length === 0) {
  const names = files.map((name) => basename(name, '.bench.ts')).join(', ')
  process.stderr.write(
    `${wanted === undefined ? 'No hay mediciones.' : `No hay una medición «${wanted}». Hay: ${names}.`}\n`,
  )
  process.exit(2)
}

await buildOrLeave()
mkdirSync(BENCH_REPORTS, { recursive: true })
const reports = {}
for (const file of chosen) {
  const name = basename(file, '.bench.ts')
  if (!json) process.stderr.write(`${name} …\n`)
  const { code, stdout, output } = await run(node24(), [join(folder, file)], {
    env: { NODE_NO_WARNINGS: '1' },
    // The first time it makes a practice of ten years, which takes minutes.
    progress: !json,
  })
  const line = stdout.trim().split('\n').at(-1) ?? ''
  try {
    reports[name] = JSON.parse(line)
  } catch {
    process.stderr.write(`${output}\nLa medición ${name} no dio un informe (código ${code}).\n`)
    process.exitCode = 1
    continue
  }
  writeFileSync(join(BENCH_REPORTS, `${name}.json`), `${JSON.stringify(reports[name], null, 2)}\n`)
}

if (json) process.stdout.write(`${JSON.stringify(reports)}\n`)
else {
  for (const [name, { casos = [] }] of Object.entries(reports)) {
    process.stdout.write(`\n${name}\n`)
    for (const { titulo, valor, unidad = 'ms', limite, cumple } of casos) {
      const bound =
        limite === undefined ? '' : `  (límite ${limite} ${unidad}: ${cumple ? 'cumple' : 'no cumple'})`
      process.stdout.write(`  ${titulo}: ${valor} ${unidad}${bound}\n`)
    }
  }
}
