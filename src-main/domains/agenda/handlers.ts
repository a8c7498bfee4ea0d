import { implement } from '@orpc/server'
import { agendaContract } from '../../../src-shared/domains/agenda/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { AgendaService } from './service.ts'

export function agendaHandlers(service: AgendaService, onDenied: OnDenied) {
  const os = implement(agendaContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    rango: os.rango.handler(({ input }) => service.rango(input)),
    cita: os.cita.handler(({ input }) => service.cita(input.id)),
    salaDeEspera: os.salaDeEspera.handler(() => service.salaDeEspera()),
    dePaciente: os.dePaciente.handler(({ input }) => service.dePaciente(input)),
    revisar: os.revisar.handler(({ input }) => service.revisar(input)),
    buscarCupo: os.buscarCupo.handler(({ input }) => service.buscarCupo(input)),
    crear: os.crear.handler(({ context, input }) => service.crear(context, input)),
    mover: os.mover.handler(({ context, input }) => service.mover(context, input)),
    editar: os.editar.handler(({ context, input }) => service.editar(context, input)),
    cambiarEstado: os.cambiarEstado.handler(({ context, input }) => service.cambiarEstado(context, input)),
    cancelar: os.cancelar.handler(({ context, input }) => service.cancelar(context, input)),
    servicios: os.servicios.handler(() => service.servicios()),
    guardarServicio: os.guardarServicio.handler(({ context, input }) =>
      service.guardarServicio(context, input),
    ),
    guardarHorario: os.guardarHorario.handler(({ context, input }) => service.guardarHorario(context, input)),
    crearBloqueo: os.crearBloqueo.handler(({ context, input }) => service.crearBloqueo(context, input)),
    quitarBloqueo: os.quitarBloqueo.handler(({ context, input }) => service.quitarBloqueo(context, input)),
  })
}
