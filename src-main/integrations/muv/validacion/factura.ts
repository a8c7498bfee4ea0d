import type { HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import { nombreEnTabla } from '../../../../src-shared/domains/rips/tablas.ts'
import type { FacturaXmlDatos } from '../factura-xml.ts'
import { hallazgo } from '../reglas.ts'

const OPERACIONES_SALUD = ['SS-CUFE', 'SS-CUDE', 'SS-POS', 'SS-SNum', 'SS-Reporte', 'SS-SinAporte']
const TIPOS_FACTURA = ['01', '02', '03', '04']

/** The XML as the ministry reads it: the rules of Documento Técnico 2 that its data alone decide. Invoices; of notes, their reference. */
export function* revisarFactura(factura: FacturaXmlDatos): Generator<HallazgoRips> {
  if (factura.contenedor) {
    if (factura.respuestaDian === undefined) yield hallazgo('AAR001', 'xml.ApplicationResponse')
    else if (factura.respuestaDian !== '02') {
      yield hallazgo('GI010', 'xml.ApplicationResponse', `Respuesta ${factura.respuestaDian}.`)
    }
  }
  if (factura.tipo === 'nota-credito' && factura.facturaReferenciada === undefined) {
    yield hallazgo('GI012', 'xml.BillingReference')
  }
  if (factura.tipo === 'nota-debito' && factura.facturaReferenciada === undefined) {
    yield hallazgo('GI015', 'xml.BillingReference')
  }
  if (factura.tipo !== 'factura') return
  yield* revisarCabecera(factura)
  yield* revisarSectorSalud(factura)
  yield* revisarRecaudos(factura)
}

function* revisarCabecera(factura: FacturaXmlDatos): Generator<HallazgoRips> {
  if (factura.numero === undefined || !/^[A-Za-z0-9]+$/.test(factura.numero)) {
    yield hallazgo('VFE005', 'xml.ID', factura.numero)
  }
  if (factura.cufe === undefined) yield hallazgo('FED004', 'xml.UUID')
  else if (!/^[0-9a-f]{96}$/i.test(factura.cufe)) yield hallazgo('VFE006', 'xml.UUID')
  if (factura.fechaEmision === undefined) yield hallazgo('FED005', 'xml.IssueDate')
  if (factura.tipoDocumento === undefined) yield hallazgo('FED008', 'xml.InvoiceTypeCode')
  else if (!TIPOS_FACTURA.includes(factura.tipoDocumento)) {
    yield hallazgo('VFE002', 'xml.InvoiceTypeCode', `Dice ${factura.tipoDocumento}.`)
  }
  if (!OPERACIONES_SALUD.includes(factura.operacion ?? '')) {
    yield hallazgo('VFE003', 'xml.CustomizationID', `Dice «${factura.operacion ?? ''}».`)
  }
  if (factura.aPagar === undefined) yield hallazgo('FED017', 'xml.LegalMonetaryTotal.PayableAmount')
  const emisor = 'xml.AccountingSupplierParty'
  if (factura.nit === undefined) yield hallazgo('FED021', emisor)
  else {
    if (factura.tipoDocumentoEmisor !== '31') yield hallazgo('VFE011', emisor)
    if (factura.digitoVerificacion === undefined) yield hallazgo('VFE012', emisor)
  }
  if (factura.adquiriente.numero === undefined) yield hallazgo('FED034', 'xml.AccountingCustomerParty')
  if (factura.inicioPeriodo === undefined) yield hallazgo('VFE020', 'xml.InvoicePeriod.StartDate')
  if (factura.finPeriodo === undefined) yield hallazgo('VFE021', 'xml.InvoicePeriod.EndDate')
}

function* revisarSectorSalud(factura: FacturaXmlDatos): Generator<HallazgoRips> {
  if (!factura.sectorSalud) {
    yield hallazgo('FED060', 'xml.UBLExtensions')
    return
  }
  const esta = (nombre: string): boolean => factura.camposSalud.includes(nombre)
  if (!esta('CODIGO_PRESTADOR')) yield hallazgo('FED124', 'xml.CODIGO_PRESTADOR')
  else if (factura.codigoPrestador === undefined) yield hallazgo('FED123', 'xml.CODIGO_PRESTADOR')
  yield* revisarCodigo(esta('MODALIDAD_PAGO'), factura.modalidadPago, 'modalidadPago', 'xml.MODALIDAD_PAGO', [
    'FED126',
    'FED125',
    'FED133',
  ])
  yield* revisarCodigo(
    esta('COBERTURA_PLAN_BENEFICIOS'),
    factura.coberturaPlan,
    'coberturaPlan',
    'xml.COBERTURA_PLAN_BENEFICIOS',
    ['FED128', 'FED127', 'FED134'],
  )
  if (!esta('NUMERO_CONTRATO')) yield hallazgo('FED130', 'xml.NUMERO_CONTRATO')
  if (!esta('NUMERO_POLIZA')) yield hallazgo('FED132', 'xml.NUMERO_POLIZA')
  const { numeroContrato, numeroPoliza, facturaSinContrato } = factura
  if (numeroContrato !== undefined && numeroPoliza !== undefined) {
    yield hallazgo('FED129', 'xml.NUMERO_CONTRATO', `Contrato ${numeroContrato} y póliza ${numeroPoliza}.`)
    yield hallazgo('FED131', 'xml.NUMERO_POLIZA', `Contrato ${numeroContrato} y póliza ${numeroPoliza}.`)
  }
  if (numeroContrato === undefined && facturaSinContrato === undefined) {
    yield hallazgo('FED136', 'xml.FACTURA_SIN_CONTRATO')
  }
}

function* revisarCodigo(
  esta: boolean,
  codigo: string | undefined,
  tabla: 'modalidadPago' | 'coberturaPlan',
  ruta: string,
  [sinGrupo, sinCodigo, invalido]: readonly [string, string, string],
): Generator<HallazgoRips> {
  if (!esta) yield hallazgo(sinGrupo, ruta)
  else if (codigo === undefined) yield hallazgo(sinCodigo, ruta)
  else if (nombreEnTabla(tabla, codigo) === undefined) yield hallazgo(invalido, ruta, `Código ${codigo}.`)
}

function* revisarRecaudos({ recaudos }: FacturaXmlDatos): Generator<HallazgoRips> {
  const vistos = new Set<string>()
  for (const [indice, { concepto, valor }] of recaudos.entries()) {
    const ruta = `xml.PrepaidPayment[${indice}]`
    if (concepto === undefined) yield hallazgo('FED104', ruta)
    else if (vistos.has(concepto)) yield hallazgo('FED061', ruta, `Concepto ${concepto}.`)
    else vistos.add(concepto)
    if (valor === undefined) yield hallazgo('FED105', ruta)
  }
}
