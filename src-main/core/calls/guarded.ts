import { os } from '@orpc/server'
import type { ProcedureMeta } from '../../../src-shared/domains/procedure.ts'
import { Refusal } from '../errors/refusal.ts'
import type { CallContext } from './call-context.ts'
import { checkAccess, toContractError } from './guard.ts'

export type OnDenied = (call: CallContext, procedure: string) => Promise<void>

/**
 * First middleware of every domain (`implement(contract).$context<CallContext>().use(guardCalls(onDenied))`): the meta of the
 * procedure is enforced before it runs, and a `Refusal` leaves as the typed error the contract declares. Anything else that
 * is thrown is a bug and becomes INTERNAL at the transport.
 */
export function guardCalls(onDenied: OnDenied) {
  return os.$context<CallContext>().middleware(async ({ context, next, procedure, path }) => {
    try {
      checkAccess(procedure['~orpc'].meta as ProcedureMeta, context)
      return await next()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.code === 'SIN_PERMISO') await onDenied(context, path.join('.'))
      throw toContractError(error)
    }
  })
}
