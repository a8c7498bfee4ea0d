import { fragmentIndexSql } from '../../../core/database/sqlite/fragment-index.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'
import { BUSQUEDA_COMPRAS } from '../compras/busqueda.ts'

/** Search of purchases by any part of number, supplier or NIT, with ten years of them behind. */
export const finanzasBusqueda: Migration = {
  number: 830,
  name: 'finanzas-busqueda',
  sql: fragmentIndexSql(BUSQUEDA_COMPRAS, {
    table: 'compras',
    key: 'compra_id',
    column: 'busqueda',
    order: 'importada_en, id',
  }),
}
