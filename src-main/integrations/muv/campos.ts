import type { NombreTablaRips } from '../../../src-shared/domains/rips/tablas.ts'

/**
 * The fields of the RIPS JSON: Documento Técnico 1 v002 (2026-07-01), Resolución 948 de 2026. The order is that of the
 * ministry's official samples, and it is the order in which we write.
 *
 * Sizes are read as in the document: `0,4` is empty or exactly 4; `4-20` is a range; for numbers they count digits of the
 * whole part. Three sizes are written by us: an invoice number is 1-20 (DIAN), and numbers of "2" or "5" digits are "up to".
 */
export interface CampoRips {
  /** Official id: C04, U01. */
  readonly id: string
  readonly nombre: string
  readonly tipo: 'texto' | 'numero'
  /** M: value needed. C: depends on other data. O: may be null. */
  readonly exigencia: 'M' | 'C' | 'O'
  readonly tamanio: string
  readonly formato?: 'fecha' | 'fecha-hora' | 'dinero'
  readonly tabla?: TablaDeCampo
  /** The structure of Resolución 2275 de 2023 does not have it. */
  readonly nuevoEn948?: true
}

/** Our own lists, or one that lives in the catalogues of the program. */
export type TablaDeCampo = NombreTablaRips | 'cie10' | 'cups' | 'municipio' | 'pais' | 'servicio'

type Extras = Pick<CampoRips, 'formato' | 'tabla' | 'nuevoEn948'>

function texto(
  id: string,
  nombre: string,
  exigencia: CampoRips['exigencia'],
  tamanio: string,
  extras: Extras = {},
): CampoRips {
  return { id, nombre, tipo: 'texto', exigencia, tamanio, ...extras }
}

function numero(
  id: string,
  nombre: string,
  exigencia: CampoRips['exigencia'],
  tamanio: string,
  extras: Extras = {},
): CampoRips {
  return { id, nombre, tipo: 'numero', exigencia, tamanio, ...extras }
}

/** An ICD-10 code and the ICD-11 pair (code and name) that stands beside it since Resolución 948. */
function diagnostico(
  nombre: string,
  [idCie10, idCie11, idNombre]: readonly [string, string, string],
  exigencia: 'M' | 'O',
  tamanio = exigencia === 'M' ? '4' : '0,4',
): readonly CampoRips[] {
  return [
    texto(idCie10, nombre, exigencia, tamanio, { tabla: 'cie10' }),
    texto(idCie11, `${nombre}CIE11`, 'O', '0,4-256', { nuevoEn948: true }),
    texto(idNombre, `nomC${nombre.slice(1)}CIE11`, 'O', '0,4-1000', { nuevoEn948: true }),
  ]
}

export type GrupoDeServicios =
  | 'consultas'
  | 'procedimientos'
  | 'urgencias'
  | 'hospitalizacion'
  | 'recienNacidos'
  | 'medicamentos'
  | 'otrosServicios'

export const CAMPOS_RIPS: Readonly<
  Record<'transaccion' | 'usuarios' | GrupoDeServicios, readonly CampoRips[]>
