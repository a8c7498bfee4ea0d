import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** What a payer asks of each service, JSON `{autorizacion, mipres, poliza, contrato}`; null: what is usual of its coverage. */
export const configuracionRequisitosPagador: Migration = {
  number: 170,
  name: 'configuracion-requisitos-pagador',
  sql: 'ALTER TABLE pagadores ADD COLUMN requisitos TEXT;',
}
