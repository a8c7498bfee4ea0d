import { implement } from '@orpc/server'
import { ripsContract } from '../../../src-shared/domains/rips/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { RipsService } from './service.ts'

export function ripsHandlers(service: RipsService, onDenied: OnDenied) {
  const os = implement(ripsContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    listar: os.listar.handler(({ input }) => service.listar(input)),
    deFactura: os.deFactura.handler(({ context, input }) => service.deFactura(context, input.facturaId)),
    regenerar: os.regenerar.handler(({ context, input }) => service.regenerar(context, input)),
  })
}
