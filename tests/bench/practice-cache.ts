import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Modo, StartConfig } from '../../src-main/core/rpc/parent-protocol.ts'
import { MIGRATIONS } from '../../src-main/migrations.ts'

/** Raised when what the generator writes changes. The schema is in the stamp by itself. */
const GENERATOR_VERSION = 3

export interface PracticeSize {
  readonly pacientes: number
  /** Appointments attended, each with its note, invoice and RIPS. */
  readonly consultas: number
  /** Of the invoices, the latest ones, signed one by one. */
  readonly firmadas: number
  /**
   * Of the invoices, the latest ones that keep the whole bytes of a signed one; the older ones keep the beginning alone, because
   * ten years of them whole take 17 GB.
   */
  readonly conBytes: number
}

/** The practice of the bench: ten years of three doctors. */
export const TEN_YEARS: PracticeSize = {
  pacientes: 20_000,
  consultas: 200_000,
  firmadas: 2_000,
  conBytes: 10_000,
}

/** Key of the file: it holds nobody's data. */
export const BENCH_KEY = createHash('sha256').update('consultorio: banco de pruebas').digest()

const MODO: Modo = 'practica'

function cacheRoot(): string {
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined) ||
    join(homedir(), '.cache')
  return join(base, 'consultorio', 'bench')
}

function stampOf(size: PracticeSize): string {
  return createHash('sha256')
    .update(JSON.stringify([GENERATOR_VERSION, size, MIGRATIONS.map(({ number, sql }) => [number, sql])]))
    .digest('hex')
    .slice(0, 16)
}

/** A folder as Electron's user data is: the practice below `practica/`. */
export interface PracticeFolder {
  readonly root: string
  readonly dataDir: string
  readonly database: string
}

function folderAt(root: string): PracticeFolder {
  const dataDir = join(root, MODO)
  return { root, dataDir, database: join(dataDir, 'consultorio.db') }
}

export function configOf(folder: PracticeFolder): StartConfig {
  return {
    modo: MODO,
    dataDir: folder.dataDir,
    logDir: join(folder.root, 'registros'),
    resourcesDir: new URL('../../resources', import.meta.url).pathname,
    version: '0.0.0-bench',
    databaseKey: BENCH_KEY,
  }
}

/**
 * The practice of that size, made when it is not there. Made aside and renamed when whole, so that one cut short is never used;
 * those of another schema or generator are removed.
 */
export async function cachedPractice(
  size: PracticeSize,
  make: (folder: PracticeFolder) => Promise<void>,
): Promise<PracticeFolder> {
  const root = cacheRoot()
  const target = join(root, stampOf(size))
  if (statSync(folderAt(target).database, { throwIfNoEntry: false })) return folderAt(target)
  mkdirSync(root, { recursive: true })
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true, force: true })
  const work = mkdtempSync(join(root, 'haciendo-'))
  await make(folderAt(work))
  renameSync(work, target)
  return folderAt(target)
}

/** What the generator said of what it made, kept beside the file. */
export function readSummary<T>(folder: PracticeFolder): T {
  return JSON.parse(readFileSync(join(folder.root, 'resumen.json'), 'utf8')) as T
}
