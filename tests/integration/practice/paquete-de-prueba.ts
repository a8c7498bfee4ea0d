import { cufeDe, registro } from './documentos-de-prueba.ts'

/** A RIPS package of the tests: health extension, container and JSON from templates of their own. */

export const registroMuv = {
  ...registro,
  usuarios: [{ tipo: 'CC', numero: '52000111', clave: 'Clave-1' }],
  codigoPrestador: '1100112345',
}

export interface CambiosExtension {
  contrato?: string
  poliza?: string
  modalidad?: string
  cobertura?: string
}

export function extensionSalud(cambios: CambiosExtension = {}): string {
  const info = (nombre: string, valor: string, atributos = '') =>
    `<AdditionalInformation><Name>${nombre}</Name><Value${atributos}>${valor}</Value></AdditionalInformation>`
  const contrato = cambios.contrato ?? ''
  return `<CustomTagGeneral><Name>Responsable</Name><Value>url www.minsalud.gov.co</Value><Name>Tipo, identificador:año del acto administrativo</Name><Value>Resolución 948:2026</Value><Interoperabilidad><Group schemeName="Sector Salud"><Collection schemeName="Usuario">${info('CODIGO_PRESTADOR', '1100112345')}${info('MODALIDAD_PAGO', 'Pago por evento', ` schemeName="salud_modalidad_pago.gc" schemeID="${cambios.modalidad ?? '04'}"`)}${info('COBERTURA_PLAN_BENEFICIOS', 'Particular', ` schemeName="salud_cobertura.gc" schemeID="${cambios.cobertura ?? '15'}"`)}${info('NUMERO_CONTRATO', contrato)}${info('NUMERO_POLIZA', cambios.poliza ?? '')}${contrato ? '' : info('FACTURA_SIN_CONTRATO', 'Servicio a paciente particular', ' schemeID="07"')}</Collection></Group></Interoperabilidad></CustomTagGeneral>`
}

export const periodo =
  '<cac:InvoicePeriod><cbc:StartDate>2026-11-21</cbc:StartDate><cbc:EndDate>2026-11-21</cbc:EndDate></cac:InvoicePeriod>'

/** AttachedDocument around a signed document and DIAN's answer to it. */
export function contenedor(documento: string, respuesta: string): string {
  const numero = /<cbc:ID>([^<]+)<\/cbc:ID>\s*<cbc:UUID/.exec(documento)?.[1] ?? ''
  return `<?xml version="1.0" encoding="UTF-8"?><AttachedDocument xmlns="urn:oasis:names:specification:ubl:schema:xsd:AttachedDocument-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID><cbc:ID>1</cbc:ID><cbc:DocumentType>Contenedor de Factura Electrónica</cbc:DocumentType><cbc:ParentDocumentID>${numero}</cbc:ParentDocumentID><cac:Attachment><cac:ExternalReference><cbc:MimeCode>text/xml</cbc:MimeCode><cbc:EncodingCode>UTF-8</cbc:EncodingCode><cbc:Description><![CDATA[${documento}]]></cbc:Description></cac:ExternalReference></cac:Attachment><cac:ParentDocumentLineReference><cbc:LineID>1</cbc:LineID><cac:DocumentReference><cbc:ID>${numero}</cbc:ID><cbc:UUID schemeName="CUFE-SHA384">${cufeDe(documento)}</cbc:UUID><cbc:DocumentType>ApplicationResponse</cbc:DocumentType><cac:Attachment><cac:ExternalReference><cbc:MimeCode>text/xml</cbc:MimeCode><cbc:EncodingCode>UTF-8</cbc:EncodingCode><cbc:Description><![CDATA[${respuesta}]]></cbc:Description></cac:ExternalReference></cac:Attachment></cac:DocumentReference></cac:ParentDocumentLineReference></AttachedDocument>`
}

export interface Consulta {
  [campo: string]: unknown
}

export function consulta(cambios: Consulta = {}): Consulta {
  return {
    codPrestador: '110011234501',
    fechaInicioAtencion: '2026-11-21 09:30',
    numAutorizacion: null,
    codConsulta: '890201',
    modalidadGrupoServicioTecSal: '01',
    grupoServicios: '01',
    codServicio: 328,
    finalidadTecnologiaSalud: '16',
    causaMotivoAtencion: '38',
    codDiagnosticoPrincipal: 'I10X',
    codDiagnosticoPrincipalCIE11: null,
    nomCodDiagnosticoPrincipalCIE11: null,
    codDiagnosticoRelacionado1: null,
    codDiagnosticoRelacionado1CIE11: null,
    nomCodDiagnosticoRelacionado1CIE11: null,
    codDiagnosticoRelacionado2: null,
    codDiagnosticoRelacionado2CIE11: null,
    nomCodDiagnosticoRelacionado2CIE11: null,
    codDiagnosticoRelacionado3: null,
    codDiagnosticoRelacionado3CIE11: null,
    nomCodDiagnosticoRelacionado3CIE11: null,
    tipoDiagnosticoPrincipal: '02',
    tipoDocumentoIdentificacion: 'CC',
    numDocumentoIdentificacion: '52000111',
    vrServicio: 120000,
    conceptoRecaudo: '05',
    valorPagoModerador: 0,
    numFEVPagoModerador: null,
    codigoVIDA: null,
    consecutivo: 1,
    ...cambios,
  }
}

export function rips(
  cambios: Record<string, unknown> = {},
  usuario: Record<string, unknown> = {},
  servicio: Consulta = {},
) {
  return {
    numDocumentoIdObligado: registro.nit,
    numFactura: 'SETP990000001',
    tipoNota: null,
    numNota: null,
    usuarios: [
      {
        tipoDocumentoIdentificacion: 'CC',
        numDocumentoIdentificacion: '52123456',
        tipoUsuario: '12',
        fechaNacimiento: '1980-05-04',
        codSexo: 'F',
        codPaisResidencia: '170',
        codMunicipioResidencia: '11001',
        codZonaTerritorialResidencia: '02',
        incapacidad: 'NO',
        consecutivo: 1,
        codPaisOrigen: '170',
        registroSIRAS: null,
        ...usuario,
        servicios: { consultas: [consulta(servicio)] },
      },
    ],
    ...cambios,
  }
}
