/**
 * Properties of each object of the RIPS file (technical document 1 of Res. 948 of 2026), as this judge reads them.
 * `:C4` text of 4 characters, `:C4-20` from 4 to 20, `:N` number, `:F` date, `:FH` date and hour, `:cie` a CIE-10 code
 * followed by its two CIE-11 companions; `?` may be null.
 */
const tabla = `
transaccion = numDocumentoIdObligado:C4-12 numFactura:C1-20? tipoNota:C2? numNota:C1-20?
usuarios = tipoDocumentoIdentificacion:C2 numDocumentoIdentificacion:C4-20 tipoUsuario:C2 fechaNacimiento:F
  codSexo:C1 codPaisResidencia:C3 codMunicipioResidencia:C5? codZonaTerritorialResidencia:C2? incapacidad:C2
  consecutivo:N codPaisOrigen:C3 registroSIRAS:C1-60?
consultas = codPrestador:C12 fechaInicioAtencion:FH numAutorizacion:C1-30? codConsulta:C6
  modalidadGrupoServicioTecSal:C2 grupoServicios:C2 codServicio:N finalidadTecnologiaSalud:C2
  causaMotivoAtencion:C2 codDiagnosticoPrincipal:cie codDiagnosticoRelacionado1:cie?
  codDiagnosticoRelacionado2:cie? codDiagnosticoRelacionado3:cie? tipoDiagnosticoPrincipal:C2
  tipoDocumentoIdentificacion:C2 numDocumentoIdentificacion:C4-20 vrServicio:N conceptoRecaudo:C2
  valorPagoModerador:N numFEVPagoModerador:C1-20? codigoVIDA:C1-256? consecutivo:N
procedimientos = codPrestador:C12 fechaInicioAtencion:FH idMIPRES:C19-25? numAutorizacion:C1-30?
  codProcedimiento:C6 viaIngresoServicioSalud:C2 modalidadGrupoServicioTecSal:C2 grupoServicios:C2 codServicio:N
  finalidadTecnologiaSalud:C2 tipoDocumentoIdentificacion:C2 numDocumentoIdentificacion:C4-20
  codDiagnosticoPrincipal:cie codDiagnosticoRelacionado:cie? codComplicacion:cie? vrServicio:N
  conceptoRecaudo:C2 valorPagoModerador:N numFEVPagoModerador:C1-20? codigoVIDA:C1-256? consecutivo:N
urgencias = codPrestador:C12 fechaInicioAtencion:FH causaMotivoAtencion:C2 codDiagnosticoPrincipal:cie
  codDiagnosticoPrincipalE:cie codDiagnosticoRelacionadoE1:cie? codDiagnosticoRelacionadoE2:cie?
  codDiagnosticoRelacionadoE3:cie? condicionDestinoUsuarioEgreso:C2 codDiagnosticoCausaMuerte:cie?
  fechaEgreso:FH codigoVIDA:C1-256? consecutivo:N
hospitalizacion = codPrestador:C12 viaIngresoServicioSalud:C2 fechaInicioAtencion:FH numAutorizacion:C1-30?
  causaMotivoAtencion:C2 codDiagnosticoPrincipal:cie codDiagnosticoPrincipalE:cie
  codDiagnosticoRelacionadoE1:cie? codDiagnosticoRelacionadoE2:cie? codDiagnosticoRelacionadoE3:cie?
  codComplicacion:cie? condicionDestinoUsuarioEgreso:C2 codDiagnosticoCausaMuerte:cie? fechaEgreso:FH
  codigoVIDA:C1-256? consecutivo:N
recienNacidos = codPrestador:C12 tipoDocumentoIdentificacion:C2 numDocumentoIdentificacion:C4-20
  fechaNacimiento:FH edadGestacional:N numConsultasCPrenatal:N codSexoBiologico:C2 peso:N
  codDiagnosticoPrincipal:cie condicionDestinoUsuarioEgreso:C2 codDiagnosticoCausaMuerte:cie? fechaEgreso:FH
  codigoVIDA:C1-256? consecutivo:N
medicamentos = codPrestador:C12? idMIPRES:C19-25? fechaDispensAdmon:FH codDiagnosticoPrincipal:cie
  codDiagnosticoRelacionado:cie? tipoMedicamento:C2 codTecnologiaSalud:C1-20? nomTecnologiaSalud:C1-30?
  concentracionMedicamento:N? unidadMedida:N? formaFarmaceutica:C6-8? unidadMinDispensa:N cantidadMedicamento:N
  diasTratamiento:N tipoDocumentoIdentificacion:C2? numDocumentoIdentificacion:C4-20? vrUnitMedicamento:N
  vrDispensacion:N vrServicio:N conceptoRecaudo:C2 valorPagoModerador:N numFEVPagoModerador:C1-20?
  codigoVIDA:C1-256? consecutivo:N
otrosServicios = codPrestador:C12? numAutorizacion:C1-30? idMIPRES:C19-25? fechaSuministroTecnologia:FH
  tipoOS:C2 codTecnologiaSalud:C1-20 nomTecnologiaSalud:C1-200? cantidadOS:N tipoDocumentoIdentificacion:C2?
  numDocumentoIdentificacion:C4-20? vrUnitOS:N vrDispensacion:N vrServicio:N conceptoRecaudo:C2
  valorPagoModerador:N numFEVPagoModerador:C1-20? codigoVIDA:C1-256? consecutivo:N
`

