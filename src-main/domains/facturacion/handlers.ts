import { implement } from '@orpc/server'
import { facturacionContract } from '../../../src-shared/domains/facturacion/contract.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { hallazgosSinClinica } from '../../../src-shared/domains/rips/rules.ts'
import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import { esRolDe, RADICAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls, type OnDenied } from '../../core/calls/guarded.ts'
import type { ContingenciaService } from './contingencia/service.ts'
import type { CuentaService } from './cuenta/service.ts'
import type { EventosService } from './eventos/service.ts'
import type { NotasService } from './notas/service.ts'
import type { ControlNumeracion } from './numeracion/service.ts'
import type { DocumentosPdf } from './pdf/documentos-pdf.ts'
import { equipoDe, type PeticionEmision } from './preparar.ts'
import type { RecaudosService } from './recaudos/service.ts'
import type { FacturacionService } from './service.ts'

/** @param hallazgosRips what rips would find in the package of an invoice, told by the higher domain through the root */
export function facturacionHandlers(
  service: FacturacionService,
  notas: NotasService,
  contingencia: ContingenciaService,
  numeracion: ControlNumeracion,
  { recaudos, cuenta }: { readonly recaudos: RecaudosService; readonly cuenta: CuentaService },
  eventos: EventosService,
  pdf: DocumentosPdf,
  hallazgosRips: (
    documento: DocumentoFactura,
    cufe: string,
    peticion: PeticionEmision,
  ) => Promise<HallazgoRips[]>,
  onDenied: OnDenied,
) {
  const os = implement(facturacionContract).$context<CallContext>().use(guardCalls(onDenied))
  return os.router({
    porFacturar: os.porFacturar.handler(({ input }) => service.porFacturar(input.pacienteId)),
    previsualizar: os.previsualizar.handler(async ({ context, input }) => {
      const peticion = { ...input, equipo: equipoDe(context) }
      const { cufe, ...previa } = await service.previsualizar(peticion)
      const hallazgos = cufe ? await hallazgosRips(previa.documento, cufe, peticion) : []
      const leeClinica = esRolDe(RADICAN, context.usuario?.rol)
      return { ...previa, hallazgosRips: leeClinica ? hallazgos : hallazgosSinClinica(hallazgos) }
    }),
    emitir: os.emitir.handler(({ context, input }) => service.emitir(context, input)),
    corregir: os.corregir.handler(({ context, input }) => service.corregir(context, input)),
    descartarNumero: os.descartarNumero.handler(({ context, input }) =>
      service.descartarNumero(context, input),
    ),
    listar: os.listar.handler(({ input }) => service.listar(input)),
    obtener: os.obtener.handler(({ input }) => service.obtener(input.id)),
    pdf: os.pdf.handler(({ input }) => pdf.factura(input.id)),
    reciboPdf: os.reciboPdf.handler(({ input }) => pdf.recibo(input.facturaId)),
    xml: os.xml.handler(async ({ input }) => base64Of(await service.xml(input.id, input.cual))),
    contingencia: os.contingencia.router({
      estado: os.contingencia.estado.handler(({ context }) => contingencia.estado(context)),
      declarar: os.contingencia.declarar.handler(({ context, input }) =>
        contingencia.declarar(context, input),
      ),
      terminar: os.contingencia.terminar.handler(({ context, input }) =>
        contingencia.terminar(context, input),
      ),
      carta: os.contingencia.carta.handler(({ input }) => pdf.carta(input.id)),
    }),
    numeracion: os.numeracion.router({
      rangos: os.numeracion.rangos.handler(() => numeracion.rangos()),
      control: os.numeracion.control.handler(({ input }) => numeracion.control(input)),
      exportar: os.numeracion.exportar.handler(({ input }) => numeracion.exportar(input)),
    }),
    eventos: os.eventos.router({
      deFactura: os.eventos.deFactura.handler(({ input }) => eventos.deFactura(input.facturaId)),
      consultar: os.eventos.consultar.handler(({ context, input }) => eventos.consultar(context, input)),
      declararTacita: os.eventos.declararTacita.handler(({ context, input }) =>
        eventos.declararTacita(context, input),
      ),
    }),
    notas: os.notas.router({
      deFactura: os.notas.deFactura.handler(({ input }) => notas.deFactura(input.facturaId)),
      emitir: os.notas.emitir.handler(({ context, input }) => notas.emitir(context, input)),
      pdf: os.notas.pdf.handler(({ input }) => pdf.nota(input.id)),
      xml: os.notas.xml.handler(async ({ input }) => base64Of(await notas.xml(input.id, input.cual))),
    }),
    recaudos: os.recaudos.router({
      cobrar: os.recaudos.cobrar.handler(({ context, input }) => recaudos.cobrar(context, input)),
      dePaciente: os.recaudos.dePaciente.handler(({ input }) => recaudos.dePaciente(input.pacienteId)),
      porAplicar: os.recaudos.porAplicar.handler(({ input }) =>
        recaudos.porAplicar(input.pacienteIds, input.pagadorId),
      ),
      anular: os.recaudos.anular.handler(({ context, input }) => recaudos.anular(context, input)),
      reciboPdf: os.recaudos.reciboPdf.handler(({ input }) => pdf.reciboDeRecaudo(input.recaudoId)),
    }),
    cuenta: os.cuenta.router({
      pagadores: os.cuenta.pagadores.handler(() => cuenta.pagadores()),
      soporte: os.cuenta.soporte.handler(({ input }) => cuenta.soporte(input.servicioId)),
      anotarSoporte: os.cuenta.anotarSoporte.handler(({ context, input }) =>
        cuenta.anotarSoporte(context, input),
      ),
      servicios: os.cuenta.servicios.handler(({ input }) => cuenta.servicios(input)),
    }),
    registrarRecibo: os.registrarRecibo.handler(({ context, input }) =>
      service.registrarRecibo(context, input),
    ),
  })
}

function base64Of({ nombre, bytes }: { readonly nombre: string; readonly bytes: Uint8Array }) {
  return { nombre, base64: Buffer.from(bytes).toString('base64') }
}
