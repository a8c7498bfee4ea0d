import type { Kysely, Transaction } from 'kysely'

/**
 * Every table of the program. It is empty here on purpose: each owner of tables adds its own by declaration merging
 * (`declare module '…/core/database/schema.ts' { interface Schema { pacientes: PacientesTable } }`), so the mechanism
 * knows no domain and a query still has one type for the whole file.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in the owners of tables
export interface Schema {}

export type Db = Kysely<Schema>
/** What a use case works with inside a transaction. Using `Db` there would wait for ever: there is one connection. */
export type Trx = Transaction<Schema>
