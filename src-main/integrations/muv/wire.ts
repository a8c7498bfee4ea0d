import { z } from 'zod'

/**
 * The RIPS JSON on the wire (Resolución 948 de 2026, Documento Técnico 1 v002): every property of an object is present, null
 * where there is no datum; in `servicios` only the arrays that have records. Sizes and lists are in campos.ts.
 */

const texto = z.string()
const textoONulo = z.string().nullable()
const numero = z.number().nonnegative()
const numeroONulo = z.number().nonnegative().nullable()

export const consultaWireSchema = z.strictObject({
  codPrestador: texto,
  fechaInicioAtencion: texto,
  numAutorizacion: textoONulo,
  codConsulta: texto,
  modalidadGrupoServicioTecSal: texto,
  grupoServicios: texto,
  codServicio: numero,
  finalidadTecnologiaSalud: texto,
  causaMotivoAtencion: texto,
  codDiagnosticoPrincipal: texto,
  codDiagnosticoPrincipalCIE11: textoONulo,
  nomCodDiagnosticoPrincipalCIE11: textoONulo,
  codDiagnosticoRelacionado1: textoONulo,
  codDiagnosticoRelacionado1CIE11: textoONulo,
  nomCodDiagnosticoRelacionado1CIE11: textoONulo,
  codDiagnosticoRelacionado2: textoONulo,
  codDiagnosticoRelacionado2CIE11: textoONulo,
  nomCodDiagnosticoRelacionado2CIE11: textoONulo,
  codDiagnosticoRelacionado3: textoONulo,
  codDiagnosticoRelacionado3CIE11: textoONulo,
  nomCodDiagnosticoRelacionado3CIE11: textoONulo,
  tipoDiagnosticoPrincipal: texto,
  tipoDocumentoIdentificacion: texto,
  numDocumentoIdentificacion: texto,
  vrServicio: numero,
  conceptoRecaudo: texto,
  valorPagoModerador: numero,
  numFEVPagoModerador: textoONulo,
  codigoVIDA: textoONulo,
  consecutivo: numero,
})

export const procedimientoWireSchema = z.strictObject({
  codPrestador: texto,
  fechaInicioAtencion: texto,
  numAutorizacion: textoONulo,
  idMIPRES: textoONulo,
  codProcedimiento: texto,
  viaIngresoServicioSalud: texto,
  modalidadGrupoServicioTecSal: texto,
  grupoServicios: texto,
  codServicio: numero,
  finalidadTecnologiaSalud: texto,
  tipoDocumentoIdentificacion: texto,
  numDocumentoIdentificacion: texto,
  codDiagnosticoPrincipal: texto,
  codDiagnosticoPrincipalCIE11: textoONulo,
  nomCodDiagnosticoPrincipalCIE11: textoONulo,
  codDiagnosticoRelacionado: textoONulo,
  codDiagnosticoRelacionadoCIE11: textoONulo,
  nomCodDiagnosticoRelacionadoCIE11: textoONulo,
  codComplicacion: textoONulo,
  codComplicacionCIE11: textoONulo,
  nomCodComplicacionCIE11: textoONulo,
  vrServicio: numero,
  conceptoRecaudo: texto,
  valorPagoModerador: numero,
  numFEVPagoModerador: textoONulo,
  codigoVIDA: textoONulo,
  consecutivo: numero,
})

