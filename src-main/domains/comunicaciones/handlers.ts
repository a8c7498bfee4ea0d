import { implement } from '@orpc/server'
import { comunicacionesContract } from '../../../src-shared/domains/comunicaciones/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { ComunicacionesService } from './service.ts'

export function comunicacionesHandlers(service: ComunicacionesService, onDenied: OnDenied) {
  const os = implement(comunicacionesContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    cuenta: os.cuenta.handler(() => service.cuenta()),
    guardarCuenta: os.guardarCuenta.handler(({ context, input }) => service.guardarCuenta(context, input)),
    probarCuenta: os.probarCuenta.handler(({ context, input }) => service.probarCuenta(context, input)),
    deFactura: os.deFactura.handler(({ input }) => service.deFactura(input.facturaId)),
    enviar: os.enviar.handler(({ context, input }) => service.enviar(context, input)),
    exportar: os.exportar.handler(({ context, input }) => service.exportar(context, input)),
  })
}
