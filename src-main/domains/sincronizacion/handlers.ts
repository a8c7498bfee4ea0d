import { implement } from '@orpc/server'
import { sincronizacionContract } from '../../../src-shared/domains/sincronizacion/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { SincronizacionService } from './service.ts'

export function sincronizacionHandlers(service: SincronizacionService, onDenied: OnDenied) {
  const os = implement(sincronizacionContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    eventos: os.eventos.handler(({ context, signal }) => service.eventos(context, signal)),
    resumen: os.resumen.handler(() => service.resumen()),
    listar: os.listar.handler(({ input }) => service.listar(input.cuales, input.limite)),
    historial: os.historial.handler(({ context, input }) => service.historial(context, input.id)),
    reintentar: os.reintentar.handler(({ context, input }) => service.reintentar(context, input.id)),
  })
}
