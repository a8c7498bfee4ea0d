import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Db, Trx } from '../database/schema.ts'
import { transact } from '../database/transaction.ts'

/** One line of who did what. `detail` holds ids, codes and figures; never clinical text nor names. */
export interface AuditEntry {
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly beforeHash?: string
  readonly afterHash?: string
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

export interface AuditActor {
  readonly id: string | null
  readonly role: string | null
  readonly device: string
}

/** A row of the chain without its hashes. */
export interface ChainedRow {
  readonly seq: number
  readonly at: string
  readonly actor_id: string | null
  readonly actor_role: string | null
  readonly device: string
  readonly action: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly before_hash: string | null
  readonly after_hash: string | null
  readonly detail: string
}

/** SHA-256 (hex) of a value as canonical text, for `beforeHash` and `afterHash`. */
export function hashOf(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex')
}

/** Adds one link to the chain inside the transaction of the fact it tells of. */
export async function appendAudit(trx: Trx, at: string, actor: AuditActor, entry: AuditEntry): Promise<void> {
  const head = await trx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  const row: ChainedRow = {
    seq: head.seq + 1,
    at,
    actor_id: actor.id,
    actor_role: actor.role,
    device: actor.device,
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    before_hash: entry.beforeHash ?? null,
    after_hash: entry.afterHash ?? null,
    detail: JSON.stringify(entry.detail ?? {}),
  }
  const hash = linkHash(head.hash, row)
  await trx
    .insertInto('audit')
    .values({ ...row, prev_hash: head.hash, hash })
    .execute()
  await trx.updateTable('audit_head').set({ seq: row.seq, hash }).where('id', '=', 1).execute()
}

export interface AuditVerification {
  readonly rows: number
  /** Sequence number of the first row that does not follow from the one before it, or null when the chain is whole. */
  readonly firstBreak: number | null
  readonly headHash: string
}

/**
 * Walks the whole chain: a changed bit, a missing row in the middle and a cut tail are each found.
 * Reads in pages so that ten years of rows do not sit in memory, and lets the process do everything else between two of them:
 * the driver answers within the microtask queue, so an await of a page alone would freeze every screen until the end.
 */
export async function verifyAudit(db: Db): Promise<AuditVerification> {
  let rows = 0
  let headHash = ''
  /** @returns the sequence number where the chain breaks */
  const follow = (
    page: readonly (ChainedRow & { prev_hash: string; hash: string })[],
  ): number | undefined => {
    for (const { prev_hash, hash, ...row } of page) {
      if (row.seq !== rows + 1 || prev_hash !== headHash || linkHash(headHash, row) !== hash) return rows + 1
      rows = row.seq
      headHash = hash
    }
    return undefined
  }
  for (;;) {
    const page = await nextRows(db, rows)
    if (page.length === 0) break
    const firstBreak = follow(page)
    if (firstBreak !== undefined) return { rows, firstBreak, headHash }
    await setImmediate()
  }
  // The end and the head in one transaction: rows that somebody adds meanwhile are no break.
  return transact(db, async (trx) => {
    const firstBreak = follow(await nextRows(trx, rows))
    if (firstBreak !== undefined) return { rows, firstBreak, headHash }
    const head = await trx
      .selectFrom('audit_head')
      .select(['seq', 'hash'])
      .where('id', '=', 1)
      .executeTakeFirst()
    const whole = head !== undefined && head.seq === rows && head.hash === headHash
    return { rows, firstBreak: whole ? null : rows + 1, headHash }
  })
}

function nextRows(db: Db | Trx, after: number) {
  return db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq').limit(2000).execute()
}

function linkHash(previous: string, row: ChainedRow): string {
  const fields = [
    row.seq,
    row.at,
    row.actor_id,
    row.actor_role,
    row.device,
    row.action,
    row.subject_kind,
    row.subject_id,
    row.before_hash,
    row.after_hash,
    row.detail,
  ]
  return createHash('sha256').update(previous).update('\n').update(JSON.stringify(fields)).digest('hex')
}
