import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIds, type Ids } from '../../src-main/core/ids/ids.ts'
import { buildMachineCore, clientOf } from '../../src-main/core-entry.ts'
import type { Core } from '../../src-main/create-core.ts'
import type { CoreClient } from '../../src-main/practice/demo-data.ts'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import { AHORA } from './generate-practice.ts'
import { configOf, type PracticeFolder } from './practice-cache.ts'

export interface BenchCore {
  readonly core: Core
  readonly ids: Ids
  /** Of the doctor, signed in. */
  readonly client: CoreClient
  close(): Promise<void>
}

/** The program's own core on that practice, in this process, on the day of the bench. The queue is not set going. */
export async function openBench(folder: PracticeFolder): Promise<BenchCore> {
  const clock = { now: () => new Date(AHORA) }
  const { core, autoridades } = await buildMachineCore(configOf(folder), clock)
  const clientFor = clientOf(core)
  const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
  return {
    core,
    ids: createIds(clock),
    client: clientFor(token),
    async close() {
      await core.close()
      await autoridades?.close()
    },
  }
}

/** A copy to write on, so that the practice of the cache stays as it was made. */
export async function workCopy(
  folder: PracticeFolder,
): Promise<{ folder: PracticeFolder; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'consultorio-bench-'))
  const copy: PracticeFolder = {
    root,
    dataDir: join(root, 'practica'),
    database: join(root, 'practica', 'consultorio.db'),
  }
  await mkdir(copy.dataDir, { mode: 0o700 })
  for (const name of ['consultorio.db', 'clave-practica', 'registro-practica.json'])
    if (existsSync(join(folder.dataDir, name)))
      await copyFile(join(folder.dataDir, name), join(copy.dataDir, name))
  return { folder: copy, remove: () => rm(root, { recursive: true, force: true }) }
}
