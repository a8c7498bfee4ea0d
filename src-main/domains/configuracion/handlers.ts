import { implement } from '@orpc/server'
import { configuracionContract } from '../../../src-shared/domains/configuracion/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { ConfiguracionService } from './service.ts'

export function configuracionHandlers(service: ConfiguracionService, onDenied: OnDenied) {
  const os = implement(configuracionContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    estado: os.estado.handler(() => service.estado()),
    prestador: os.prestador.handler(() => service.prestador()),
    sedes: os.sedes.handler(() => service.sedes()),
    profesionales: os.profesionales.handler(() => service.profesionales()),
    resoluciones: os.resoluciones.handler(() => service.resoluciones()),
    consultarNumeracion: os.consultarNumeracion.handler(() => service.consultarNumeracion()),
    consultarAdquiriente: os.consultarAdquiriente.handler(({ input }) =>
      service.consultarAdquiriente(input.nit),
    ),
    certificado: os.certificado.handler(() => service.certificado()),
    software: os.software.handler(() => service.software()),
    pagadores: os.pagadores.handler(() => service.pagadores()),
    muv: os.muv.handler(() => service.muv()),
    ajustes: os.ajustes.handler(() => service.ajustes()),
    tarifas: os.tarifas.handler(({ input }) => service.tarifas(input)),
    guardarPrestador: os.guardarPrestador.handler(({ context, input }) =>
      service.guardarPrestador(context, input),
    ),
    guardarSede: os.guardarSede.handler(({ context, input }) => service.guardarSede(context, input)),
    guardarServiciosHabilitados: os.guardarServiciosHabilitados.handler(({ context, input }) =>
      service.guardarServiciosHabilitados(context, input),
    ),
    guardarProfesional: os.guardarProfesional.handler(({ context, input }) =>
      service.guardarProfesional(context, input),
    ),
    guardarResolucion: os.guardarResolucion.handler(({ context, input }) =>
      service.guardarResolucion(context, input),
    ),
    traerNumeracion: os.traerNumeracion.handler(({ context, input }) =>
      service.traerNumeracion(context, input),
    ),
    quitarResolucion: os.quitarResolucion.handler(({ context, input }) =>
      service.quitarResolucion(context, input),
    ),
    importarCertificado: os.importarCertificado.handler(({ context, input }) =>
      service.importarCertificado(context, input),
    ),
    guardarSoftware: os.guardarSoftware.handler(({ context, input }) =>
      service.guardarSoftware(context, input),
    ),
    guardarPagador: os.guardarPagador.handler(({ context, input }) => service.guardarPagador(context, input)),
    guardarTarifas: os.guardarTarifas.handler(({ context, input }) => service.guardarTarifas(context, input)),
    quitarTarifas: os.quitarTarifas.handler(({ context, input }) => service.quitarTarifas(context, input)),
    guardarMuv: os.guardarMuv.handler(({ context, input }) => service.guardarMuv(context, input)),
    guardarAjustes: os.guardarAjustes.handler(({ context, input }) => service.guardarAjustes(context, input)),
    guardarConsentimiento: os.guardarConsentimiento.handler(({ context, input }) =>
      service.guardarConsentimiento(context, input),
    ),
    omitirPaso: os.omitirPaso.handler(({ context, input }) => service.omitirPaso(context, input)),
  })
}
