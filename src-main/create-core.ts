import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CallContext } from './core/calls/call-context.ts'
import { createRunCommand } from './core/calls/run-command.ts'
import type { Clock } from './core/clock/clock.ts'
import { coreAudit } from './core/database/migrations/0010-core-audit.ts'
import { coreOutbox } from './core/database/migrations/0020-core-outbox.ts'
import { openDatabase } from './core/database/open-database.ts'
import type { Db } from './core/database/schema.ts'
import type { Migration } from './core/database/sqlite/migrate.ts'
import { type Changes, createChanges } from './core/events/changes.ts'
import type { HttpPort } from './core/http/http-port.ts'
import type { Ids } from './core/ids/ids.ts'
import type { Logger } from './core/logging/logger.ts'
import type { DomainKit } from './domains/kit.ts'
import { seguridadHandlers } from './domains/seguridad/handlers.ts'
import { seguridadUsuarios } from './domains/seguridad/migrations/0100-seguridad-usuarios.ts'
import { createSeguridadService } from './domains/seguridad/service.ts'

/** Everything the core needs from outside. Nothing below reads the environment or a global. */
export interface CorePorts {
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly http: HttpPort
  /** 32 bytes, raw. */
  readonly databaseKey: Uint8Array
  /** Folder of this mode: `…/practica` or `…/real`. */
  readonly dataDir: string
  /** Folder `resources` of the program (starter catalogs, fonts). */
  readonly resourcesDir: string
  readonly modo: 'practica' | 'real'
  readonly version: string
  /** Number in [0, 1), for the jitter of retries. */
  readonly random: () => number
}

/** Every migration of the program; the order is that of their numbers. */
export const MIGRATIONS: readonly Migration[] = [coreAudit, coreOutbox, seguridadUsuarios]

export interface Core {
  readonly router: ReturnType<typeof wireRouter>
  readonly db: Db
  readonly changes: Changes
  contextFor(call: {
    readonly token: string | undefined
    readonly origen: CallContext['origen']
  }): Promise<CallContext>
  /** Begins delivering the queue. Apart from creation so that a test can look before anything moves. */
  start(): Promise<void>
  close(): Promise<void>
}

/** Builds the whole core on one database file. @throws DatabaseFailure when the file cannot be opened. */
export async function createCore(ports: CorePorts): Promise<Core> {
  mkdirSync(ports.dataDir, { recursive: true })
  const { db, migrated, close } = await openDatabase({
    path: join(ports.dataDir, 'consultorio.db'),
    key: ports.databaseKey,
    migrations: MIGRATIONS,
    copiesDir: join(ports.dataDir, 'copias'),
    stamp: ports.clock.now().toISOString().replaceAll(/[:.]/g, '-'),
  })
  if (migrated.length > 0) ports.logger.info('database.migrated', { count: migrated.length })
  const changes = createChanges()
  const runCommand = createRunCommand({ db, clock: ports.clock, changes })
  const seguridad = createSeguridadService({ db, clock: ports.clock, ids: ports.ids, runCommand })
  const kit: DomainKit = {
    db,
    clock: ports.clock,
    ids: ports.ids,
    logger: ports.logger,
    changes,
    runCommand,
    onDenied: seguridad.accesoNegado,
  }
  return {
    router: wireRouter(kit, seguridad),
    db,
    changes,
    contextFor: ({ token, origen }) => seguridad.contextFor(token, origen),
    async start() {},
    close,
  }
}

function wireRouter(_kit: DomainKit, seguridad: ReturnType<typeof createSeguridadService>) {
  return { seguridad: seguridadHandlers(seguridad) }
}
