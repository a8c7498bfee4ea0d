import { implement } from '@orpc/server'
import { catalogosContract } from '../../../src-shared/domains/catalogos/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { CatalogosService } from './service.ts'

export function catalogosHandlers(service: CatalogosService, onDenied: OnDenied) {
  const os = implement(catalogosContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    buscar: os.buscar.handler(({ input }) => service.buscar(input)),
    nombres: os.nombres.handler(({ input }) => service.nombres(input)),
    lista: os.lista.handler(({ input }) => service.lista(input.lista)),
    instalados: os.instalados.handler(() => service.instalados()),
  })
}
