import { implement } from '@orpc/server'
import { habilitacionContract } from '../../../../src-shared/domains/facturacion/habilitacion.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../../core/calls/guarded.ts'
import type { HabilitacionService } from './service.ts'

export function habilitacionHandlers(service: HabilitacionService, onDenied: OnDenied) {
  const os = implement(habilitacionContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    estado: os.estado.handler(() => service.estado()),
    iniciar: os.iniciar.handler(({ context, input }) => service.iniciar(context, input)),
    avanzar: os.avanzar.handler(() => service.avanzar()),
    cerrar: os.cerrar.handler(({ context, input }) => service.cerrar(context, input)),
  })
}
