import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { listCompras } from '../../../src-main/domains/finanzas/compras/busqueda.ts'
import { finanzasBusqueda } from '../../../src-main/domains/finanzas/migrations/0830-finanzas-busqueda.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

test('la migración 0830 deja encontrar las compras de antes y las nuevas por cualquier parte', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-0830-'))
  const options = {
    path: join(dir, 'c.db'),
    key: randomBytes(32),
    copiesDir: join(dir, 'copias'),
    stamp: 'x',
  }
  const before = MIGRATIONS.filter(({ number }) => number < finanzasBusqueda.number)
  const compra = (
    id: string,
  ) => sql`insert into compras values (${id}, ${`cufe-${id}`}, ${id}, 'P', '900', '2026-11-21', null, 1, 0,
    '{}', '[]', 'a.zip', x'00', 's', ${`${id} suministros medicos`}, ${`2026-11-2${id.at(-1)}T00:00:00.000Z`}, null)`
  try {
    const first = await openDatabase({ ...options, migrations: before })
    await compra('f1').execute(first.db)
    await first.close()
    const { db, migrated, close } = await openDatabase({
      ...options,
      migrations: [...before, finanzasBusqueda],
    })
    expect(migrated).toEqual([830])
    await compra('f2').execute(db)
    const halladas = await listCompras(db, { texto: 'inistros f', desdeMarca: null, limite: 10 })
    expect(halladas.map(({ id }) => id)).toEqual(['f2', 'f1'])
    await close()
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
