import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// One window at a time: two cores, and a display that is shared.
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  workers: 1,
  // A machine that is building or testing something else takes several times longer.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: at('../../artefactos/e2e-electron'),
  reporter: [
    ['list'],
    [
      'json',
      {
        outputFile:
          process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? at('../../artefactos/informes/e2e-electron.json'),
      },
    ],
  ],
  use: { screenshot: 'only-on-failure', locale: 'es-CO', timezoneId: 'America/Bogota' },
})
