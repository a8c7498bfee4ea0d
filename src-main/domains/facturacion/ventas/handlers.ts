import { implement } from '@orpc/server'
import { ventasContract } from '../../../../src-shared/domains/facturacion/ventas.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../../core/calls/guarded.ts'
import type { VentasService } from './service.ts'

export function ventasHandlers(service: VentasService, onDenied: OnDenied) {
  const os = implement(ventasContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    clientes: os.clientes.router({
      buscar: os.clientes.buscar.handler(({ input }) => service.buscarClientes(input.texto, input.limite)),
      obtener: os.clientes.obtener.handler(({ input }) => service.cliente(input.id)),
      guardar: os.clientes.guardar.handler(({ context, input }) => service.guardarCliente(context, input)),
    }),
    articulos: os.articulos.router({
      buscar: os.articulos.buscar.handler(({ input }) => service.buscarArticulos(input.texto, input.limite)),
      guardar: os.articulos.guardar.handler(({ context, input }) => service.guardarArticulo(context, input)),
    }),
    previsualizar: os.previsualizar.handler(({ context, input }) =>
      service.previsualizar(context, input.venta, input.facturaId),
    ),
    emitir: os.emitir.handler(({ context, input }) => service.emitir(context, input)),
    deFactura: os.deFactura.handler(({ input }) => service.deFactura(input.facturaId)),
    corregir: os.corregir.handler(({ context, input }) => service.corregir(context, input)),
  })
}
