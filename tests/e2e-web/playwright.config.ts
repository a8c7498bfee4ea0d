import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Debian's Chromium on PATH, or the one named in CHROMIUM_BIN. */
function chromium(): string {
  if (process.env.CHROMIUM_BIN) return process.env.CHROMIUM_BIN
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find((path) => existsSync(path))
  if (!found) throw new Error('no Chromium on PATH: install it or set CHROMIUM_BIN')
  return found
}

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  workers: 2,
  // A machine that is building or testing something else takes several times longer.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: at('../../artefactos/e2e-web'),
  reporter: [
    ['list'],
    [
      'json',
      { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? at('../../artefactos/informes/e2e-web.json') },
    ],
  ],
  use: {
    screenshot: 'only-on-failure',
    locale: 'es-CO',
    timezoneId: 'America/Bogota',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: chromium(),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
