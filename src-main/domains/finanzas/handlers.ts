import { implement } from '@orpc/server'
import { finanzasContract } from '../../../src-shared/domains/finanzas/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { ComprasService } from './compras/service.ts'
import type { SoportesService } from './soportes/service.ts'

export function finanzasHandlers(compras: ComprasService, soportes: SoportesService, onDenied: OnDenied) {
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
    soportes: os.soportes.router({
      listar: os.soportes.listar.handler(({ input }) => soportes.listar(input)),
      obtener: os.soportes.obtener.handler(({ input }) => soportes.obtener(input.id)),
      numeracion: os.soportes.numeracion.handler(() => soportes.numeracion()),
      proveedores: os.soportes.proveedores.handler(({ input }) => soportes.proveedores(input.texto)),
      borrador: os.soportes.borrador.handler(({ input }) => soportes.borrador(input.id)),
      guardarBorrador: os.soportes.guardarBorrador.handler(({ context, input }) =>
        soportes.guardarBorrador(context, input),
      ),
      descartarBorrador: os.soportes.descartarBorrador.handler(({ context, input }) =>
        soportes.descartarBorrador(context, input),
      ),
      revisar: os.soportes.revisar.handler(({ input }) => soportes.revisar(input.peticion)),
      emitir: os.soportes.emitir.handler(({ context, input }) => soportes.emitir(context, input)),
      corregir: os.soportes.corregir.handler(({ context, input }) => soportes.corregir(context, input)),
      ajustar: os.soportes.ajustar.handler(({ context, input }) => soportes.ajustar(context, input)),
      pdf: os.soportes.pdf.handler(({ input }) => soportes.pdf(input.id)),
      archivo: os.soportes.archivo.handler(({ input }) => soportes.archivo(input.id, input.cual)),
    }),
  })
}
