import { appendOnlyTriggers } from '../append-only.ts'
import type { Migration } from '../sqlite/migrate.ts'

/**
 * The queue of what must reach an authority. The item and its history are append-only; only the projection of where it
 * stands (`outbox_status`) moves.
 */
export const coreOutbox: Migration = {
  number: 20,
  name: 'core-outbox',
  sql: `
    CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      subject_id TEXT NOT NULL,
      -- Items of one chain go out in order of seq; one waits until those before it are accepted.
      chain TEXT NOT NULL,
      seq INTEGER NOT NULL,
      descriptor TEXT NOT NULL,
      meta TEXT NOT NULL,
      payload BLOB NOT NULL,
      payload_sha256 TEXT NOT NULL,
      -- A later version of the same subject takes the place of an item that never left.
      replaces_id TEXT REFERENCES outbox (id),
      created_at TEXT NOT NULL,
      UNIQUE (chain, seq)
    ) STRICT;
    CREATE INDEX outbox_by_subject ON outbox (kind, subject_id);
    ${appendOnlyTriggers('outbox')}

    CREATE TABLE outbox_events (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES outbox (id),
      at TEXT NOT NULL,
      state TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      detail TEXT NOT NULL,
      findings TEXT NOT NULL,
      answer BLOB
    ) STRICT;
    CREATE INDEX outbox_events_by_item ON outbox_events (item_id, id);
    ${appendOnlyTriggers('outbox_events')}

    CREATE TABLE outbox_status (
      item_id TEXT PRIMARY KEY REFERENCES outbox (id),
      state TEXT NOT NULL CHECK (state IN ('pendiente', 'enviando', 'aceptado', 'rechazado', 'incierto', 'reemplazado')),
      attempts INTEGER NOT NULL,
      failures INTEGER NOT NULL,
      next_attempt_at TEXT,
      last_detail TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX outbox_status_due ON outbox_status (state, next_attempt_at);
    CREATE INDEX outbox_status_recent ON outbox_status (updated_at);
    CREATE TRIGGER outbox_status_no_delete BEFORE DELETE ON outbox_status
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY outbox_status'); END;
    -- What an authority accepted is over: nothing may put it back in the queue.
    CREATE TRIGGER outbox_status_accepted_is_final BEFORE UPDATE OF state ON outbox_status
    WHEN OLD.state IN ('aceptado', 'reemplazado') AND NEW.state <> OLD.state
    BEGIN SELECT RAISE(ABORT, 'OUTBOX_FINAL'); END;
  `,
}
