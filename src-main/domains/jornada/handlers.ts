import { implement } from '@orpc/server'
import { jornadaContract } from '../../../src-shared/domains/jornada/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { createCerrarConsulta } from './cerrar-consulta.ts'
import type { createHoy } from './hoy.ts'

export function jornadaHandlers(
  cierre: ReturnType<typeof createCerrarConsulta>,
  dia: ReturnType<typeof createHoy>,
  onDenied: OnDenied,
) {
  const os = implement(jornadaContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    hoy: os.hoy.handler(({ context }) => dia.hoy(context)),
    prepararCierre: os.prepararCierre.handler(({ context, input }) =>
      cierre.prepararCierre(context, input.notaId),
    ),
    cerrarConsulta: os.cerrarConsulta.handler(({ context, input }) => cierre.cerrarConsulta(context, input)),
  })
}
