import type { Migration } from '../sqlite/migrate.ts'

/**
 * Whether the service spoke at the last try that failed, if only to say that it cannot attend: the network was there. It tells a
 * cable out from an authority out of service.
 */
export const coreOutboxAnswered: Migration = {
  number: 40,
  name: 'core-outbox-answered',
  sql: `
    ALTER TABLE outbox_status ADD COLUMN answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1));
  `,
}
