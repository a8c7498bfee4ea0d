/** `npm test`: system packages, build, unit and integration, browser, Electron. The last line sums them all. */
import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { buildWhenStale } from './build-when-stale.mjs'
import { prepareTestRuntime } from './electron-test-runtime/prepare.mjs'
import { PLAYWRIGHT_REPORTS, playwrightResults, REPORTS, VITEST_REPORT, vitestResults } from './reports.mjs'
import { installed, node24 } from './root.mjs'
import { run } from './run.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

const say = (line) => process.stdout.write(`${line}\n`)
const env = process.argv.includes('--largo') ? { CONSULTORIO_LARGO: '1' } : {}
const node = node24()
const total = { passed: 0, failed: 0, skipped: 0 }
/** In the verification of a clean checkout, what does not run has not been verified. */
const strict = (process.env.CI ?? '') !== '' && process.env.CI !== 'false'
/** Everything that did not run, and why. */
const reasons = []

function count(results, suite) {
  if (!results) {
    say(`${suite}: no dejó informe; cuenta como una prueba fallida.`)
    total.failed += 1
    return
  }
  for (const { state, title, reason } of results) {
    total[state] += 1
    if (state === 'skipped') reasons.push(`${suite} › ${title}${reason ? `: ${reason}` : ''}`)
  }
}

function skip(suite, reason) {
  say(`${suite}: se omite, ${reason}.`)
  reasons.push(`${suite}: ${reason}`)
  total[strict ? 'failed' : 'skipped'] += 1
}

async function vitest() {
  rmSync(VITEST_REPORT, { force: true })
  const { code } = await run(
    node,
    [installed('vitest', 'vitest.mjs'), 'run', '--config', 'tests/vitest.config.ts'],
    {
      env,
      show: true,
    },
  )
  const results = vitestResults()
  count(results, 'vitest')
  // An unhandled rejection fails the run though every test passed.
  if (code !== 0 && results && !results.some(({ state }) => state === 'failed')) total.failed += 1
}

async function playwright(suite, wrapper) {
  const report = PLAYWRIGHT_REPORTS[suite]
  rmSync(report, { force: true })
  const tool = [
    installed('@playwright', 'test', 'cli.js'),
    'test',
    '--config',
    `tests/${suite}/playwright.config.ts`,
  ]
  const { code } = await run(
    wrapper[0] ?? node,
    wrapper.length > 0 ? [...wrapper.slice(1), node, ...tool] : tool,
    {
      env: { ...env, CONSULTORIO_NODE: node, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      show: true,
    },
  )
  const results = playwrightResults(report)
  count(results, suite)
  if (code !== 0 && results && !results.some(({ state }) => state === 'failed')) total.failed += 1
}

mkdirSync(REPORTS, { recursive: true })
const { missing } = await ensureSystemPackages(say)
if (missing.length > 0) {
  say(
    `Faltan paquetes del sistema: ${missing.map((need) => need.package).join(' ')}. Lo que los necesita se omite.`,
  )
  for (const need of missing) {
    reasons.push(`paquete del sistema ${need.package}: no está instalado`)
    if (strict) total.failed += 1
  }
}
const lacks = (use) => missing.some((need) => need.for === use)

say(`Construcción y pruebas en ${availableParallelism()} núcleos`)
const built = await buildWhenStale()
if (!built.ok) {
  say(built.output)
  say('La construcción falló: no se prueban las ventanas.')
  total.failed += 1
}

await vitest()

if (!built.ok) skip('e2e-web', 'la construcción falló')
else if (lacks('web')) skip('e2e-web', 'falta Chromium')
else await playwright('e2e-web', [])

if (!built.ok) skip('e2e-electron', 'la construcción falló')
else if (lacks('electron')) skip('e2e-electron', 'faltan bibliotecas o Xvfb')
else {
  const runtime = await prepareTestRuntime()
  if (runtime.ok) await playwright('e2e-electron', process.platform === 'linux' ? ['xvfb-run', '-a'] : [])
  else skip('e2e-electron', runtime.reason)
}

if (reasons.length > 0) {
  say(strict ? 'No se ejecutó, y una suite o un paquete que falta cuenta como falla:' : 'No se ejecutó:')
  for (const reason of reasons) say(`  ${reason}`)
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
say(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 ? 1 : 0
