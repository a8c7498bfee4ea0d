import { implement } from '@orpc/server'
import { historiaContract } from '../../../src-shared/domains/historia/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { FormulaPdfService } from './formula-pdf.ts'
import type { HistoriaService } from './service.ts'

export function historiaHandlers(service: HistoriaService, formula: FormulaPdfService, onDenied: OnDenied) {
  const os = implement(historiaContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    iniciar: os.iniciar.handler(({ context, input }) => service.iniciar(context, input)),
    obtener: os.obtener.handler(({ context, input }) => service.obtener(context, input.id)),
    guardar: os.guardar.handler(({ context, input }) => service.guardar(context, input)),
    borradores: os.borradores.handler(({ context }) => service.borradores(context)),
    historiaDe: os.historiaDe.handler(({ context, input }) =>
      service.historiaDe(context, input.pacienteId, input.limite),
    ),
    aclarar: os.aclarar.handler(({ context, input }) => service.aclarar(context, input)),
    formulaPdf: os.formulaPdf.handler(({ context, input }) => formula.pdf(context, input.notaId)),
  })
}
