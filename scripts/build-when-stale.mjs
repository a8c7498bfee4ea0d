import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installed, node24, ROOT } from './root.mjs'
import { run } from './run.mjs'

const SOURCES = ['src-main', 'src-renderer', 'src-shared', 'electron.vite.config.ts', 'package-lock.json']
const STAMP = join(ROOT, 'out', '.sello')
const LOCK = join(ROOT, '.cache', 'construyendo')
const LOCK_STALE_MS = 120_000

/** Fingerprint of what the build is made from: names, sizes and times, not contents, so that it takes milliseconds. */
function fingerprint() {
  const hash = createHash('sha256')
  const visit = (relative) => {
    const path = join(ROOT, relative)
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) return
    if (found.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(relative, name))
    else hash.update(`${relative}\0${found.size}\0${found.mtimeMs}\n`)
  }
  for (const source of SOURCES) visit(source)
  return hash.digest('hex')
}

function isFresh(wanted) {
  try {
    return readFileSync(STAMP, 'utf8') === wanted
  } catch {
    return false
  }
}

async function takeLock() {
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(LOCK)
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const since = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0
      if (Date.now() - since > LOCK_STALE_MS) rmSync(LOCK, { recursive: true, force: true })
      else await new Promise((done) => setTimeout(done, 200))
    }
  }
}

/**
 * Builds main, preload and screens when a source changed since the last build. Says nothing when it works; two at once do
 * not disturb each other.
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function buildWhenStale() {
  if (isFresh(fingerprint())) return { ok: true, output: '' }
  await takeLock()
  try {
    const wanted = fingerprint()
    if (isFresh(wanted)) return { ok: true, output: '' }
    const { code, output } = await run(node24(), [
      installed('electron-vite', 'bin', 'electron-vite.js'),
      'build',
    ])
    if (code !== 0) return { ok: false, output }
    writeFileSync(STAMP, wanted)
    return { ok: true, output: '' }
  } finally {
    rmSync(LOCK, { recursive: true, force: true })
  }
}

/** Builds or leaves with 3, the output of the build on stderr. */
export async function buildOrLeave() {
  const { ok, output } = await buildWhenStale()
  if (ok) return
  process.stderr.write(`${output}\nNo se pudo construir el programa; arriba está la causa.\n`)
  process.exit(3)
}
