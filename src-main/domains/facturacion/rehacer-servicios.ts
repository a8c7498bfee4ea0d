import { eleccionesDe } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import type { Catalogos } from '../catalogos/api.ts'
import { armarDocumento } from './armar-documento.ts'
import { type AlEmitir, detalleImpreso, pacienteImpreso } from './emitir.ts'
import { leyDe, type Rehacer } from './nueva-version.ts'
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
      const preparada = await volverAPreparar(scope.trx, ports.catalogos, factura, previo, new Date(scope.at))
      const documento = armarDocumento({
        ...preparada,
        ambiente: preparada.software.ambiente,
        ahora: new Date(scope.at),
        numero: previo.numero,
        pago: previo.pago,
        salud: eleccionesDe(previo),
      })
      return {
        documento: documento.salud
          ? { ...documento, salud: { ...documento.salud, ley: leyDe(previo) } }
          : documento,
        paciente: pacienteImpreso(preparada),
        detalle: detalleImpreso(preparada),
      }
    },
    async alRehacer(scope, call, factura, documento) {
      const preparada = await volverAPreparar(
        scope.trx,
        ports.catalogos,
        factura,
        documento,
        new Date(scope.at),
      )
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

/** What an invoice of services is made of, as it was issued: its own services, payments, range, payer and period. */
export async function volverAPreparar(
  trx: Db | Trx,
  catalogos: Catalogos,
  factura: Pick<FacturaRow, 'id' | 'resolucion_id' | 'pagador_id'>,
  documento: DocumentoFactura,
  ahora: Date,
): Promise<Preparada> {
  const servicios = await repository.serviciosDeFactura(trx, factura.id)
  return prepararEmision(
    trx,
    catalogos,
    {
      servicioIds: servicios.map((servicio) => servicio.servicio_id),
      pago: documento.pago,
      recaudos: [],
      periodo: documento.periodo,
    },
    ahora,
    {
      facturaId: factura.id,
      resolucionId: factura.resolucion_id,
      pagadorId: factura.pagador_id,
      tipo: documento.tipo,
      documento,
    },
  )
}
