import { expect, test } from 'vitest'
import { configuracionRequisitosPagador } from '../../../src-main/domains/configuracion/migrations/0170-configuracion-requisitos-pagador.ts'
import { insertRow, withMigratedFile } from './migrated-file.ts'

test('la migración 0170 deja a los pagadores de antes con lo usual de su cobertura', async () => {
  await withMigratedFile(
    configuracionRequisitosPagador,
    (db) => insertRow(db, 'pagadores', { id: 'p' }),
    async (db) => {
      expect(await db.selectFrom('pagadores').select(['id', 'requisitos']).execute()).toEqual([
        { id: 'p', requisitos: null },
      ])
    },
  )
})
