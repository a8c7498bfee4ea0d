import { implement } from '@orpc/server'
import { finanzasContract } from '../../../src-shared/domains/finanzas/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { ComprasService } from './compras/service.ts'

export function finanzasHandlers(compras: ComprasService, onDenied: OnDenied) {
  const os = implement(finanzasContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    compras: os.compras.router({
      importar: os.compras.importar.handler(({ context, input }) => compras.importar(context, input)),
      listar: os.compras.listar.handler(({ input }) => compras.listar(input)),
      obtener: os.compras.obtener.handler(({ input }) => compras.obtener(input.id)),
      archivo: os.compras.archivo.handler(({ input }) => compras.archivo(input.id, input.cual)),
      quienRecibe: os.compras.quienRecibe.handler(() => compras.quienRecibe()),
      registrar: os.compras.registrar.handler(({ context, input }) => compras.registrar(context, input)),
    }),
  })
}