export const urgenciaWireSchema = z.strictObject({
  codPrestador: texto,
  fechaInicioAtencion: texto,
  causaMotivoAtencion: texto,
  codDiagnosticoPrincipal: texto,
  codDiagnosticoPrincipalCIE11: textoONulo,
  nomCodDiagnosticoPrincipalCIE11: textoONulo,
  codDiagnosticoPrincipalE: texto,
  codDiagnosticoPrincipalECIE11: textoONulo,
  nomCodDiagnosticoPrincipalECIE11: textoONulo,
  codDiagnosticoRelacionadoE1: textoONulo,
  codDiagnosticoRelacionadoE1CIE11: textoONulo,
  nomCodDiagnosticoRelacionadoE1CIE11: textoONulo,
  codDiagnosticoRelacionadoE2: textoONulo,
  codDiagnosticoRelacionadoE2CIE11: textoONulo,
  nomCodDiagnosticoRelacionadoE2CIE11: textoONulo,
  codDiagnosticoRelacionadoE3: textoONulo,
  codDiagnosticoRelacionadoE3CIE11: textoONulo,
  nomCodDiagnosticoRelacionadoE3CIE11: textoONulo,
  condicionDestinoUsuarioEgreso: texto,
  codDiagnosticoCausaMuerte: textoONulo,
  codDiagnosticoCausaMuerteCIE11: textoONulo,
  nomCodDiagnosticoCausaMuerteCIE11: textoONulo,
  fechaEgreso: texto,
  codigoVIDA: textoONulo,
  consecutivo: numero,
})

export const hospitalizacionWireSchema = z.strictObject({
  codPrestador: texto,
  viaIngresoServicioSalud: texto,
  fechaInicioAtencion: texto,
  numAutorizacion: textoONulo,
  causaMotivoAtencion: texto,
  codDiagnosticoPrincipal: texto,
  codDiagnosticoPrincipalCIE11: textoONulo,
  nomCodDiagnosticoPrincipalCIE11: textoONulo,
  codDiagnosticoPrincipalE: texto,
  codDiagnosticoPrincipalECIE11: textoONulo,
  nomCodDiagnosticoPrincipalECIE11: textoONulo,
  codDiagnosticoRelacionadoE1: textoONulo,
  codDiagnosticoRelacionadoE1CIE11: textoONulo,
  nomCodDiagnosticoRelacionadoE1CIE11: textoONulo,
  codDiagnosticoRelacionadoE2: textoONulo,
  codDiagnosticoRelacionadoE2CIE11: textoONulo,
  nomCodDiagnosticoRelacionadoE2CIE11: textoONulo,
  codDiagnosticoRelacionadoE3: textoONulo,
  codDiagnosticoRelacionadoE3CIE11: textoONulo,
  nomCodDiagnosticoRelacionadoE3CIE11: textoONulo,
  codComplicacion: textoONulo,
  codComplicacionCIE11: textoONulo,
  nomCodComplicacionCIE11: textoONulo,
  condicionDestinoUsuarioEgreso: texto,
  codDiagnosticoCausaMuerte: textoONulo,
  codDiagnosticoCausaMuerteCIE11: textoONulo,
  nomCodDiagnosticoCausaMuerteCIE11: textoONulo,
  fechaEgreso: texto,
  codigoVIDA: textoONulo,
  consecutivo: numero,
})

export const recienNacidoWireSchema = z.strictObject({
  codPrestador: texto,
  tipoDocumentoIdentificacion: texto,
  numDocumentoIdentificacion: texto,
  fechaNacimiento: texto,
  edadGestacional: numero,
  numConsultasCPrenatal: numero,
  codSexoBiologico: texto,
  peso: numero,
  codDiagnosticoPrincipal: texto,
  codDiagnosticoPrincipalCIE11: textoONulo,
  nomCodDiagnosticoPrincipalCIE11: textoONulo,
  condicionDestinoUsuarioEgreso: texto,
  codDiagnosticoCausaMuerte: textoONulo,
  codDiagnosticoCausaMuerteCIE11: textoONulo,
  nomCodDiagnosticoCausaMuerteCIE11: textoONulo,
  fechaEgreso: texto,
  codigoVIDA: textoONulo,
  consecutivo: numero,
})

