import type { Migration } from '../sqlite/migrate.ts'

/** The lists of the queue by state, latest first, and the last success, without walking through what was accepted in ten years. */
export const coreOutboxLists: Migration = {
  number: 30,
  name: 'core-outbox-lists',
  sql: `
    CREATE INDEX outbox_status_latest ON outbox_status (state, updated_at DESC);
  `,
}
