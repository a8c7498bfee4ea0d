import { eleccionesDe } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Catalogos } from '../catalogos/api.ts'
import { armarDocumento } from './armar-documento.ts'
import { type AlEmitir, pacienteImpreso } from './emitir.ts'
import type { Rehacer } from './nueva-version.ts'
import { type Preparada, prepararEmision } from './preparar.ts'
import * as repository from './repository.ts'
import type { FacturaRow } from './tables.ts'

/** An invoice of services is made again from its services, with today's data of patient and practice; its RIPS follows it. */
export function rehacerServicios(ports: {
  readonly catalogos: Catalogos
  readonly alEmitir: AlEmitir
}): Rehacer {
  return {
    async corregida(scope, factura, previo) {
      const preparada = await volverAPreparar(scope, ports.catalogos, factura, previo)
      return {
        documento: armarDocumento({
          ...preparada,
          ambiente: preparada.software.ambiente,
          ahora: new Date(scope.at),
          numero: previo.numero,
          pago: previo.pago,
          recaudos: previo.recaudos,
          salud: eleccionesDe(previo),
        }),
        paciente: pacienteImpreso(preparada),
      }
    },
    async alRehacer(scope, call, factura, documento) {
      const preparada = await volverAPreparar(scope, ports.catalogos, factura, documento)
      await ports.alEmitir(scope, call, {
        id: factura.id,
        numero: factura.numero,
        cufe: factura.cufe,
        documento,
        preparada,
      })
    },
  }
}

async function volverAPreparar(
  scope: CommandScope,
  catalogos: Catalogos,
  factura: FacturaRow,
  previo: DocumentoFactura,
): Promise<Preparada> {
  const servicios = await repository.serviciosDeFactura(scope.trx, factura.id)
  return prepararEmision(
    scope.trx,
    catalogos,
    {
      servicioIds: servicios.map((servicio) => servicio.servicio_id),
      pago: previo.pago,
      recaudos: previo.recaudos,
    },
    new Date(scope.at),
    { resolucionId: factura.resolucion_id, pagadorId: factura.pagador_id, tipo: previo.tipo },
  )
}
