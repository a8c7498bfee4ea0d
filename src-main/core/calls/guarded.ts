import { os } from '@orpc/server'
import type { ProcedureMeta } from '../../../src-shared/domains/procedure.ts'
import { Refusal } from '../errors/refusal.ts'
import type { CallContext } from './call-context.ts'
import { checkAccess, toContractError } from './guard.ts'
import { storageRefusal } from './storage-failure.ts'

export type OnDenied = (call: CallContext, procedure: string) => Promise<void>

/**
 * First middleware of every domain (`implement(contract).$context<CallContext>().use(guardCalls(onDenied))`): the meta of the
 * procedure is enforced before it runs, and a `Refusal` leaves as the typed error the contract declares, a disk without room
 * as one of them. Anything else that is thrown is a bug and becomes INTERNAL at the transport.
 */
export function guardCalls(onDenied: OnDenied) {
  return os.$context<CallContext>().middleware(async ({ context, next, procedure, path }) => {
    try {
      checkAccess(procedure['~orpc'].meta as ProcedureMeta, context)
      return await next()
    } catch (error) {
      const refusal = error instanceof Refusal ? error : storageRefusal(error)
      if (!refusal) throw error
      if (refusal.code === 'SIN_PERMISO') await onDenied(context, path.join('.'))
      throw toContractError(refusal)
    }
  })
}
