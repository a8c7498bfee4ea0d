import { sql } from 'kysely'
import type { Db } from '../../../src-main/core/database/schema.ts'

interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly dflt_value: string | null
  readonly pk: number
}

/** A row with what is given and something of the right type in the rest, as an earlier version would have written. */
export async function insert(db: Db, table: string, given: Readonly<Record<string, string | number>>) {
  const { rows } = await sql<Column>`select * from pragma_table_info(${table})`.execute(db)
  const needed = rows.filter(
    ({ name, notnull, dflt_value, pk }) => name in given || (dflt_value === null && (notnull || pk)),
  )
  const value = ({ name, type }: Column) =>
    given[name] ?? (type === 'INTEGER' ? 1 : type === 'BLOB' ? Buffer.of() : 'x')
  await sql`insert into ${sql.table(table)} (${sql.join(needed.map(({ name }) => sql.ref(name)))})
    values (${sql.join(needed.map(value))})`.execute(db)
}
