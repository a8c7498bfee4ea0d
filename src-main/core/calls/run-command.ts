import { createHash } from 'node:crypto'
import { type AuditEntry, appendAudit } from '../audit/audit.ts'
import type { Clock } from '../clock/clock.ts'
import type { Db, Trx } from '../database/schema.ts'
import { transact } from '../database/transaction.ts'
import { Refusal } from '../errors/refusal.ts'
import type { Changes } from '../events/changes.ts'
import { auditActor, type CallContext } from './call-context.ts'

/** What a command works with: its transaction, its one instant, and where it tells what it did. */
export interface CommandScope {
  readonly trx: Trx
  /** The instant of the command, ISO-8601 UTC: every row it writes carries the same one. */
  readonly at: string
  audit(entry: AuditEntry): Promise<void>
  /** Query keys that changed; announced after the commit. */
  changed(...keys: string[]): void
  /** Runs after the commit (wake the outbox). Never inside: the transaction awaits only the database. */
  afterCommit(action: () => void): void
}

export type RunCommand = <R>(
  call: CallContext,
  command: { readonly name: string; readonly commandId: string; readonly input: unknown },
  work: (scope: CommandScope) => Promise<R>,
) => Promise<R>

/**
 * Runs a use case that writes: one transaction for the fact, its audit rows, its outbox rows and the record of the command.
 * The same `commandId` again (double click, retry after the core died) answers what was answered and acts no more.
 *
 * The result must survive JSON. @throws Refusal `COMANDO_REPETIDO` when the id comes back with another input.
 */
export function createRunCommand(ports: {
  readonly db: Db
  readonly clock: Clock
  readonly changes: Changes
}): RunCommand {
  return async (call, command, work) => {
    const inputHash = createHash('sha256').update(JSON.stringify(command.input)).digest('hex')
    const keys = new Set<string>()
    const after: (() => void)[] = []
    const outcome = await transact(ports.db, async (trx) => {
      const known = await trx
        .selectFrom('commands')
        .select(['name', 'input_hash', 'result'])
        .where('command_id', '=', command.commandId)
        .executeTakeFirst()
      if (known) {
        if (known.name !== command.name || known.input_hash !== inputHash)
          throw new Refusal(
            'COMANDO_REPETIDO',
            'Esta acción ya se había registrado con otros datos.',
            'Actualice la pantalla y vuelva a intentarlo.',
          )
        return { result: JSON.parse(known.result) }
      }
      const at = ports.clock.now().toISOString()
      const result = await work({
        trx,
        at,
        audit: (entry) => appendAudit(trx, at, auditActor(call), entry),
        changed: (...changed) => {
          for (const key of changed) keys.add(key)
        },
        afterCommit: (action) => after.push(action),
      })
      await trx
        .insertInto('commands')
        .values({
          command_id: command.commandId,
          name: command.name,
          input_hash: inputHash,
          result: JSON.stringify(result ?? null),
          at,
        })
        .execute()
      return { result }
    })
    for (const action of after) action()
    ports.changes.announce([...keys])
    return outcome.result
  }
}
