import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

/** Where every suite leaves its JSON report. */
export const REPORTS = join(ROOT, 'artefactos', 'informes')
export const BENCH_REPORTS = join(ROOT, 'artefactos', 'bench')

export const VITEST_REPORT = join(REPORTS, 'vitest.json')
export const PLAYWRIGHT_REPORTS = {
  'e2e-web': join(REPORTS, 'e2e-web.json'),
  'e2e-electron': join(REPORTS, 'e2e-electron.json'),
}

function read(path) {
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** @typedef {{ title: string, state: 'passed' | 'failed' | 'skipped', reason?: string }} TestResult */

/** @returns {TestResult[] | undefined} undefined when there is no readable report */
export function vitestResults(path = VITEST_REPORT) {
  const report = read(path)
  if (!report) return undefined
  const results = report.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({
      title: test.fullName,
      state: test.status === 'passed' ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped',
    })),
  )
  // A file that could not even be loaded has no tests: it counts as one failure.
  for (const file of report.testResults) {
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      results.push({ title: file.name, state: 'failed' })
    }
  }
  return results
}

/** @returns {TestResult[] | undefined} */
export function playwrightResults(path) {
  const report = read(path)
  if (!report) return undefined
  const results = []
  const visit = (suite, trail) => {
    for (const spec of suite.specs ?? []) {
      const title = [...trail, spec.title].join(' ')
      for (const test of spec.tests) {
        const state =
          test.status === 'skipped' ? 'skipped' : test.status === 'unexpected' ? 'failed' : 'passed'
        const reason = test.annotations?.find(({ type }) => type === 'skip')?.description
        results.push({ title, state, ...(reason ? { reason } : {}) })
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...trail, inner.title])
  }
  for (const suite of report.suites ?? []) visit(suite, [])
  for (const error of report.errors ?? [])
    results.push({ title: error.message?.split('\n')[0] ?? 'error', state: 'failed' })
  return results
}
