import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { coreOutboxAnswered } from '../../../src-main/core/database/migrations/0040-core-outbox-answered.ts'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0040 deja lo que estaba en la bandeja como sin respuesta todavía', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0040-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < coreOutboxAnswered.number)
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await sql`insert into outbox values ('I', 'dian.factura', 'F', 'factura:F', 1, 'Factura 1', '{}', x'00', 's', null,
      '2026-11-21T00:00:00.000Z')`.execute(first.db)
    await sql`insert into outbox_status values ('I', 'pendiente', 3, 3, null, 'x', '2026-11-21T00:00:00.000Z')`.execute(
      first.db,
    )
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, coreOutboxAnswered],
    })
    expect(migrated).toEqual([40])
    expect((await sql`select answered, failures from outbox_status`.execute(db)).rows).toEqual([
      { answered: 0, failures: 3 },
    ])
    await expect(sql`update outbox_status set answered = 2`.execute(db)).rejects.toThrow(/CHECK/)
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
