import { totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { FacturaXmlDatos } from '../../integrations/muv/factura-xml.ts'
import type { FacturaEmitida } from '../facturacion/api.ts'

/**
 * What the ministry will read in the invoice, taken from the document it is built of: lets the RIPS be checked against it
 * before DIAN has answered, when there is no AttachedDocument yet.
 */
export function datosFacturaRips({ numero, documento, cufe }: Omit<FacturaEmitida, 'id'>): FacturaXmlDatos {
  const totales = totalesFactura(documento)
  return {
    tipo: 'factura',
    numero,
    cufe,
    fechaEmision: documento.emision.fecha,
    tipoDocumento: documento.tipo,
    operacion: documento.operacion,
    nit: documento.emisor.numero,
    ...(documento.emisor.dv ? { digitoVerificacion: documento.emisor.dv } : {}),
    tipoDocumentoEmisor: '31',
    adquiriente: { numero: documento.adquiriente.numero, nombre: documento.adquiriente.nombre },
    total: totales.total,
    aPagar: totales.aPagar,
    inicioPeriodo: documento.periodo.inicio,
    finPeriodo: documento.periodo.fin,
    periodo: { desde: documento.periodo.inicio, hasta: documento.periodo.fin },
    recaudos: documento.recaudos.map(({ concepto, valor }) => ({ concepto, valor })),
    sectorSalud: documento.salud !== undefined,
    camposSalud: [
      'CODIGO_PRESTADOR',
      'MODALIDAD_PAGO',
      'COBERTURA_PLAN_BENEFICIOS',
      'NUMERO_CONTRATO',
      'NUMERO_POLIZA',
      ...(documento.salud?.facturaSinContrato ? ['FACTURA_SIN_CONTRATO'] : []),
    ],
    ...(documento.salud
      ? {
          codigoPrestador: documento.salud.codigoPrestador,
          modalidadPago: documento.salud.modalidadPago,
          coberturaPlan: documento.salud.coberturaPlan,
          ...(documento.salud.numeroContrato ? { numeroContrato: documento.salud.numeroContrato } : {}),
          ...(documento.salud.numeroPoliza ? { numeroPoliza: documento.salud.numeroPoliza } : {}),
          ...(documento.salud.facturaSinContrato
            ? { facturaSinContrato: documento.salud.facturaSinContrato }
            : {}),
        }
      : {}),
    contenedor: false,
  }
}