/** Closed lists of codes, by property. */
const listas: Readonly<Record<string, string>> = {
  tipoUsuario: '01 02 03 04 05 06 07 08 09 10 11 12 13',
  causaMotivoAtencion:
    '21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49',
  finalidadTecnologiaSalud:
    '11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44',
  tipoDiagnosticoPrincipal: '01 02 03',
  viaIngresoServicioSalud: '01 02 03 04 05 06 07 08 09 10 11 12 13 14',
  modalidadGrupoServicioTecSal: '01 02 03 04 06 07 08 09',
  grupoServicios: '01 02 03 04 05',
  condicionDestinoUsuarioEgreso: '01 02 03 04 05 06 07 08',
  conceptoRecaudo: '01 02 03 04 05',
  tipoNota: 'NA NC ND RS',
  tipoDocumentoIdentificacion: 'AS CC CD CE CN DE MS NI NV PA PE PT RC SC SI TI',
  codSexo: 'M F I',
  codSexoBiologico: '01 02 03',
  codZonaTerritorialResidencia: '01 02',
  incapacidad: 'SI NO',
  tipoMedicamento: '01 02 03 04 05',
  tipoOS: '01 02 03 04 05 06',
}

export type GrupoRips =
  | 'transaccion'
  | 'usuarios'
  | 'consultas'
  | 'procedimientos'
  | 'urgencias'
  | 'hospitalizacion'
  | 'recienNacidos'
  | 'medicamentos'
  | 'otrosServicios'

export const gruposDeServicio = [
  'consultas',
  'procedimientos',
  'urgencias',
  'hospitalizacion',
  'recienNacidos',
  'medicamentos',
  'otrosServicios',
] as const satisfies readonly GrupoRips[]

export interface CampoRips {
  readonly nombre: string
  readonly tipo: 'texto' | 'numero'
  /** Form of a text. */
  readonly forma: RegExp | undefined
  readonly nulo: boolean
  /** Codes allowed, when the list is closed. */
  readonly codigos: ReadonlySet<string> | undefined
}

/** Own properties of each object, without its nested `usuarios` or `servicios`. */
export const camposRips: Readonly<Record<GrupoRips, readonly CampoRips[]>> = leerTabla()

function leerTabla(): Record<GrupoRips, readonly CampoRips[]> {
  const entradas = tabla
    .replaceAll('\n  ', ' ')
    .trim()
    .split('\n')
    .map((linea) => {
      const [grupo = '', campos = ''] = linea.split(' = ')
      return [grupo, campos.split(' ').flatMap(leerCampo)]
    })
  return Object.fromEntries(entradas) as Record<GrupoRips, readonly CampoRips[]>
}

function leerCampo(marca: string): CampoRips[] {
  const [nombre = '', clase = ''] = marca.split(':')
  const nulo = clase.endsWith('?')
  const tipo = nulo ? clase.slice(0, -1) : clase
  const codigos = listas[nombre] === undefined ? undefined : new Set(listas[nombre].split(' '))
  const texto = (campo: string, forma: RegExp, puedeFaltar: boolean): CampoRips => ({
    nombre: campo,
    tipo: 'texto',
    forma,
    nulo: puedeFaltar,
    codigos,
  })
  if (tipo === 'N') return [{ nombre, tipo: 'numero', forma: undefined, nulo, codigos }]
  if (tipo === 'F') return [texto(nombre, /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, nulo)]
  if (tipo === 'FH') {
    return [texto(nombre, /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d$/, nulo)]
  }
  if (tipo === 'cie') {
    return [
      texto(nombre, /^[A-Z]\d{2}[0-9X]$/, nulo),
      texto(`${nombre}CIE11`, /^.{4,256}$/, true),
      texto(`nom${nombre.charAt(0).toUpperCase()}${nombre.slice(1)}CIE11`, /^.{4,1000}$/, true),
    ]
  }
  const [desde = '', hasta = desde] = tipo.slice(1).split('-')
  return [texto(nombre, new RegExp(`^.{${desde},${hasta}}$`, 'u'), nulo)]
}