> = {
  transaccion: [
    texto('T01', 'numDocumentoIdObligado', 'M', '4-12'),
    texto('T02', 'numFactura', 'C', '1-20'),
    texto('T03', 'tipoNota', 'C', '0,2', { tabla: 'tipoNota' }),
    texto('T04', 'numNota', 'C', '0-20'),
  ],
  usuarios: [
    numero('U10', 'consecutivo', 'M', '1-7'),
    texto('U01', 'tipoDocumentoIdentificacion', 'M', '2', { tabla: 'tipoDocumento' }),
    texto('U02', 'numDocumentoIdentificacion', 'M', '4-20'),
    texto('U03', 'tipoUsuario', 'M', '2', { tabla: 'tipoUsuario' }),
    texto('U04', 'fechaNacimiento', 'M', '10', { formato: 'fecha' }),
    texto('U05', 'codSexo', 'M', '1', { tabla: 'sexo' }),
    texto('U06', 'codPaisResidencia', 'M', '3', { tabla: 'pais' }),
    texto('U07', 'codMunicipioResidencia', 'C', '0,5', { tabla: 'municipio' }),
    texto('U08', 'codZonaTerritorialResidencia', 'C', '0,2', { tabla: 'zona' }),
    texto('U09', 'incapacidad', 'M', '2', { tabla: 'siNo' }),
    texto('U11', 'codPaisOrigen', 'M', '3', { tabla: 'pais' }),
    texto('U12', 'registroSIRAS', 'C', '0,1-60', { nuevoEn948: true }),
  ],
  consultas: [
    texto('C01', 'codPrestador', 'M', '12'),
    texto('C02', 'fechaInicioAtencion', 'M', '16', { formato: 'fecha-hora' }),
    texto('C03', 'numAutorizacion', 'O', '0-30'),
    texto('C04', 'codConsulta', 'M', '6', { tabla: 'cups' }),
    texto('C05', 'modalidadGrupoServicioTecSal', 'M', '2', { tabla: 'modalidadAtencion' }),
    texto('C06', 'grupoServicios', 'M', '2', { tabla: 'grupoServicios' }),
    numero('C07', 'codServicio', 'M', '3,4', { tabla: 'servicio' }),
    texto('C08', 'finalidadTecnologiaSalud', 'M', '2', { tabla: 'finalidad' }),
    texto('C09', 'causaMotivoAtencion', 'M', '2', { tabla: 'causaMotivo' }),
    ...diagnostico('codDiagnosticoPrincipal', ['C10', 'C23', 'C24'], 'M'),
    ...diagnostico('codDiagnosticoRelacionado1', ['C11', 'C25', 'C26'], 'O'),
    ...diagnostico('codDiagnosticoRelacionado2', ['C12', 'C27', 'C28'], 'O'),
    ...diagnostico('codDiagnosticoRelacionado3', ['C13', 'C29', 'C30'], 'O'),
    texto('C14', 'tipoDiagnosticoPrincipal', 'M', '2', { tabla: 'tipoDiagnostico' }),
    texto('C15', 'tipoDocumentoIdentificacion', 'M', '2', { tabla: 'tipoDocumento' }),
    texto('C16', 'numDocumentoIdentificacion', 'M', '4-20'),
    numero('C17', 'vrServicio', 'M', '1-15', { formato: 'dinero' }),
    texto('C18', 'conceptoRecaudo', 'M', '2', { tabla: 'conceptoRecaudo' }),
    numero('C19', 'valorPagoModerador', 'M', '1-10', { formato: 'dinero' }),
    texto('C20', 'numFEVPagoModerador', 'O', '1-20'),
    texto('C22', 'codigoVIDA', 'O', '0,1-256', { nuevoEn948: true }),
    numero('C21', 'consecutivo', 'M', '1-7'),
  ],
  procedimientos: [
    texto('P01', 'codPrestador', 'M', '12'),
    texto('P02', 'fechaInicioAtencion', 'M', '16', { formato: 'fecha-hora' }),
    texto('P04', 'numAutorizacion', 'O', '0-30'),
    texto('P03', 'idMIPRES', 'C', '0,19-25', { nuevoEn948: true }),
    texto('P05', 'codProcedimiento', 'M', '6', { tabla: 'cups' }),
    texto('P06', 'viaIngresoServicioSalud', 'M', '2', { tabla: 'viaIngreso' }),
    texto('P07', 'modalidadGrupoServicioTecSal', 'M', '2', { tabla: 'modalidadAtencion' }),
    texto('P08', 'grupoServicios', 'M', '2', { tabla: 'grupoServicios' }),
    numero('P09', 'codServicio', 'M', '3,4', { tabla: 'servicio' }),
    texto('P10', 'finalidadTecnologiaSalud', 'M', '2', { tabla: 'finalidad' }),
    texto('P11', 'tipoDocumentoIdentificacion', 'M', '2', { tabla: 'tipoDocumento' }),
    texto('P12', 'numDocumentoIdentificacion', 'M', '4-20'),
    ...diagnostico('codDiagnosticoPrincipal', ['P13', 'P21', 'P22'], 'M'),
    ...diagnostico('codDiagnosticoRelacionado', ['P14', 'P23', 'P24'], 'O'),
    ...diagnostico('codComplicacion', ['P15', 'P25', 'P26'], 'O'),
    numero('P16', 'vrServicio', 'M', '1-15', { formato: 'dinero' }),
    texto('P17', 'conceptoRecaudo', 'M', '2', { tabla: 'conceptoRecaudo' }),
    numero('P18', 'valorPagoModerador', 'M', '1-10', { formato: 'dinero' }),
    texto('P19', 'numFEVPagoModerador', 'O', '1-20'),
    texto('P27', 'codigoVIDA', 'O', '0,1-256', { nuevoEn948: true }),
    numero('P20', 'consecutivo', 'M', '1-7'),
  ],
  urgencias: [
    texto('R01', 'codPrestador', 'M', '12'),
    texto('R02', 'fechaInicioAtencion', 'M', '16', { formato: 'fecha-hora' }),
    texto('R03', 'causaMotivoAtencion', 'M', '2', { tabla: 'causaMotivo' }),
    ...diagnostico('codDiagnosticoPrincipal', ['R04', 'R13', 'R14'], 'M'),
    ...diagnostico('codDiagnosticoPrincipalE', ['R05', 'R15', 'R16'], 'M'),
    ...diagnostico('codDiagnosticoRelacionadoE1', ['R06', 'R17', 'R18'], 'O'),
    ...diagnostico('codDiagnosticoRelacionadoE2', ['R07', 'R19', 'R20'], 'O'),
    ...diagnostico('codDiagnosticoRelacionadoE3', ['R08', 'R21', 'R22'], 'O'),
    texto('R09', 'condicionDestinoUsuarioEgreso', 'M', '2', { tabla: 'destinoEgreso' }),
    ...diagnostico('codDiagnosticoCausaMuerte', ['R10', 'R23', 'R24'], 'O'),
    texto('R11', 'fechaEgreso', 'M', '16', { formato: 'fecha-hora' }),
    texto('R25', 'codigoVIDA', 'O', '0,1-256', { nuevoEn948: true }),
    numero('R12', 'consecutivo', 'M', '1-7'),
  ],
  hospitalizacion: [
    texto('H01', 'codPrestador', 'M', '12'),
    texto('H02', 'viaIngresoServicioSalud', 'M', '2', { tabla: 'viaIngreso' }),
    texto('H03', 'fechaInicioAtencion', 'M', '16', { formato: 'fecha-hora' }),
    texto('H04', 'numAutorizacion', 'O', '0-30'),
    texto('H05', 'causaMotivoAtencion', 'M', '2', { tabla: 'causaMotivo' }),
    ...diagnostico('codDiagnosticoPrincipal', ['H06', 'H16', 'H17'], 'M'),
    ...diagnostico('codDiagnosticoPrincipalE', ['H07', 'H18', 'H19'], 'M'),
    ...diagnostico('codDiagnosticoRelacionadoE1', ['H08', 'H20', 'H21'], 'O'),
    ...diagnostico('codDiagnosticoRelacionadoE2', ['H09', 'H22', 'H23'], 'O'),
    ...diagnostico('codDiagnosticoRelacionadoE3', ['H10', 'H24', 'H25'], 'O'),
    ...diagnostico('codComplicacion', ['H11', 'H26', 'H27'], 'O'),
    texto('H12', 'condicionDestinoUsuarioEgreso', 'M', '2', { tabla: 'destinoEgreso' }),
    ...diagnostico('codDiagnosticoCausaMuerte', ['H13', 'H28', 'H29'], 'O'),
    texto('H14', 'fechaEgreso', 'M', '16', { formato: 'fecha-hora' }),
    texto('H30', 'codigoVIDA', 'O', '0,1-256', { nuevoEn948: true }),
    numero('H15', 'consecutivo', 'M', '1-7'),
  ],
  recienNacidos: [
    texto('N01', 'codPrestador', 'M', '12'),
    texto('N02', 'tipoDocumentoIdentificacion', 'M', '2', { tabla: 'tipoDocumento' }),
    texto('N03', 'numDocumentoIdentificacion', 'M', '4-20'),
    texto('N04', 'fechaNacimiento', 'M', '16', { formato: 'fecha-hora' }),
    numero('N05', 'edadGestacional', 'M', '1-2'),
    numero('N06', 'numConsultasCPrenatal', 'M', '1-2'),
    texto('N07', 'codSexoBiologico', 'M', '2', { tabla: 'sexoRecienNacido' }),
    numero('N08', 'peso', 'M', '3,4'),
    ...diagnostico('codDiagnosticoPrincipal', ['N09', 'N14', 'N15'], 'M', '4-25'),
    texto('N10', 'condicionDestinoUsuarioEgreso', 'M', '2', { tabla: 'destinoEgreso' }),
    ...diagnostico('codDiagnosticoCausaMuerte', ['N11', 'N16', 'N17'], 'O'),
    texto('N12', 'fechaEgreso', 'M', '16', { formato: 'fecha-hora' }),
    texto('N18', 'codigoVIDA', 'O', '0,1-256', { nuevoEn948: true }),
    numero('N13', 'consecutivo', 'M', '1-7'),
  ],
  medicamentos: [
    texto('M01', 'codPrestador', 'O', '0,12'),
    texto('M03', 'idMIPRES', 'C', '0,19-25'),
    texto('M04', 'fechaDispensAdmon', 'M', '16', { formato: 'fecha-hora' }),
    ...diagnostico('codDiagnosticoPrincipal', ['M05', 'M24', 'M25'], 'M'),
    ...diagnostico('codDiagnosticoRelacionado', ['M06', 'M26', 'M27'], 'O'),
    texto('M07', 'tipoMedicamento', 'M', '2', { tabla: 'tipoMedicamento' }),
    texto('M08', 'codTecnologiaSalud', 'C', '0-20'),
    texto('M09', 'nomTecnologiaSalud', 'C', '0-30'),
    numero('M10', 'concentracionMedicamento', 'C', '0-24'),
    numero('M11', 'unidadMedida', 'C', '0-4'),
    texto('M12', 'formaFarmaceutica', 'C', '0,6,8'),
    numero('M13', 'unidadMinDispensa', 'M', '1-3'),
    numero('M14', 'cantidadMedicamento', 'M', '1-10'),
    numero('M15', 'diasTratamiento', 'M', '1-3'),
    texto('M16', 'tipoDocumentoIdentificacion', 'O', '0,2', { tabla: 'tipoDocumento' }),
    texto('M17', 'numDocumentoIdentificacion', 'O', '0,4-20'),
    numero('M18', 'vrUnitMedicamento', 'M', '1-15', { formato: 'dinero' }),
    numero('M28', 'vrDispensacion', 'M', '0-15', { formato: 'dinero', nuevoEn948: true }),
    numero('M19', 'vrServicio', 'M', '1-15', { formato: 'dinero' }),
    texto('M20', 'conceptoRecaudo', 'M', '2', { tabla: 'conceptoRecaudo' }),
    numero('M21', 'valorPagoModerador', 'M', '1-10', { formato: 'dinero' }),
    texto('M22', 'numFEVPagoModerador', 'O', '1-20'),
    texto('M29', 'codigoVIDA', 'O', '0,1-256', { nuevoEn948: true }),
    numero('M23', 'consecutivo', 'M', '1-7'),
  ],
  otrosServicios: [
    texto('S01', 'codPrestador', 'O', '0,12'),
    texto('S02', 'numAutorizacion', 'O', '0-30'),
    texto('S03', 'idMIPRES', 'C', '0,19-25'),
    texto('S04', 'fechaSuministroTecnologia', 'M', '16', { formato: 'fecha-hora' }),
    texto('S05', 'tipoOS', 'M', '2', { tabla: 'tipoOtroServicio' }),
    texto('S06', 'codTecnologiaSalud', 'M', '1-20'),
    texto('S07', 'nomTecnologiaSalud', 'C', '0,1-200'),
    numero('S08', 'cantidadOS', 'M', '1-5'),
    texto('S09', 'tipoDocumentoIdentificacion', 'C', '0,2', { tabla: 'tipoDocumento' }),
    texto('S10', 'numDocumentoIdentificacion', 'C', '0,4-20'),
    numero('S11', 'vrUnitOS', 'M', '1-15', { formato: 'dinero' }),
    numero('S18', 'vrDispensacion', 'M', '0-15', { formato: 'dinero', nuevoEn948: true }),
    numero('S12', 'vrServicio', 'M', '1-15', { formato: 'dinero' }),
    texto('S13', 'conceptoRecaudo', 'M', '2', { tabla: 'conceptoRecaudo' }),
    numero('S14', 'valorPagoModerador', 'M', '1-15', { formato: 'dinero' }),
    texto('S15', 'numFEVPagoModerador', 'O', '1-20'),
    texto('S17', 'codigoVIDA', 'O', '0,1-256', { nuevoEn948: true }),
    numero('S16', 'consecutivo', 'M', '1-7'),
  ],
}

/** Arrays that the object `servicios` may have. */
export const GRUPOS_DE_SERVICIOS_RIPS: readonly GrupoDeServicios[] = [
  'consultas',
  'procedimientos',
  'urgencias',
  'hospitalizacion',
  'recienNacidos',
  'medicamentos',
  'otrosServicios',
]

const RANGOS = new Map<string, readonly (readonly [minimo: number, maximo: number])[]>()

/** Whether `longitud` (characters, or digits of the whole part) is one the size allows. */
export function cumpleTamanio(tamanio: string, longitud: number): boolean {
  let rangos = RANGOS.get(tamanio)
  if (rangos === undefined) {
    rangos = tamanio.split(',').map((parte) => {
      const [minimo = 0, maximo = minimo] = parte.split('-').map(Number)
      return [minimo, maximo] as const
    })
    RANGOS.set(tamanio, rangos)
  }
  return rangos.some(([minimo, maximo]) => longitud >= minimo && longitud <= maximo)
}
