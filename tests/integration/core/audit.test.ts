import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendAudit, verifyAudit } from '../../../src-main/core/audit/audit.ts'
import { transact } from '../../../src-main/core/database/transaction.ts'
import { testCore } from '../../fixtures/core.ts'

let made: Awaited<ReturnType<typeof testCore>>

beforeEach(async () => {
  made = await testCore()
  for (let i = 0; i < 50; i++)
    await transact(made.core.db, (trx) =>
      appendAudit(
        trx,
        '2026-11-21T15:00:00.000Z',
        { id: 'u1', role: 'medico', device: 'ventana' },
        {
          action: 'prueba',
          subjectKind: 'cosa',
          subjectId: `c${i}`,
          detail: { i },
        },
      ),
    )
})
afterEach(() => made.dispose())

/** What an attacker with the key could do: take the triggers away first. */
async function withoutTriggers(statement: string): Promise<void> {
  const triggers = await sql<{
    name: string
  }>`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'`.execute(made.core.db)
  for (const { name } of triggers.rows) await sql.raw(`DROP TRIGGER ${name}`).execute(made.core.db)
  await sql.raw(statement).execute(made.core.db)
}

describe('audit chain', () => {
  it('verifies when nobody touched it', async () => {
    expect(await verifyAudit(made.core.db)).toMatchObject({ rows: 50, firstBreak: null })
  })

  it('lets the process turn between two pages', async () => {
    await transact(made.core.db, async (trx) => {
      for (let i = 0; i < 20_000; i++)
        await appendAudit(
          trx,
          '2026-11-21T15:00:00.000Z',
          { id: 'u1', role: 'medico', device: 'ventana' },
          { action: 'prueba', subjectKind: 'cosa', subjectId: `n${i}` },
        )
    })
    let turns = 0
    let over = false
    const turn = () => {
      turns += 1
      if (!over) setImmediate(turn)
    }
    setImmediate(turn)
    const verified = await verifyAudit(made.core.db)
    over = true
    expect(verified).toMatchObject({ rows: 20_050, firstBreak: null })
    // Ten whole pages of 2000 rows, and the turn between each two.
    expect(turns).toBeGreaterThanOrEqual(10)
  }, 60_000)

  it('[K-35] the schema itself refuses to change or delete a row', async () => {
    await expect(sql`UPDATE audit SET action = 'x' WHERE seq = 3`.execute(made.core.db)).rejects.toThrow(
      /APPEND_ONLY/,
    )
    await expect(sql`DELETE FROM audit WHERE seq = 3`.execute(made.core.db)).rejects.toThrow(/APPEND_ONLY/)
  })

  it('[I-08] [A-21] finds one changed character', async () => {
    await withoutTriggers(`UPDATE audit SET detail = '{"i":98}' WHERE seq = 20`)
    expect(await verifyAudit(made.core.db)).toMatchObject({ firstBreak: 20 })
  })

  it('[I-08] finds one deleted row in the middle', async () => {
    await withoutTriggers('DELETE FROM audit WHERE seq = 31')
    expect(await verifyAudit(made.core.db)).toMatchObject({ firstBreak: 31 })
  })

  it('finds a cut tail', async () => {
    await withoutTriggers('DELETE FROM audit WHERE seq > 45')
    expect(await verifyAudit(made.core.db)).toMatchObject({ rows: 45, firstBreak: 46 })
  })
})
