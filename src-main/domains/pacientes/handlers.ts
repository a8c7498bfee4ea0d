import { implement } from '@orpc/server'
import { pacientesContract } from '../../../src-shared/domains/pacientes/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { PacientesService } from './service.ts'

export function pacientesHandlers(service: PacientesService, onDenied: OnDenied) {
  const os = implement(pacientesContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    buscar: os.buscar.handler(({ input }) => service.buscar(input)),
    listar: os.listar.handler(({ input }) => service.listar(input)),
    obtener: os.obtener.handler(({ context, input }) => service.obtener(context, input.id)),
    posiblesDuplicados: os.posiblesDuplicados.handler(({ input }) => service.posiblesDuplicados(input)),
    crear: os.crear.handler(({ context, input }) => service.crear(context, input)),
    actualizar: os.actualizar.handler(({ context, input }) => service.actualizar(context, input)),
    confirmarDatos: os.confirmarDatos.handler(({ context, input }) => service.confirmarDatos(context, input)),
    registrarConsentimiento: os.registrarConsentimiento.handler(({ context, input }) =>
      service.registrarConsentimiento(context, input),
    ),
    fusionar: os.fusionar.handler(({ context, input }) => service.fusionar(context, input)),
    leerBorrador: os.leerBorrador.handler(({ context, input }) => service.leerBorrador(context, input.clave)),
    listarBorradores: os.listarBorradores.handler(({ context, input }) =>
      service.listarBorradores(context, input.prefijo),
    ),
    guardarBorrador: os.guardarBorrador.handler(({ context, input }) =>
      service.guardarBorrador(context, input),
    ),
    descartarBorrador: os.descartarBorrador.handler(({ context, input }) =>
      service.descartarBorrador(context, input.clave),
    ),
  })
}
