import { randomInt } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { createRouterClient } from '@orpc/server'
import { addDays, bogotaDate, bogotaInstant } from '../src-shared/kernel/dates.ts'
import { type Clock, systemClock } from './core/clock/clock.ts'
import { nodeHttp } from './core/http/node-http.ts'
import { createIds } from './core/ids/ids.ts'
import { createFileLogger } from './core/logging/file-logger.ts'
import { type CoreBuilder, type RunningCore, runCore, serveParent } from './core/rpc/core-lifecycle.ts'
import { openParentChannel } from './core/rpc/parent-channel.ts'
import { CORE_CHILD_FLAG, type StartConfig } from './core/rpc/parent-protocol.ts'
import { type Core, createCore } from './create-core.ts'
import { type ClientFor, seedPractice } from './practice/demo-data.ts'
import { PIN } from './practice/demo-facts.ts'
import { DemoRefused, demoFiles, runDemoJob } from './practice/demo-job.ts'
import { type PracticeAuthorities, startPracticeAuthorities } from './practice/practice-authorities.ts'
import { bookPracticeDay } from './practice/practice-day.ts'
import { RANGO_PRACTICA } from './practice/registro.ts'

/** A client of a core in this very process, acting with a session token. */
export function clientOf(core: Core): ClientFor {
  return (token) =>
    createRouterClient(core.router, { context: () => core.contextFor({ token, origen: 'cli' }) })
}

/**
 * The real ports of the machine around one start configuration; in practice, with the local authorities beside it and the demo
 * data in an empty database.
 */
export async function buildMachineCore(
  config: StartConfig,
  clock: Clock = systemClock,
): Promise<{
  core: Core
  logger: ReturnType<typeof createFileLogger>
  autoridades: PracticeAuthorities | undefined
}> {
  const logger = createFileLogger(config.logDir, clock)
  const ids = createIds(clock)
  const autoridades =
    config.modo === 'practica'
      ? await startPracticeAuthorities({ dataDir: config.dataDir, clock, ids, logger, pagadorContesta: true })
      : undefined
  try {
    const core = await createCore({
      clock,
      ids,
      logger,
      http: nodeHttp,
      random: () => randomInt(2 ** 32) / 2 ** 32,
      databaseKey: config.databaseKey,
      dataDir: config.dataDir,
      resourcesDir: config.resourcesDir,
      modo: config.modo,
      version: config.version,
      ...(autoridades ? { autoridades: { dian: autoridades.dian.url, muv: autoridades.muv.url } } : {}),
    })
    try {
      if (autoridades) {
        await seedPractice(clientOf(core), {
          clock,
          ids,
          registro: autoridades.registro,
          url: autoridades.dian.url,
          muvUrl: autoridades.muv.url,
        })
        if (!(await hasAppointments(core, bogotaDate(clock.now()))))
          await bookPracticeDay(clientOf(core), { clock })
      }
    } catch (error) {
      await core.close()
      throw error
    }
    if (autoridades) await followIssuer(core, autoridades)
    return { core, logger, autoridades }
  } catch (error) {
    await autoridades?.close()
    throw error
  }
}

/** Asked without a session, so that an ordinary start signs nobody in. */
async function hasAppointments(core: Core, fecha: string): Promise<boolean> {
  const first = await core.db
    .selectFrom('citas')
    .select('id')
    .where('inicio', '>=', bogotaInstant(fecha, '00:00:00').toISOString())
    .where('inicio', '<', bogotaInstant(addDays(fecha, 1), '00:00:00').toISOString())
    .limit(1)
    .executeTakeFirst()
  return first !== undefined
}

/** The practice authorities know the practice as the person has configured it, so that the own data can be practised with too. */
async function followIssuer(core: Core, autoridades: PracticeAuthorities): Promise<void> {
  const adopt = async () => {
    const emisor = await core.emisor()
    if (emisor && emisor.rangos.length > 0) autoridades.adopt(emisor)
  }
  await adopt()
  core.changes.subscribe((keys) => {
    if (keys.includes('configuracion')) void adopt().catch(() => {})
  })
}

const buildCore: CoreBuilder = async (config) => {
  // Whatever the core writes is its user's alone.
  process.umask(0o077)
  const { core, logger, autoridades } = await buildMachineCore(config)
  return { core, logger, ...(autoridades ? { alongside: autoridades } : {}) }
}

/**
 * Opens the database in this very process: the host without Electron and the command line.
 * @throws StartFailure with the message for the user
 */
export function startCore(config: StartConfig): Promise<RunningCore> {
  return runCore(config, buildCore)
}

/** What the demo leaves of one patient. */
export interface TrabajoDemo {
  readonly resumen: {
    readonly numero: string
    readonly cufe: string
    /** Of the practice range: public, the one DIAN gives everybody for tests. */
    readonly claveTecnica: string
    readonly cuv: string | null
    readonly estados: { readonly factura: string; readonly rips: string }
    /** Milliseconds. */
    readonly tiempos: Readonly<Record<string, number>>
  }
  readonly archivos: Readonly<Record<string, Uint8Array>>
}

/**
 * The main job, headless, on a fresh practice database: from patient to accepted invoice and RIPS with CUV.
 * @returns whether every authority accepted everything, or why it stopped
 */
export async function runDemo(options: {
  readonly config: StartConfig
  readonly pacientes: number
  readonly semilla: number
  readonly patienceMs: number
  readonly progress: (hecho: number, total: number) => void
  /** Takes each finished job as it is read, so that thousands of them are never in memory together. */
  readonly onTrabajo: (trabajo: TrabajoDemo) => void
}): Promise<{ aceptados: boolean; motivo?: string }> {
  const { core, autoridades } = await buildMachineCore(options.config)
  try {
    await core.start()
    const clientFor = clientOf(core)
    const hoy = bogotaDate(systemClock.now())
    const results = await runDemoJob(clientFor, { ids: createIds(systemClock), hoy, ...options })
    await untilDelivered(core, results.length * options.patienceMs)
    const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
    let aceptados = results.length > 0
    for (const [i, result] of results.entries()) {
      const { factura, rips, archivos } = await demoFiles(clientFor(token), result)
      options.onTrabajo({
        archivos,
        resumen: {
          numero: result.numero,
          cufe: factura.cufe,
          claveTecnica: RANGO_PRACTICA.claveTecnica,
          cuv: rips?.cuv ?? null,
          estados: { factura: factura.estado, rips: rips?.estado ?? 'sin generar' },
          tiempos: result.tiempos,
        },
      })
      options.progress(i + 1, results.length)
      aceptados &&= factura.estado === 'validada' && (rips?.cuv ?? null) !== null
    }
    return { aceptados }
  } catch (error) {
    if (!(error instanceof DemoRefused)) throw error
    return { aceptados: false, motivo: error.message }
  } finally {
    await core.close()
    await autoridades?.close()
  }
}

/** Waits until nothing is left to deliver, or a rejection waits for a person, or patience ends. */
async function untilDelivered(core: Core, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    await core.outbox.drain()
    const waiting = await core.db
      .selectFrom('outbox_status')
      .select('item_id')
      .where('state', 'in', ['pendiente', 'enviando', 'incierto'])
      .limit(1)
      .executeTakeFirst()
    if (!waiting) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

// Only when forked as the core; whoever imports this module decides for itself.
if (process.argv.includes(CORE_CHILD_FLAG)) {
  // The heap stays small instead of fast: half the memory on the machine of a practice, for a few ms a click has to spare.
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
  const channel = openParentChannel()
  if (channel) serveParent(channel, buildCore, (code) => process.exit(code))
  else process.exitCode = 2
}
