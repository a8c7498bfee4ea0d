import { createHash } from 'node:crypto'
import type { ChainedRow } from '../../src-main/core/audit/audit.ts'

type Link = Omit<ChainedRow, 'seq'>

/**
 * Rows of the audit chain as src-main/core/audit/audit.ts links them, without asking the database for the last one at each. The
 * test of the generator runs the program's own verification over them.
 */
export function auditChain(from: { readonly seq: number; readonly hash: string }) {
  let { seq, hash } = from
  return {
    head: () => ({ seq, hash }),
    next(link: Link) {
      const prev_hash = hash
      seq += 1
      const fields = [
        seq,
        link.at,
        link.actor_id,
        link.actor_role,
        link.device,
        link.action,
        link.subject_kind,
        link.subject_id,
        link.before_hash,
        link.after_hash,
        link.detail,
      ]
      hash = createHash('sha256').update(prev_hash).update('\n').update(JSON.stringify(fields)).digest('hex')
      return { seq, ...link, prev_hash, hash }
    },
  }
}
