import type { FacturaXmlDatos } from '../../../../../src-main/integrations/muv/factura-xml.ts'
import type { OpcionesValidacion } from '../../../../../src-main/integrations/muv/validar.ts'
import { PRESTADOR } from './paquete-de-prueba.ts'

// biome-ignore lint/suspicious/noExplicitAny: faults are planted on purpose where the types forbid them
export type Json = any
export type Factura = { -readonly [K in keyof FacturaXmlDatos]: FacturaXmlDatos[K] }

export interface Falla {
  readonly nombre: string
  readonly plantar: (rips: Json, factura: Factura) => void
  /** `regla ruta` of every finding, no more and no less. */
  readonly esperado: readonly string[]
  readonly opciones?: Partial<OpcionesValidacion>
  readonly sinFactura?: true
}

const U0 = 'usuarios[0]'
const U1 = 'usuarios[1]'
export const C = `${U0}.servicios.consultas[0]`
const P = `${U0}.servicios.procedimientos[0]`
const M = `${U1}.servicios.medicamentos[0]`
const S = `${U1}.servicios.otrosServicios[0]`
const H = `${U0}.servicios.hospitalizacion[0]`
const R = `${U0}.servicios.urgencias[0]`
const N = `${U0}.servicios.recienNacidos[0]`

export const consulta = (rips: Json): Json => rips.usuarios[0].servicios.consultas[0]
const procedimiento = (rips: Json): Json => rips.usuarios[0].servicios.procedimientos[0]
const medicamento = (rips: Json): Json => rips.usuarios[1].servicios.medicamentos[0]
const otro = (rips: Json): Json => rips.usuarios[1].servicios.otrosServicios[0]

const cie11 = (...nombres: string[]): Json =>
  Object.fromEntries(
    nombres.flatMap((nombre) => [
      [`${nombre}CIE11`, null],
      [`nomC${nombre.slice(1)}CIE11`, null],
    ]),
  )

function estancia(cambios: Json = {}): Json {
  return {
    codPrestador: PRESTADOR,
    fechaInicioAtencion: '2026-11-14 08:00',
    causaMotivoAtencion: '38',
    codDiagnosticoPrincipal: 'J00X',
    codDiagnosticoPrincipalE: 'J00X',
    codDiagnosticoRelacionadoE1: null,
    codDiagnosticoRelacionadoE2: null,
    codDiagnosticoRelacionadoE3: null,
    condicionDestinoUsuarioEgreso: '01',
    codDiagnosticoCausaMuerte: null,
    ...cie11(
      'codDiagnosticoPrincipal',
      'codDiagnosticoPrincipalE',
      'codDiagnosticoRelacionadoE1',
      'codDiagnosticoRelacionadoE2',
      'codDiagnosticoRelacionadoE3',
      'codDiagnosticoCausaMuerte',
    ),
    fechaEgreso: '2026-11-15 08:00',
    codigoVIDA: null,
    consecutivo: 1,
    ...cambios,
  }
}

function hospitalizar(rips: Json, cambios: Json = {}): void {
  rips.usuarios[0].servicios.hospitalizacion = [
    estancia({
      viaIngresoServicioSalud: '02',
      numAutorizacion: null,
      codComplicacion: null,
      ...cie11('codComplicacion'),
      ...cambios,
    }),
  ]
}

function observar(rips: Json, cambios: Json = {}): void {
  rips.usuarios[0].servicios.urgencias = [estancia(cambios)]
}

function consultarEnUrgencias(rips: Json, cambios: Json = {}): void {
  rips.usuarios[0].servicios.consultas.push({
    ...consulta(rips),
    codConsulta: '890701',
    fechaInicioAtencion: '2026-11-14 08:10',
    vrServicio: 1,
    conceptoRecaudo: '05',
    valorPagoModerador: 0,
    consecutivo: 2,
    ...cambios,
  })
  consulta(rips).vrServicio -= 1
}

function nacer(rips: Json, cambios: Json = {}, consecutivo = 1): void {
  const { servicios } = rips.usuarios[0]
  servicios.recienNacidos = [
    ...(servicios.recienNacidos ?? []),
    {
      codPrestador: PRESTADOR,
      tipoDocumentoIdentificacion: 'CN',
      numDocumentoIdentificacion: `2096314775395${consecutivo}`,
      fechaNacimiento: '2026-11-14 08:00',
      edadGestacional: 39,
      numConsultasCPrenatal: 8,
      codSexoBiologico: '02',
      peso: 3200,
      codDiagnosticoPrincipal: 'Z370',
      condicionDestinoUsuarioEgreso: '01',
      codDiagnosticoCausaMuerte: null,
      ...cie11('codDiagnosticoPrincipal', 'codDiagnosticoCausaMuerte'),
      fechaEgreso: '2026-11-15 08:00',
      codigoVIDA: null,
      consecutivo,
      ...cambios,
    },
  ]
}

