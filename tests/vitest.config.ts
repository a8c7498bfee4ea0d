import { defineConfig } from 'vitest/config'

const root = new URL('..', import.meta.url).pathname

// Real SQLite files, real HTTP servers and child processes: forks keep native handles apart.
export default defineConfig({
  root,
  test: {
    include: ['tests/{architecture,unit,integration,faults}/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: 'artefactos/informes/vitest.json' }]],
  },
})
