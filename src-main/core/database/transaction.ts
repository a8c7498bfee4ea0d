import type { Db, Trx } from './schema.ts'

/** A transaction awaited something that is not the database (network, timer, file): every other query waited with it. */
export class TransactionWaitedError extends Error {
  constructor() {
    super('A transaction awaited something other than the database')
    this.name = 'TransactionWaitedError'
  }
}

/**
 * Runs `work` in one transaction; any throw rolls everything back.
 *
 * The SQLite driver answers within the microtask queue, so a transaction that awaits only the database ends before the
 * event loop turns. The probe armed here fires on the first turn: if it did, something else was awaited and the
 * transaction is refused, in every build, because in a program with one connection it would freeze all screens.
 */
export function transact<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    let turned = false
    const probe = setImmediate(() => {
      turned = true
    })
    try {
      const result = await work(trx)
      if (turned) throw new TransactionWaitedError()
      return result
    } finally {
      clearImmediate(probe)
    }
  })
}
