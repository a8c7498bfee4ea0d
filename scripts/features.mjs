/** `npm run features`: which ids of docs/features.md have a passing test; only a row said to be done counts as done. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BENCH_REPORTS, PLAYWRIGHT_REPORTS, playwrightResults, vitestResults } from './reports.mjs'
import { ROOT } from './root.mjs'

const list = join(ROOT, 'docs', 'features.md')
if (!existsSync(list)) {
  process.stderr.write('Falta docs/features.md, la lista de funciones.\n')
  process.exit(2)
}

const HEADING = /^#{2,3} +(.+)$/
const ROW = /^\| *([A-Z]{1,2}-\d{2,3}) *\| *([^|]+)\|(?:[^|]*\|)*? *([^|]*?) *\|\s*$/

/** Ids in the order of the file, each with its text, the section it stands in and the state its row says. */
function readFeatures() {
  const features = []
  let section = ''
  for (const line of readFileSync(list, 'utf8').split('\n')) {
    const heading = HEADING.exec(line)
    if (heading) section = heading[1].trim()
    const row = ROW.exec(line)
    if (row && !features.some(({ id }) => id === row[1]))
      features.push({ id: row[1], text: row[2].trim(), section, estado: row[3] })
  }
  return features
}

/** Bench reports name the ids they prove: `{ casos: [{ titulo, ids: ["M-13"], cumple: true }] }`. */
function benchResults() {
  if (!existsSync(BENCH_REPORTS)) return []
  return readdirSync(BENCH_REPORTS)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(BENCH_REPORTS, name), 'utf8')).casos ?? [])
    .map(({ titulo, ids = [], cumple }) => ({
      title: `${ids.map((id) => `[${id}]`).join('')} ${titulo}`,
      state: cumple ? 'passed' : 'failed',
    }))
}

const results = [
  ...(vitestResults() ?? []),
  ...Object.values(PLAYWRIGHT_REPORTS).flatMap((path) => playwrightResults(path) ?? []),
  ...benchResults(),
].filter(({ state }) => state !== 'skipped')

const features = readFeatures()
const proofs = Object.fromEntries(
  features.map(({ id, estado }) => {
    const mine = results.filter(({ title }) => title.includes(`[${id}]`))
    return [
      id,
      {
        pruebas: mine.map(({ title }) => title),
        estado,
        pasa: mine.length > 0 && mine.every(({ state }) => state === 'passed'),
      },
    ]
  }),
)
const unknown = [...new Set(results.flatMap(({ title }) => title.match(/\[[A-Z]{1,2}-\d{2,3}\]/g) ?? []))]
  .map((text) => text.slice(1, -1))
  .filter((id) => !(id in proofs))

const isDone = (id) => proofs[id].pasa && proofs[id].estado === 'hecho'
const isPartial = (id) => proofs[id].pasa && !isDone(id)

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(proofs)}\n`)
else {
  let section
  for (const { id, text, section: own } of features) {
    if (own !== section) {
      section = own
      const ids = features.filter((feature) => feature.section === section)
      const done = ids.filter((feature) => isDone(feature.id)).length
      process.stdout.write(`\n${section}: ${done} de ${ids.length}\n`)
    }
    const { pruebas, pasa } = proofs[id]
    const mark = isDone(id) ? '✓' : pasa ? '~' : pruebas.length > 0 ? '✗' : '·'
    process.stdout.write(
      `  ${mark} ${id.padEnd(6)}${isPartial(id) ? '(con prueba, en parte) ' : ''}${text}\n`,
    )
  }
  const done = features.filter(({ id }) => isDone(id)).length
  const partial = features.filter(({ id }) => isPartial(id)).length
  process.stdout.write(
    `\n${done} de ${features.length} hechas y con prueba que pasa; ${partial} con prueba, en parte\n`,
  )
  if (unknown.length > 0)
    process.stdout.write(`Pruebas con identificadores que no están en la lista: ${unknown.join(', ')}\n`)
}
