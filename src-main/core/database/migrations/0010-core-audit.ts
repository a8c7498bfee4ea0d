import { appendOnlyTriggers } from '../append-only.ts'
import type { Migration } from '../sqlite/migrate.ts'

/** The audit chain, and the record of handled commands that makes a repeated command answer instead of acting twice. */
export const coreAudit: Migration = {
  number: 10,
  name: 'core-audit',
  sql: `
    CREATE TABLE audit (
      seq INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      actor_id TEXT,
      actor_role TEXT,
      device TEXT NOT NULL,
      action TEXT NOT NULL,
      subject_kind TEXT NOT NULL,
      subject_id TEXT NOT NULL,
      before_hash TEXT,
      after_hash TEXT,
      detail TEXT NOT NULL,
      prev_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_by_subject ON audit (subject_kind, subject_id, seq);
    CREATE INDEX audit_by_actor ON audit (actor_id, seq);
    ${appendOnlyTriggers('audit')}

    -- Where the chain ends. Without it, cutting the last rows off would leave a chain that verifies.
    CREATE TABLE audit_head (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      seq INTEGER NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');
    CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY audit_head'); END;

    CREATE TABLE commands (
      command_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      input_hash TEXT NOT NULL,
      result TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
