import { implement } from '@orpc/server'
import { comunicacionesContract } from '../../../src-shared/domains/comunicaciones/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { BuzonService } from './buzon/service.ts'
import type { ComunicacionesService } from './service.ts'

export function comunicacionesHandlers(
  service: ComunicacionesService,
  buzon: BuzonService,
  onDenied: OnDenied,
) {
  const os = implement(comunicacionesContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    cuenta: os.cuenta.handler(() => service.cuenta()),
    guardarCuenta: os.guardarCuenta.handler(({ context, input }) => service.guardarCuenta(context, input)),
    probarCuenta: os.probarCuenta.handler(({ context, input }) => service.probarCuenta(context, input)),
    deFactura: os.deFactura.handler(({ input }) => service.deFactura(input)),
    enviar: os.enviar.handler(({ context, input }) => service.enviar(context, input)),
    exportar: os.exportar.handler(({ context, input }) => service.exportar(context, input)),
    buzon: os.buzon.router({
      cuenta: os.buzon.cuenta.handler(() => buzon.cuenta()),
      guardar: os.buzon.guardar.handler(({ context, input }) => buzon.guardar(context, input)),
      probar: os.buzon.probar.handler(({ context, input }) => buzon.probar(context, input)),
      quitar: os.buzon.quitar.handler(({ context, input }) => buzon.quitar(context, input)),
      estado: os.buzon.estado.handler(() => buzon.estado()),
      traer: os.buzon.traer.handler(({ context }) => buzon.traer(context)),
      detener: os.buzon.detener.handler(() => buzon.detener()),
      noLeidos: os.buzon.noLeidos.handler(() => buzon.noLeidos()),
      descartar: os.buzon.descartar.handler(({ context, input }) => buzon.descartar(context, input)),
    }),
  })
}
