import { fragmentIndexSql } from '../../../core/database/sqlite/fragment-index.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'
import { BUSQUEDA_FACTURAS } from '../busqueda.ts'

/** Search of invoices by any part of number, name or document, with ten years of them behind. */
export const facturacionBusqueda: Migration = {
  number: 510,
  name: 'facturacion-busqueda',
  sql: fragmentIndexSql(BUSQUEDA_FACTURAS, {
    table: 'facturas',
    key: 'factura_id',
    column: 'busqueda',
    order: 'emitida_en',
  }),
}
