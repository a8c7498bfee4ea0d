import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { testRuntimeExecutable } from '../../scripts/electron-test-runtime/prepare.mjs'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import { type Caso, casosDe, round, timesOf } from './measure.ts'
import type { PracticeFolder } from './practice-cache.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const STARTS = 5

/**
 * From launching the program to a window that takes a PIN, and the memory of its processes after signing in, in the Electron test
 * runtime (33: the time of Electron 45 will differ). Nothing, with the reason on stderr, where it cannot run.
 */
export async function measureWindow(practice: PracticeFolder): Promise<Caso[]> {
  const executablePath = testRuntimeExecutable()
  if (!executablePath) return skipped('el Electron de pruebas no está preparado; lo prepara npm test')
  const screen = await openScreen()
  if (!screen) return skipped('no hay pantalla ni Xvfb')
  const work = mkdtempSync(join(tmpdir(), 'consultorio-ventana-'))
  const launch = async (userData: string, folder: string) => {
    const start = performance.now()
    const electron = await _electron.launch({
      executablePath,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`, folder],
      env: {
        ...process.env,
        DISPLAY: screen.display,
        CONSULTORIO_NODE: process.execPath,
        LANG: 'es_CO.UTF-8',
      } as Record<string, string>,
    })
    return { start, electron, window: await electron.firstWindow() }
  }
  try {
    const userData = join(work, 'datos')
    mkdirSync(userData)
    symlinkSync(practice.dataDir, join(userData, 'practica'))
    const usable: number[] = []
    let memory: Caso[] = []
    for (let i = 0; i <= STARTS; i++) {
      const { start, electron, window } = await launch(userData, ROOT)
      await window.getByRole('button', { name: 'Entrar' }).waitFor()
      // The first start fills Chromium's own caches; it happens once in the life of a machine.
      if (i > 0) usable.push(performance.now() - start)
      if (i === STARTS) memory = await memoryInUse(electron, window)
      await electron.close()
    }
    const empty = emptyApp(join(work, 'vacia'))
    const floor: number[] = []
    let emptyMemory: Caso[] = []
    for (let i = 0; i <= STARTS; i++) {
      const { start, electron, window } = await launch(join(work, 'datos-vacia'), empty)
      await window.locator('#lista').waitFor()
      if (i > 0) floor.push(performance.now() - start)
      if (i === STARTS) emptyMemory = await memoryOf(electron, 'ventana vacía')
      await electron.close()
    }
    return [
      ...casosDe('del arranque a la ventana que recibe el PIN', timesOf(usable), {
        piso: { que: 'una ventana vacía de Electron', times: timesOf(floor) },
      }),
      ...memory,
      ...emptyMemory,
    ]
  } finally {
    screen.close()
    rmSync(work, { recursive: true, force: true })
  }
}

function skipped(reason: string): Caso[] {
  process.stderr.write(`No se midió la ventana: ${reason}.\n`)
  return []
}

async function memoryInUse(electron: ElectronApplication, window: Page): Promise<Caso[]> {
  await window.getByLabel(/PIN/).fill(PIN)
  await window.getByRole('button', { name: 'Entrar' }).click()
  await window.getByRole('navigation').first().waitFor()
  await window.waitForTimeout(3000)
  return memoryOf(electron, 'programa')
}

async function memoryOf(electron: ElectronApplication, whose: string): Promise<Caso[]> {
  const metrics = await electron.evaluate(({ app }) =>
    app.getAppMetrics().map(({ type, memory }) => ({ type, kb: memory.workingSetSize })),
  )
  const sum = (type: string) =>
    metrics.filter((metric) => metric.type === type).reduce((total, { kb }) => total + kb * 1024, 0)
  return [
    ['principal', sum('Browser')],
    ['ventana', sum('Tab')],
  ].map(([process_, bytes]) => ({
    titulo: `memoria del proceso ${process_ === 'principal' ? 'principal' : 'de la ventana'}, ${whose}`,
    valor: round(Number(bytes) / 1e6),
    unidad: 'MB',
    ids: [],
  }))
}

/** The least that Electron opens: one window with one line. */
function emptyApp(folder: string): string {
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'vacia', version: '0.0.0', main: 'main.mjs', type: 'module' }),
  )
  writeFileSync(
    join(folder, 'main.mjs'),
    `import { app, BrowserWindow } from 'electron'
app.whenReady().then(() => {
  const window = new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true } })
  void window.loadURL('data:text/html,<p id=lista>Lista</p>')
})
`,
  )
  return folder
}

/** The screen there is, or one without glass. */
async function openScreen(): Promise<{ display: string; close(): void } | undefined> {
  const { DISPLAY } = process.env
  if (DISPLAY || process.platform !== 'linux') return { display: DISPLAY ?? '', close: () => {} }
  const server: ChildProcess = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const number = await new Promise<string | undefined>((resolve) => {
    server.once('error', () => resolve(undefined))
    server.once('exit', () => resolve(undefined))
    server.stdio[3]?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
  })
  if (number === undefined) return undefined
  return { display: `:${number}`, close: () => void server.kill() }
}