export const FALLAS: readonly Falla[] = [
  // Estructura
  {
    nombre: 'falta una propiedad',
    plantar: (r) => delete consulta(r).codigoVIDA,
    esperado: [`RVG01 ${C}.codigoVIDA`],
  },
  {
    nombre: 'falta la lista de usuarios',
    plantar: (r) => delete r.usuarios,
    esperado: ['RVG01 usuarios', 'RVG08 ', 'RVG09 ', 'RVC036 '],
  },
  {
    nombre: 'sobra una propiedad',
    plantar: (r) => {
      r.usuarios[0].email = 'x'
    },
    esperado: [`RVG01 ${U0}.email`],
  },
  {
    nombre: 'nombre con otra mayúscula',
    plantar: (r) => {
      r.NumFactura = r.numFactura
      delete r.numFactura
    },
    esperado: ['RVG01 numFactura', 'RVG01 NumFactura'],
  },
  {
    nombre: 'grupo de servicios desconocido',
    plantar: (r) => {
      r.usuarios[0].servicios.serviciosTecnologias = []
    },
    esperado: [`RVG01 ${U0}.servicios.serviciosTecnologias`],
  },
  {
    nombre: 'grupo nulo en vez de ausente',
    plantar: (r) => {
      r.usuarios[0].servicios.urgencias = null
    },
    esperado: [`RVG01 ${U0}.servicios.urgencias`],
  },
  {
    nombre: 'usuarios vacíos',
    plantar: (r) => {
      r.usuarios = []
    },
    esperado: ['RVG03 usuarios', 'RVG08 ', 'RVG09 ', 'RVC036 '],
  },
  {
    nombre: 'usuario sin servicios',
    plantar: (r, f) => {
      r.usuarios[1].servicios = {}
      f.total = 8_000_000
    },
    esperado: [`RVG07 ${U1}.servicios`],
  },
  {
    nombre: 'código de servicio entre comillas',
    plantar: (r) => {
      consulta(r).codServicio = '328'
    },
    esperado: [`RVG04 ${C}.codServicio`],
  },
  {
    nombre: 'código sin comillas',
    plantar: (r) => {
      consulta(r).codConsulta = 890201
    },
    esperado: [`RVG04 ${C}.codConsulta`],
  },
  {
    nombre: 'obligatorio nulo',
    plantar: (r) => {
      consulta(r).codDiagnosticoPrincipal = null
    },
    esperado: [`RVG04 ${C}.codDiagnosticoPrincipal`],
  },
  {
    nombre: 'fecha con T y segundos',
    plantar: (r) => {
      consulta(r).fechaInicioAtencion = '2026-11-10T08:30:00'
    },
    esperado: [`RVG05 ${C}.fechaInicioAtencion`],
  },
  {
    nombre: 'fecha imposible',
    plantar: (r) => {
      r.usuarios[0].fechaNacimiento = '1990-02-30'
    },
    esperado: [`RVG04 ${U0}.fechaNacimiento`],
  },
  {
    nombre: 'hora imposible',
    plantar: (r) => {
      consulta(r).fechaInicioAtencion = '2026-11-10 24:00'
    },
    esperado: [`RVG04 ${C}.fechaInicioAtencion`],
  },
  {
    nombre: 'código de prestador de 11 caracteres',
    plantar: (r) => {
      consulta(r).codPrestador = '76001126940'
    },
    esperado: [`RVG05 ${C}.codPrestador`],
  },
  {
    nombre: 'texto obligatorio vacío',
    plantar: (r) => {
      r.usuarios[0].codSexo = ''
    },
    esperado: [`RVG05 ${U0}.codSexo`],
  },
  {
    nombre: 'cédula de 11 dígitos',
    plantar: (r) => {
      r.usuarios[0].numDocumentoIdentificacion = '41555666777'
    },
    esperado: [`RVG05 ${U0}.numDocumentoIdentificacion`],
  },
  {
    nombre: 'valor de más de diez cifras',
    plantar: (r) => {
      consulta(r).valorPagoModerador = 50_000_000_000
    },
    esperado: [`RVG05 ${C}.valorPagoModerador`, 'RVG09 ', 'RVC036 '],
  },
  {
    nombre: 'sexo H',
    plantar: (r) => {
      r.usuarios[1].codSexo = 'H'
    },
    esperado: [`RVG06 ${U1}.codSexo`],
  },
  {
    nombre: 'finalidad solo de procedimientos en consulta',
    plantar: (r) => {
      consulta(r).finalidadTecnologiaSalud = '26'
    },
    esperado: [`RVG06 ${C}.finalidadTecnologiaSalud`],
  },
  {
    nombre: 'profesional con tarjeta de identidad',
    plantar: (r) => {
      consulta(r).tipoDocumentoIdentificacion = 'TI'
    },
    esperado: [`RVG06 ${C}.tipoDocumentoIdentificacion`],
  },
  {
    nombre: 'diagnóstico que no existe',
    plantar: (r) => {
      consulta(r).codDiagnosticoRelacionado1 = 'X999'
    },
    esperado: [`RVG06 ${C}.codDiagnosticoRelacionado1`],
  },
  {
    nombre: 'municipio que no existe',
    plantar: (r) => {
      r.usuarios[0].codMunicipioResidencia = '99999'
    },
    esperado: [`RVG06 ${U0}.codMunicipioResidencia`],
  },
  {
    nombre: 'residente en Colombia sin municipio',
    plantar: (r) => {
      r.usuarios[0].codMunicipioResidencia = null
    },
    esperado: [`RVG06 ${U0}.codMunicipioResidencia`],
  },
  {
    nombre: 'residente afuera con zona',
    plantar: (r) => {
      Object.assign(r.usuarios[0], { codPaisResidencia: '862', codMunicipioResidencia: null })
    },
    esperado: [`RVG06 ${U0}.codZonaTerritorialResidencia`],
  },
  {
    nombre: 'servicio que no existe',
    plantar: (r) => {
      consulta(r).codServicio = 999
    },
    esperado: [`RVG06 ${C}.codServicio`],
  },
  {
    nombre: 'valor negativo',
    plantar: (r) => {
      consulta(r).vrServicio = -1
    },
    esperado: [`RVG06 ${C}.vrServicio`, 'RVG08 ', `RVC034 ${C}.vrServicio`],
  },
  {
    nombre: 'consecutivo repetido',
    plantar: (r) => {
      r.usuarios[1].consecutivo = 1
    },
    esperado: [`RVG06 ${U1}.consecutivo`],
  },
  {
    nombre: 'factura con número de nota',
    plantar: (r) => {
      r.numNota = '1'
    },
    esperado: ['RVG06 numNota'],
  },
  {
    nombre: 'sin factura ni tipo de nota',
    plantar: (r) => {
      r.numFactura = null
    },
    esperado: ['RVG06 numFactura'],
  },
  // Factura
  {
    nombre: 'NIT distinto',
    plantar: (r) => {
      r.numDocumentoIdObligado = '900123456'
    },
    esperado: ['RVC001 numDocumentoIdObligado'],
  },
  {
    nombre: 'número de factura distinto',
    plantar: (r) => {
      r.numFactura = 'FE101'
    },
    esperado: ['RVC004 numFactura'],
  },
  {
    nombre: 'nota crédito con XML de factura',
    plantar: (r, f) => {
      Object.assign(r, { tipoNota: 'NC', numNota: 'NC1' })
      f.recaudos = [{ concepto: '02', valor: 500_000 }]
    },
    esperado: ['RVG02 tipoNota'],
  },
  {
    nombre: 'suma distinta al total',
    plantar: (_, f) => {
      f.total = 12_000_100
    },
    esperado: ['RVG08 '],
  },
  {
    nombre: 'recaudo distinto al de la factura',
    plantar: (_, f) => {
      f.recaudos = [{ concepto: '02', valor: 600_000 }]
    },
    esperado: ['RVG09 ', 'RVC036 '],
  },
  {
    nombre: 'recaudo en otro concepto',
    plantar: (r) => {
      consulta(r).conceptoRecaudo = '01'
    },
    esperado: ['RVC036 ', 'RVC036 '],
  },
  {
    nombre: 'periodo antes de octubre de 2024',
    plantar: (_, f) => {
      Object.assign(f, { inicioPeriodo: '2024-09-01', periodo: { desde: '2024-09-01', hasta: '2026-11-20' } })
    },
    esperado: ['RVG018 xml.InvoicePeriod.StartDate'],
  },
  {
    nombre: 'servicio antes de octubre de 2024, sin factura a la vista',
    plantar: (r) => {
      procedimiento(r).fechaInicioAtencion = '2024-09-30 10:00'
    },
    esperado: [`RVG018 ${P}.fechaInicioAtencion`],
    sinFactura: true,
  },
  {
    nombre: 'la factura se cobra al mismo prestador',
    plantar: (_, f) => {
      f.adquiriente = { numero: '52123456' }
    },
    esperado: ['RVG19 xml.AccountingCustomerParty'],
  },
  {
    nombre: 'pagos compartidos en plan de beneficios',
    plantar: (r, f) => {
      consulta(r).conceptoRecaudo = '03'
      f.recaudos = [{ concepto: '03', valor: 500_000 }]
    },
    esperado: [`CIN006 ${C}.conceptoRecaudo`],
  },
  {
    nombre: 'modalidad distinta a evento con valor',
    plantar: (_, f) => {
      f.modalidadPago = '03'
    },
    esperado: [
      `RVC034 ${C}.vrServicio`,
      `RVC034 ${P}.vrServicio`,
      `RVC034 ${M}.vrUnitMedicamento`,
      `RVC034 ${M}.vrServicio`,
      `RVC034 ${S}.vrUnitOS`,
      `RVC034 ${S}.vrServicio`,
    ],
  },
  {
    nombre: 'evento con valor 0',
    plantar: (r, f) => {
      procedimiento(r).vrServicio = 0
      f.total = 10_000_000
    },
    esperado: [`RVC034 ${P}.vrServicio`],
  },
  {
    nombre: 'nota crédito con recaudo',
    plantar: (r) => {
      Object.assign(r, { tipoNota: 'NC', numNota: 'NC1' })
    },
    esperado: ['RVG09 ', 'RVC036 '],
    sinFactura: true,
  },
  // Usuarios
  {
    nombre: 'usuario repetido',
    plantar: (r) => {
      Object.assign(r.usuarios[1], {
        tipoDocumentoIdentificacion: 'CC',
        numDocumentoIdentificacion: '41555666',
        tipoUsuario: '01',
        fechaNacimiento: '1990-05-04',
      })
    },
    esperado: [`RVG12 ${U1}`],
  },
  {
    nombre: 'tipo de usuario que la cobertura no admite',
    plantar: (r) => {
      r.usuarios[1].tipoUsuario = '12'
    },
    esperado: [`RVC005 ${U1}.tipoUsuario`],
  },
  {
    nombre: 'nace mañana',
    plantar: (r) => {
      r.usuarios[0].fechaNacimiento = '2026-11-22'
    },
    esperado: [
      `RVC006 ${U0}.fechaNacimiento`,
      `RVC079 ${C}.fechaInicioAtencion`,
      `RVC079 ${P}.fechaInicioAtencion`,
    ],
  },
  {
    nombre: 'cédula a los doce años',
    plantar: (r) => {
      r.usuarios[1].tipoDocumentoIdentificacion = 'CC'
    },
    esperado: [`RVC007 ${U1}.fechaNacimiento`],
  },
  {
    nombre: 'usuario SOAT sin SIRAS',
    plantar: (r, f) => {
      r.usuarios = [r.usuarios[1]]
      r.usuarios[0].tipoUsuario = '10'
      Object.assign(f, { coberturaPlan: '04', total: 4_000_000, recaudos: [] })
    },
    esperado: [`RVC095 ${U0}.registroSIRAS`],
  },
  // Fechas
  {
    nombre: 'servicio mañana',
    plantar: (r, f) => {
      consulta(r).fechaInicioAtencion = '2026-11-22 08:00'
      f.periodo = { desde: '2026-11-01', hasta: '2026-11-30' }
    },
    esperado: [`RVC013 ${C}.fechaInicioAtencion`],
  },
  {
    nombre: 'servicio dentro de una hora',
    plantar: (r, f) => {
      consulta(r).fechaInicioAtencion = '2026-11-21 11:00'
      f.periodo = { desde: '2026-11-01', hasta: '2026-11-30' }
    },
    esperado: [`RVC013 ${C}.fechaInicioAtencion`],
    opciones: { ahora: '2026-11-21 10:00' },
  },
  {
    nombre: 'medicamento fuera del periodo',
    plantar: (r) => {
      medicamento(r).fechaDispensAdmon = '2026-10-31 10:00'
    },
    esperado: [`RVC014 ${M}.fechaDispensAdmon`],
  },
  {
    nombre: 'otro servicio fuera del periodo',
    plantar: (r) => {
      otro(r).fechaSuministroTecnologia = '2026-11-21 10:00'
    },
    esperado: [`RVC014 ${S}.fechaSuministroTecnologia`],
  },
  {
    nombre: 'servicio antes de nacer',
    plantar: (r) => {
      r.usuarios[0].fechaNacimiento = '2026-11-11'
    },
    esperado: [`RVC079 ${C}.fechaInicioAtencion`, `RVC079 ${P}.fechaInicioAtencion`],
  },
  // Códigos
  {
    nombre: 'prestador ajeno',
    plantar: (r) => {
      consulta(r).codPrestador = '760010000001'
    },
    esperado: [`RVC012 ${C}.codPrestador`],
  },
  {
    nombre: 'sede ajena',
    plantar: (r) => {
      consulta(r).codPrestador = '110010000109'
    },
    esperado: [`RVC012 ${C}.codPrestador`],
    opciones: { prestadores: [PRESTADOR] },
  },
  {
    nombre: 'procedimiento en consultas',
    plantar: (r) => {
      consulta(r).codConsulta = '902210'
    },
    esperado: [`RVC015 ${C}.codConsulta`],
  },
  {
    nombre: 'consulta en procedimientos',
    plantar: (r) => {
      procedimiento(r).codProcedimiento = '890701'
    },
    esperado: [`RVC020 ${P}.codProcedimiento`],
  },
  {
    nombre: 'CUPS de hombre en mujer',
    plantar: (r) => {
      procedimiento(r).codProcedimiento = '602100'
    },
    esperado: [`RVC016 ${P}.codProcedimiento`],
  },
  {
    nombre: 'CUPS repetido el mismo día',
    plantar: (r, f) => {
      r.usuarios[0].servicios.consultas.push({
        ...consulta(r),
        conceptoRecaudo: '05',
        valorPagoModerador: 0,
        consecutivo: 2,
      })
      f.total = 18_000_000
    },
    esperado: [`RVC018 ${U0}.servicios.consultas[1].codConsulta`],
  },
  {
    nombre: 'CUPS que no existe',
    plantar: (r) => {
      consulta(r).codConsulta = '899999'
    },
    esperado: [`RVC096 ${C}.codConsulta`],
  },
  {
    nombre: 'servicio de otro grupo',
    plantar: (r) => {
      consulta(r).grupoServicios = '02'
    },
    esperado: [`RVC059 ${C}.codServicio`],
  },
  {
    nombre: 'cirugía sin sala ni estancia',
    plantar: (r) => {
      Object.assign(procedimiento(r), { codProcedimiento: '470100', grupoServicios: '04', codServicio: 203 })
    },
    esperado: [`RVC021 ${P}.codProcedimiento`, `RVC090 ${P}.codProcedimiento`],
  },
  {
    nombre: 'finalidad colectiva con código individual',
    plantar: (r) => {
      procedimiento(r).finalidadTecnologiaSalud = '42'
    },
    esperado: [`RVC083 ${P}.finalidadTecnologiaSalud`],
  },
  // Finalidad y causa
  {
    nombre: 'finalidad 11 sin causa 40 ni diagnóstico Z, con cuota',
    plantar: (r) => {
      consulta(r).finalidadTecnologiaSalud = '11'
    },
    esperado: [
      `RVC067 ${C}.causaMotivoAtencion`,
      `RVC084 ${C}.conceptoRecaudo`,
      `RVC085 ${C}.codDiagnosticoPrincipal`,
    ],
  },
  {
    nombre: 'finalidad 22 sin causa 42',
    plantar: (r, f) => sinCuota(r, f, '22'),
    esperado: [`RVC068 ${C}.causaMotivoAtencion`],
  },
  {
    nombre: 'finalidad 25 sin causa 42',
    plantar: (r, f) => sinCuota(r, f, '25'),
    esperado: [`RVC069 ${C}.causaMotivoAtencion`],
  },
  {
    nombre: 'finalidad 23 sin causa 42',
    plantar: (r, f) => sinCuota(r, f, '23'),
    esperado: [`RVC070 ${C}.causaMotivoAtencion`],
  },
  {
    nombre: 'finalidad 27 sin causa 42',
    plantar: (r, f) => sinCuota(r, f, '27'),
    esperado: [`RVC071 ${C}.causaMotivoAtencion`],
  },
  {
    nombre: 'IVE con causa que no corresponde',
    plantar: (r, f) => sinCuota(r, f, '24'),
    esperado: [`RVC052 ${C}.causaMotivoAtencion`],
  },
  {
    nombre: 'IVE en hombre',
    plantar: (r, f) => {
      sinCuota(r, f, '24')
      consulta(r).causaMotivoAtencion = '49'
      r.usuarios[0].codSexo = 'M'
    },
    esperado: [`RVC010 ${U0}.codSexo`],
  },
  {
    nombre: 'cuidado prenatal en hombre',
    plantar: (r, f) => {
      sinCuota(r, f, '23')
      consulta(r).causaMotivoAtencion = '42'
      r.usuarios[0].codSexo = 'M'
    },
    esperado: [`RVC051 ${C}.finalidadTecnologiaSalud`],
  },
  // Recaudos
  {
    nombre: 'cuota moderadora en subsidiado',
    plantar: (r, f) => {
      r.usuarios[0].tipoUsuario = '04'
      r.usuarios[1].tipoUsuario = '04'
      f.coberturaPlan = '17'
    },
    esperado: [`RVC035 ${C}.conceptoRecaudo`],
  },
  {
    nombre: 'plan voluntario en subsidiado',
    plantar: (r, f) => {
      r.usuarios[0].tipoUsuario = '04'
      consulta(r).conceptoRecaudo = '03'
      f.coberturaPlan = '10'
      f.recaudos = [{ concepto: '03', valor: 500_000 }]
    },
    esperado: [`RVC005 ${U0}.tipoUsuario`, `RVC005 ${U1}.tipoUsuario`, `RVC037 ${C}.conceptoRecaudo`],
  },
  {
    nombre: 'concepto sin valor',
    plantar: (r, f) => {
      consulta(r).valorPagoModerador = 0
      f.recaudos = []
    },
    esperado: [`RVC060 ${C}.valorPagoModerador`],
  },
  {
    nombre: 'valor sin concepto',
    plantar: (r, f) => {
      consulta(r).conceptoRecaudo = '05'
      f.recaudos = []
    },
    esperado: ['RVG09 ', `RVC061 ${C}.valorPagoModerador`],
  },
  {
    nombre: 'anticipo en RIPS',
    plantar: (r, f) => {
      Object.assign(consulta(r), { conceptoRecaudo: '04', valorPagoModerador: 0 })
      f.recaudos = [{ concepto: '04', valor: 500_000 }]
    },
    esperado: [`RVC092 ${C}.conceptoRecaudo`],
  },
  {
    nombre: 'valor de medicamento mal multiplicado',
    plantar: (r, f) => {
      medicamento(r).vrServicio = 19_000
      f.total = 11_900_000
    },
    esperado: [`RVC094 ${M}.vrServicio`],
  },
  // Diagnósticos
  {
    nombre: 'relacionado igual al principal',
    plantar: (r) => {
      consulta(r).codDiagnosticoRelacionado1 = 'J00X'
    },
    esperado: [`RVC086 ${C}.codDiagnosticoRelacionado1`],
  },
  {
    nombre: 'relacionado igual al principal en procedimiento',
    plantar: (r) => {
      procedimiento(r).codDiagnosticoRelacionado = 'J00X'
    },
    esperado: [`RVC086 ${P}.codDiagnosticoRelacionado`],
  },
  {
    nombre: 'relacionado igual al principal en medicamento',
    plantar: (r) => {
      medicamento(r).codDiagnosticoRelacionado = 'J00X'
    },
    esperado: [`RVC086 ${M}.codDiagnosticoRelacionado`],
  },
  {
    nombre: 'relacionados repetidos',
    plantar: (r) => {
      consulta(r).codDiagnosticoRelacionado2 = 'I10X'
    },
    esperado: [`RVC087 ${C}.codDiagnosticoRelacionado2`],
  },
  {
    nombre: 'causa externa como principal',
    plantar: (r) => {
      consulta(r).codDiagnosticoPrincipal = 'V011'
    },
    esperado: [`RVC031 ${C}.codDiagnosticoPrincipal`],
  },
  {
    nombre: 'síntoma como principal de procedimiento',
    plantar: (r) => {
      procedimiento(r).codDiagnosticoPrincipal = 'R509'
    },
    esperado: [`RVC032 ${P}.codDiagnosticoPrincipal`],
  },
  {
    nombre: 'código Z como complicación',
    plantar: (r) => {
      procedimiento(r).codComplicacion = 'Z000'
    },
    esperado: [`RVC033 ${P}.codComplicacion`],
  },
  {
    nombre: 'diagnóstico de hombre en mujer',
    plantar: (r) => {
      consulta(r).codDiagnosticoPrincipal = 'N40X'
    },
    esperado: [`RVC028 ${C}.codDiagnosticoPrincipal`],
  },
  {
    nombre: 'diagnóstico neonatal en adulta',
    plantar: (r) => {
      consulta(r).codDiagnosticoRelacionado1 = 'P599'
    },
    esperado: [`RVC028 ${C}.codDiagnosticoRelacionado1`],
  },
  // Medicamentos y otros servicios
  {
    nombre: 'medicamento repetido a la misma hora',
    plantar: (r, f) => {
      r.usuarios[1].servicios.medicamentos.push({ ...medicamento(r), consecutivo: 2 })
      f.total = 14_000_000
    },
    esperado: [`RVG13 ${U1}.servicios.medicamentos[1].codTecnologiaSalud`],
  },
  {
    nombre: 'CUM que no existe',
    plantar: (r) => {
      medicamento(r).codTecnologiaSalud = '1-1'
    },
    esperado: [`RVC063 ${M}.codTecnologiaSalud`],
  },
  {
    nombre: 'autorización de emergencia sin descripción',
    plantar: (r) => {
      medicamento(r).tipoMedicamento = '05'
    },
    esperado: [
      `RVC065 ${M}.nomTecnologiaSalud`,
      `RVC065 ${M}.concentracionMedicamento`,
      `RVC065 ${M}.formaFarmaceutica`,
    ],
  },
  {
    nombre: 'insumo sin nombre',
    plantar: (r) => {
      otro(r).nomTecnologiaSalud = null
    },
    esperado: [`RVC066 ${S}.nomTecnologiaSalud`],
  },
  {
    nombre: 'insumo sin quien lo ordene',
    plantar: (r) => {
      otro(r).numDocumentoIdentificacion = null
    },
    esperado: [`RVC050 ${S}.numDocumentoIdentificacion`],
  },
  {
    nombre: 'traslado sin CUPS',
    plantar: (r) => {
      otro(r).tipoOS = '02'
    },
    esperado: [`RVC024 ${S}.codTecnologiaSalud`],
  },
  {
    nombre: 'traslado con CUPS de procedimiento',
    plantar: (r) => {
      Object.assign(otro(r), { tipoOS: '02', codTecnologiaSalud: '902210' })
    },
    esperado: [`RVC026 ${S}.codTecnologiaSalud`],
  },
  {
    nombre: 'honorarios con CUPS que no existe',
    plantar: (r) => {
      otro(r).tipoOS = '05'
    },
    esperado: [`RVC096 ${S}.codTecnologiaSalud`],
  },
  {
    nombre: 'estancia sin hospitalización',
    plantar: (r) => {
      Object.assign(otro(r), { tipoOS: '03', codTecnologiaSalud: '10A001' })
    },
    esperado: [`RVC056 ${S}.tipoOS`],
  },
  {
    nombre: 'presupuesto máximo sin MIPRES',
    plantar: (r, f) => {
      f.coberturaPlan = '02'
      otro(r).idMIPRES = '1'.repeat(20)
    },
    esperado: [`RVC048 ${P}.numAutorizacion`],
  },
  // Estancias y nacimientos
  {
    nombre: 'hospitalización de tres horas',
    plantar: (r) => hospitalizar(r, { fechaEgreso: '2026-11-14 11:00' }),
    esperado: [`RVC041 ${H}.fechaEgreso`],
  },
  {
    nombre: 'hospitalización mañana',
    plantar: (r) =>
      hospitalizar(r, { fechaInicioAtencion: '2026-11-22 08:00', fechaEgreso: '2026-11-23 08:00' }),
    esperado: [`RVC038 ${H}.fechaInicioAtencion`, `RVC043 ${H}.fechaEgreso`, `RVC044 ${H}.fechaEgreso`],
  },
  {
    nombre: 'ingreso después del egreso',
    plantar: (r) => hospitalizar(r, { fechaEgreso: '2026-11-13 08:00' }),
    esperado: [`RVC039 ${H}.fechaInicioAtencion`],
  },
  {
    nombre: 'hospitalización antes de nacer',
    plantar: (r) => {
      hospitalizar(r, { fechaInicioAtencion: '2026-11-01 08:00', fechaEgreso: '2026-11-02 08:00' })
      r.usuarios[0].fechaNacimiento = '2026-11-05'
      r.usuarios[0].tipoDocumentoIdentificacion = 'CN'
      r.usuarios[0].numDocumentoIdentificacion = '123456789'
    },
    esperado: [`RVC081 ${H}.fechaInicioAtencion`, `RVC080 ${H}.fechaEgreso`],
  },
  {
    nombre: 'muerte sin causa',
    plantar: (r) => hospitalizar(r, { condicionDestinoUsuarioEgreso: '02' }),
    esperado: [`RVC042 ${H}.codDiagnosticoCausaMuerte`],
  },
  {
    nombre: 'consulta tras la muerte',
    plantar: (r) => {
      hospitalizar(r, {
        fechaInicioAtencion: '2026-11-02 08:00',
        fechaEgreso: '2026-11-03 08:00',
        condicionDestinoUsuarioEgreso: '02',
        codDiagnosticoCausaMuerte: 'I219',
      })
    },
    esperado: [`RVC053 ${C}.fechaInicioAtencion`, `RVC053 ${P}.fechaInicioAtencion`],
  },
  {
    nombre: 'relacionado de egreso igual al principal',
    plantar: (r) => hospitalizar(r, { codDiagnosticoRelacionadoE1: 'J00X' }),
    esperado: [`RVC088 ${H}.codDiagnosticoRelacionadoE1`],
  },
  {
    nombre: 'relacionados de egreso repetidos',
    plantar: (r) =>
      hospitalizar(r, { codDiagnosticoRelacionadoE1: 'I10X', codDiagnosticoRelacionadoE2: 'I10X' }),
    esperado: [`RVC089 ${H}.codDiagnosticoRelacionadoE2`],
  },
  {
    nombre: 'consulta de primera vez durante la hospitalización',
    plantar: (r) => hospitalizar(r, { fechaInicioAtencion: '2026-11-09 08:00' }),
    esperado: [`RVC027 ${C}.codConsulta`],
  },
  {
    nombre: 'observación de tres días',
    plantar: (r) => {
      observar(r, { fechaEgreso: '2026-11-17 09:00' })
      consultarEnUrgencias(r)
    },
    esperado: [`RVC040 ${R}.fechaEgreso`],
  },
  { nombre: 'observación sin consulta de urgencias', plantar: (r) => observar(r), esperado: [`RVG15 ${R}`] },
  {
    nombre: 'observación con otra causa',
    plantar: (r) => {
      observar(r, { causaMotivoAtencion: '22' })
      consultarEnUrgencias(r)
    },
    esperado: [`RVG16 ${U0}.servicios.consultas[1].causaMotivoAtencion`],
  },
  {
    nombre: 'parto sin recién nacido',
    plantar: (r) => {
      procedimiento(r).codProcedimiento = '735301'
    },
    esperado: [`RVC023 ${P}.codProcedimiento`],
  },
  {
    nombre: 'parto en internación sin hospitalización',
    plantar: (r) => {
      Object.assign(procedimiento(r), { codProcedimiento: '735301', grupoServicios: '03', codServicio: 129 })
      nacer(r)
    },
    esperado: [`RVC022 ${P}.codProcedimiento`],
  },
  {
    nombre: 'gemelos sin parto múltiple',
    plantar: (r) => {
      procedimiento(r).codProcedimiento = '735301'
      nacer(r)
      nacer(r, {}, 2)
    },
    esperado: [`RVG14 ${U0}.servicios.recienNacidos`],
  },
  {
    nombre: 'recién nacido de padre',
    plantar: (r) => {
      nacer(r)
      r.usuarios[0].codSexo = 'M'
    },
    esperado: [`RVC009 ${U0}.codSexo`],
  },
  {
    nombre: 'madre de sesenta y cinco años',
    plantar: (r) => {
      nacer(r)
      r.usuarios[0].fechaNacimiento = '1961-01-01'
    },
    esperado: [`RVC008 ${U0}.fechaNacimiento`],
  },
  {
    nombre: 'nacimiento mañana',
    plantar: (r) => nacer(r, { fechaNacimiento: '2026-11-22 08:00', fechaEgreso: '2026-11-22 09:00' }),
    esperado: [`RVC045 ${N}.fechaNacimiento`, `RVC043 ${N}.fechaEgreso`, `RVC044 ${N}.fechaEgreso`],
  },
  {
    nombre: 'recién nacido egresa antes de nacer',
    plantar: (r) => nacer(r, { fechaEgreso: '2026-11-14 07:00' }),
    esperado: [`RVC046 ${N}.fechaEgreso`],
  },
  {
    nombre: 'recién nacido con documento que no es suyo ni de la madre',
    plantar: (r) => nacer(r, { tipoDocumentoIdentificacion: 'CC', numDocumentoIdentificacion: '99999999' }),
    esperado: [`RVC047 ${N}.numDocumentoIdentificacion`],
  },
  {
    nombre: 'dieciocho semanas de gestación',
    plantar: (r) => nacer(r, { edadGestacional: 18 }),
    esperado: [`RVC057 ${N}.edadGestacional`],
  },
  { nombre: 'peso de 400 gramos', plantar: (r) => nacer(r, { peso: 400 }), esperado: [`RVC058 ${N}.peso`] },
  {
    nombre: 'veinte controles prenatales',
    plantar: (r) => nacer(r, { numConsultasCPrenatal: 20 }),
    esperado: [`RVC097 ${N}.numConsultasCPrenatal`],
  },
  {
    nombre: 'derivado a un servicio que no está',
    plantar: (r) => {
      r.usuarios[0].servicios = { hospitalizacion: [] }
      hospitalizar(r, { condicionDestinoUsuarioEgreso: '03' })
    },
    esperado: ['RVC062 usuarios[0].servicios.hospitalizacion[0].condicionDestinoUsuarioEgreso'],
    sinFactura: true,
  },
  // XML
  {
    nombre: 'la DIAN rechazó la factura',
    plantar: (_, f) => {
      f.respuestaDian = '04'
    },
    esperado: ['GI010 xml.ApplicationResponse'],
  },
  {
    nombre: 'contenedor sin respuesta de la DIAN',
    plantar: (_, f) => {
      delete f.respuestaDian
    },
    esperado: ['AAR001 xml.ApplicationResponse'],
  },
  {
    nombre: 'factura sin sector salud',
    plantar: (_, f) => {
      f.sectorSalud = false
    },
    esperado: ['FED060 xml.UBLExtensions'],
  },
  {
    nombre: 'factura sin CUFE ni fecha ni tipo',
    plantar: (_, f) => {
      delete f.cufe
      delete f.fechaEmision
      delete f.tipoDocumento
    },
    esperado: ['FED004 xml.UUID', 'FED005 xml.IssueDate', 'FED008 xml.InvoiceTypeCode'],
  },
  {
    nombre: 'factura sin total, emisor ni cliente',
    plantar: (_, f) => {
      delete f.aPagar
      delete f.nit
      f.adquiriente = {}
    },
    esperado: [
      'FED017 xml.LegalMonetaryTotal.PayableAmount',
      'FED021 xml.AccountingSupplierParty',
      'FED034 xml.AccountingCustomerParty',
    ],
  },
  {
    nombre: 'CUFE con letras de más',
    plantar: (_, f) => {
      f.cufe = 'Z'.repeat(96)
    },
    esperado: ['VFE006 xml.UUID'],
  },
  {
    nombre: 'número con guion y operación corriente',
    plantar: (r, f) => {
      f.numero = 'FE-100'
      f.operacion = '10'
      r.numFactura = 'FE-100'
    },
    esperado: ['VFE005 xml.ID', 'VFE003 xml.CustomizationID'],
  },
  {
    nombre: 'tipo 91 y emisor con cédula sin DV',
    plantar: (_, f) => {
      f.tipoDocumento = '91'
      f.tipoDocumentoEmisor = '13'
      delete f.digitoVerificacion
    },
    esperado: [
      'VFE002 xml.InvoiceTypeCode',
      'VFE011 xml.AccountingSupplierParty',
      'VFE012 xml.AccountingSupplierParty',
    ],
  },
  {
    nombre: 'factura sin periodo',
    plantar: (_, f) => {
      delete f.periodo
      delete f.inicioPeriodo
      delete f.finPeriodo
    },
    esperado: ['VFE020 xml.InvoicePeriod.StartDate', 'VFE021 xml.InvoicePeriod.EndDate'],
  },
  {
    nombre: 'campos de salud ausentes',
    plantar: (_, f) => {
      f.camposSalud = []
      delete f.codigoPrestador
      delete f.modalidadPago
      delete f.coberturaPlan
      delete f.numeroContrato
    },
    esperado: [
      'FED124 xml.CODIGO_PRESTADOR',
      'FED126 xml.MODALIDAD_PAGO',
      'FED128 xml.COBERTURA_PLAN_BENEFICIOS',
      'FED130 xml.NUMERO_CONTRATO',
      'FED132 xml.NUMERO_POLIZA',
      'FED136 xml.FACTURA_SIN_CONTRATO',
    ],
  },
  {
    nombre: 'campos de salud sin valor',
    plantar: (_, f) => {
      delete f.codigoPrestador
      delete f.modalidadPago
      delete f.coberturaPlan
    },
    esperado: [
      'FED123 xml.CODIGO_PRESTADOR',
      'FED125 xml.MODALIDAD_PAGO',
      'FED127 xml.COBERTURA_PLAN_BENEFICIOS',
    ],
  },
  {
    nombre: 'modalidad y cobertura inexistentes',
    plantar: (r, f) => {
      f.modalidadPago = '99'
      f.coberturaPlan = '99'
      void r
    },
    esperado: [
      'FED133 xml.MODALIDAD_PAGO',
      'FED134 xml.COBERTURA_PLAN_BENEFICIOS',
      `RVC034 ${C}.vrServicio`,
      `RVC034 ${P}.vrServicio`,
      `RVC034 ${M}.vrUnitMedicamento`,
      `RVC034 ${M}.vrServicio`,
      `RVC034 ${S}.vrUnitOS`,
      `RVC034 ${S}.vrServicio`,
    ],
  },
  {
    nombre: 'contrato y póliza a la vez',
    plantar: (_, f) => {
      f.numeroPoliza = 'P1'
    },
    esperado: ['FED129 xml.NUMERO_CONTRATO', 'FED131 xml.NUMERO_POLIZA'],
  },
  {
    nombre: 'recaudos repetidos o incompletos',
    plantar: (_, f) => {
      f.recaudos = [
        { concepto: '02', valor: 300_000 },
        { concepto: '02', valor: 200_000 },
        { valor: 0 },
        { concepto: '05' },
      ]
    },
    esperado: [
      'FED061 xml.PrepaidPayment[1]',
      'FED104 xml.PrepaidPayment[2]',
      'FED105 xml.PrepaidPayment[3]',
    ],
  },
]

/** A purpose of promotion, without the cuota that it does not admit. */
function sinCuota(rips: Json, factura: Factura, finalidad: string): void {
  Object.assign(consulta(rips), {
    finalidadTecnologiaSalud: finalidad,
    conceptoRecaudo: '05',
    valorPagoModerador: 0,
  })
  factura.recaudos = []
}
