import { randomInt } from 'node:crypto'
import { systemClock } from './core/clock/clock.ts'
import { nodeHttp } from './core/http/node-http.ts'
import { createIds } from './core/ids/ids.ts'
import { createFileLogger } from './core/logging/file-logger.ts'
import { type CoreBuilder, type RunningCore, runCore, serveParent } from './core/rpc/core-lifecycle.ts'
import { openParentChannel } from './core/rpc/parent-channel.ts'
import { CORE_CHILD_FLAG, type StartConfig } from './core/rpc/parent-protocol.ts'
import { createCore } from './create-core.ts'

/** The real ports of the machine around one start configuration. */
const buildCore: CoreBuilder = async (config) => {
  const logger = createFileLogger(config.logDir, systemClock)
  const core = await createCore({
    clock: systemClock,
    ids: createIds(systemClock),
    logger,
    http: nodeHttp,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    databaseKey: config.databaseKey,
    dataDir: config.dataDir,
    resourcesDir: config.resourcesDir,
    modo: config.modo,
    version: config.version,
  })
  return { core, logger }
}

/**
 * Opens the database in this very process: the host without Electron and the command line.
 * @throws StartFailure with the message for the user
 */
export function startCore(config: StartConfig): Promise<RunningCore> {
  return runCore(config, buildCore)
}

// Only when forked as the core; whoever imports this module decides for itself.
if (process.argv.includes(CORE_CHILD_FLAG)) {
  const channel = openParentChannel()
  if (channel) serveParent(channel, buildCore, (code) => process.exit(code))
  else process.exitCode = 2
}
