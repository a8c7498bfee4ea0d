import type { OnDenied } from '../core/calls/guarded.ts'
import type { RunCommand } from '../core/calls/run-command.ts'
import type { Clock } from '../core/clock/clock.ts'
import type { Db } from '../core/database/schema.ts'
import type { Changes } from '../core/events/changes.ts'
import type { Ids } from '../core/ids/ids.ts'
import type { Logger } from '../core/logging/logger.ts'

/** The mechanisms every domain is built from; the composition root makes one for the whole core. */
export interface DomainKit {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly changes: Changes
  readonly runCommand: RunCommand
  readonly onDenied: OnDenied
}