export const medicamentoWireSchema = z.strictObject({
  codPrestador: textoONulo,
  idMIPRES: textoONulo,
  fechaDispensAdmon: texto,
  codDiagnosticoPrincipal: texto,
  codDiagnosticoPrincipalCIE11: textoONulo,
  nomCodDiagnosticoPrincipalCIE11: textoONulo,
  codDiagnosticoRelacionado: textoONulo,
  codDiagnosticoRelacionadoCIE11: textoONulo,
  nomCodDiagnosticoRelacionadoCIE11: textoONulo,
  tipoMedicamento: texto,
  codTecnologiaSalud: textoONulo,
  nomTecnologiaSalud: textoONulo,
  concentracionMedicamento: numeroONulo,
  unidadMedida: numeroONulo,
  formaFarmaceutica: textoONulo,
  unidadMinDispensa: numero,
  cantidadMedicamento: numero,
  diasTratamiento: numero,
  tipoDocumentoIdentificacion: textoONulo,
  numDocumentoIdentificacion: textoONulo,
  vrUnitMedicamento: numero,
  vrDispensacion: numero,
  vrServicio: numero,
  conceptoRecaudo: texto,
  valorPagoModerador: numero,
  numFEVPagoModerador: textoONulo,
  codigoVIDA: textoONulo,
  consecutivo: numero,
})

export const otroServicioWireSchema = z.strictObject({
  codPrestador: textoONulo,
  numAutorizacion: textoONulo,
  idMIPRES: textoONulo,
  fechaSuministroTecnologia: texto,
  tipoOS: texto,
  codTecnologiaSalud: texto,
  nomTecnologiaSalud: textoONulo,
  cantidadOS: numero,
  tipoDocumentoIdentificacion: textoONulo,
  numDocumentoIdentificacion: textoONulo,
  vrUnitOS: numero,
  vrDispensacion: numero,
  vrServicio: numero,
  conceptoRecaudo: texto,
  valorPagoModerador: numero,
  numFEVPagoModerador: textoONulo,
  codigoVIDA: textoONulo,
  consecutivo: numero,
})

export const serviciosWireSchema = z.strictObject({
  consultas: z.array(consultaWireSchema).min(1).optional(),
  procedimientos: z.array(procedimientoWireSchema).min(1).optional(),
  urgencias: z.array(urgenciaWireSchema).min(1).optional(),
  hospitalizacion: z.array(hospitalizacionWireSchema).min(1).optional(),
  recienNacidos: z.array(recienNacidoWireSchema).min(1).optional(),
  medicamentos: z.array(medicamentoWireSchema).min(1).optional(),
  otrosServicios: z.array(otroServicioWireSchema).min(1).optional(),
})

export const usuarioWireSchema = z.strictObject({
  consecutivo: numero,
  tipoDocumentoIdentificacion: texto,
  numDocumentoIdentificacion: texto,
  tipoUsuario: texto,
  fechaNacimiento: texto,
  codSexo: texto,
  codPaisResidencia: texto,
  codMunicipioResidencia: textoONulo,
  codZonaTerritorialResidencia: textoONulo,
  incapacidad: texto,
  codPaisOrigen: texto,
  registroSIRAS: textoONulo,
  servicios: serviciosWireSchema,
})

export const ripsJsonSchema = z.strictObject({
  numDocumentoIdObligado: texto,
  numFactura: textoONulo,
  tipoNota: z.enum(['NC', 'ND', 'NA', 'RS']).nullable(),
  numNota: textoONulo,
  usuarios: z.array(usuarioWireSchema).min(1),
})

export type RipsJson = z.output<typeof ripsJsonSchema>
export type UsuarioWire = z.output<typeof usuarioWireSchema>
export type ServiciosWire = z.output<typeof serviciosWireSchema>
export type ConsultaWire = z.output<typeof consultaWireSchema>
export type ProcedimientoWire = z.output<typeof procedimientoWireSchema>
export type UrgenciaWire = z.output<typeof urgenciaWireSchema>
export type HospitalizacionWire = z.output<typeof hospitalizacionWireSchema>
export type RecienNacidoWire = z.output<typeof recienNacidoWireSchema>
export type MedicamentoWire = z.output<typeof medicamentoWireSchema>
export type OtroServicioWire = z.output<typeof otroServicioWireSchema>
