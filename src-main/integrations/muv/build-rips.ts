import type {
  ConsultaRips,
  DiagnosticoRips,
  MedicamentoRips,
  OtroServicioRips,
  PaqueteRips,
  ProcedimientoRips,
  RecaudoServicio,
  UsuarioRips,
} from '../../../src-shared/domains/rips/schemas.ts'
import type { Centavos } from '../../../src-shared/kernel/money.ts'
import type {
  ConsultaWire,
  MedicamentoWire,
  OtroServicioWire,
  ProcedimientoWire,
  RipsJson,
  ServiciosWire,
  UsuarioWire,
} from './wire.ts'

/**
 * The official JSON of a package (Resolución 948 de 2026).
 *
 * Entries of the same person with equal type of user and incapacity become one (RVG12 rejects repeats); consecutives are
 * positions. Service values are 0 unless the invoice is paid per event or there is no invoice (RVC034); moderating payments
 * are 0 in a credit note.
 */
export function buildRips(paquete: PaqueteRips): RipsJson {
  const { factura, nota } = paquete
  const valores: Valores = {
    servicio: factura === null || factura.modalidadPago === '04' ? pesos : () => 0,
    conRecaudo: nota?.tipo !== 'NC',
  }
  return {
    numDocumentoIdObligado: paquete.obligado.nit,
    numFactura: factura?.numero ?? null,
    tipoNota: nota?.tipo ?? null,
    numNota: nota?.numero ?? null,
    usuarios: unir(paquete.usuarios).map((usuario, indice) => usuarioWire(usuario, indice + 1, valores)),
  }
}

interface Valores {
  readonly servicio: (centavos: Centavos) => number
  readonly conRecaudo: boolean
}

/** Exact: two decimals of a safe integer of centavos are the shortest text of this division. */
function pesos(centavos: Centavos): number {
  return centavos / 100
}

function unir(usuarios: readonly UsuarioRips[]): UsuarioRips[] {
  const porPersona = new Map<string, UsuarioRips>()
  for (const usuario of usuarios) {
    const { tipo, numero } = usuario.documento
    const clave = [tipo, numero, usuario.tipoUsuario, usuario.incapacidad].join(' ')
    const previo = porPersona.get(clave)
    porPersona.set(
      clave,
      previo === undefined
        ? usuario
        : {
            ...previo,
            registroSiras: previo.registroSiras ?? usuario.registroSiras,
            consultas: [...previo.consultas, ...usuario.consultas],
            procedimientos: [...previo.procedimientos, ...usuario.procedimientos],
            medicamentos: [...previo.medicamentos, ...usuario.medicamentos],
            otrosServicios: [...previo.otrosServicios, ...usuario.otrosServicios],
          },
    )
  }
  return [...porPersona.values()]
}

function usuarioWire(usuario: UsuarioRips, consecutivo: number, valores: Valores): UsuarioWire {
  const enColombia = usuario.paisResidencia === '170'
  return {
    consecutivo,
    tipoDocumentoIdentificacion: usuario.documento.tipo,
    numDocumentoIdentificacion: usuario.documento.numero,
    tipoUsuario: usuario.tipoUsuario,
    fechaNacimiento: usuario.nacimiento,
    codSexo: usuario.sexo,
    codPaisResidencia: usuario.paisResidencia,
    codMunicipioResidencia: enColombia ? usuario.municipio : null,
    codZonaTerritorialResidencia: enColombia ? usuario.zona : null,
    incapacidad: usuario.incapacidad ? 'SI' : 'NO',
    codPaisOrigen: usuario.paisOrigen,
    registroSIRAS: usuario.registroSiras,
    servicios: serviciosWire(usuario, valores),
  }
}

function serviciosWire(usuario: UsuarioRips, valores: Valores): ServiciosWire {
  const { consultas, procedimientos, medicamentos, otrosServicios } = usuario
  return {
    ...(consultas.length > 0 && { consultas: consultas.map((c, i) => consultaWire(c, i + 1, valores)) }),
    ...(procedimientos.length > 0 && {
      procedimientos: procedimientos.map((p, i) => procedimientoWire(p, i + 1, valores)),
    }),
    ...(medicamentos.length > 0 && {
      medicamentos: medicamentos.map((m, i) => medicamentoWire(m, i + 1, valores)),
    }),
    ...(otrosServicios.length > 0 && {
      otrosServicios: otrosServicios.map((o, i) => otroServicioWire(o, i + 1, valores)),
    }),
  }
}

function recaudoWire(recaudo: RecaudoServicio, { conRecaudo }: Valores) {
  return conRecaudo
    ? {
        conceptoRecaudo: recaudo.concepto,
        valorPagoModerador: pesos(recaudo.valor),
        numFEVPagoModerador: recaudo.numeroFactura,
      }
    : { conceptoRecaudo: '05', valorPagoModerador: 0, numFEVPagoModerador: null }
}

function cie(diagnostico: DiagnosticoRips | null | undefined) {
  return {
    cie10: diagnostico?.cie10 ?? null,
    cie11: diagnostico?.cie11?.codigo ?? null,
    nombre: diagnostico?.cie11?.nombre ?? null,
  }
}

function consultaWire(consulta: ConsultaRips, consecutivo: number, valores: Valores): ConsultaWire {
  const principal = cie(consulta.diagnosticoPrincipal)
  const [uno, dos, tres] = [0, 1, 2].map((i) => cie(consulta.diagnosticosRelacionados[i]))
  return {
    codPrestador: consulta.prestador,
    fechaInicioAtencion: consulta.inicio,
    numAutorizacion: consulta.autorizacion,
    codConsulta: consulta.cups,
    modalidadGrupoServicioTecSal: consulta.modalidad,
    grupoServicios: consulta.grupo,
    codServicio: consulta.servicio,
    finalidadTecnologiaSalud: consulta.finalidad,
    causaMotivoAtencion: consulta.causa,
    codDiagnosticoPrincipal: consulta.diagnosticoPrincipal.cie10,
    codDiagnosticoPrincipalCIE11: principal.cie11,
    nomCodDiagnosticoPrincipalCIE11: principal.nombre,
    codDiagnosticoRelacionado1: uno?.cie10 ?? null,
    codDiagnosticoRelacionado1CIE11: uno?.cie11 ?? null,
    nomCodDiagnosticoRelacionado1CIE11: uno?.nombre ?? null,
    codDiagnosticoRelacionado2: dos?.cie10 ?? null,
    codDiagnosticoRelacionado2CIE11: dos?.cie11 ?? null,
    nomCodDiagnosticoRelacionado2CIE11: dos?.nombre ?? null,
    codDiagnosticoRelacionado3: tres?.cie10 ?? null,
    codDiagnosticoRelacionado3CIE11: tres?.cie11 ?? null,
    nomCodDiagnosticoRelacionado3CIE11: tres?.nombre ?? null,
    tipoDiagnosticoPrincipal: consulta.tipoDiagnostico,
    tipoDocumentoIdentificacion: consulta.profesional.tipo,
    numDocumentoIdentificacion: consulta.profesional.numero,
    vrServicio: valores.servicio(consulta.valor),
    ...recaudoWire(consulta.recaudo, valores),
    codigoVIDA: consulta.codigoVida,
    consecutivo,
  }
}

function procedimientoWire(
  procedimiento: ProcedimientoRips,
  consecutivo: number,
  valores: Valores,
): ProcedimientoWire {
  const principal = cie(procedimiento.diagnosticoPrincipal)
  const relacionado = cie(procedimiento.diagnosticoRelacionado)
  const complicacion = cie(procedimiento.complicacion)
  return {
    codPrestador: procedimiento.prestador,
    fechaInicioAtencion: procedimiento.inicio,
    numAutorizacion: procedimiento.autorizacion,
    idMIPRES: procedimiento.mipres,
    codProcedimiento: procedimiento.cups,
    viaIngresoServicioSalud: procedimiento.viaIngreso,
    modalidadGrupoServicioTecSal: procedimiento.modalidad,
    grupoServicios: procedimiento.grupo,
    codServicio: procedimiento.servicio,
    finalidadTecnologiaSalud: procedimiento.finalidad,
    tipoDocumentoIdentificacion: procedimiento.profesional.tipo,
    numDocumentoIdentificacion: procedimiento.profesional.numero,
    codDiagnosticoPrincipal: procedimiento.diagnosticoPrincipal.cie10,
    codDiagnosticoPrincipalCIE11: principal.cie11,
    nomCodDiagnosticoPrincipalCIE11: principal.nombre,
    codDiagnosticoRelacionado: relacionado.cie10,
    codDiagnosticoRelacionadoCIE11: relacionado.cie11,
    nomCodDiagnosticoRelacionadoCIE11: relacionado.nombre,
    codComplicacion: complicacion.cie10,
    codComplicacionCIE11: complicacion.cie11,
    nomCodComplicacionCIE11: complicacion.nombre,
    vrServicio: valores.servicio(procedimiento.valor),
    ...recaudoWire(procedimiento.recaudo, valores),
    codigoVIDA: procedimiento.codigoVida,
    consecutivo,
  }
}

/** Types whose name, concentration, unit and form come with the code (M09–M12 are then null or 0). */
const TIPOS_CON_CODIGO = ['01', '02', '04']

function medicamentoWire(
  medicamento: MedicamentoRips,
  consecutivo: number,
  valores: Valores,
): MedicamentoWire {
  const principal = cie(medicamento.diagnosticoPrincipal)
  const relacionado = cie(medicamento.diagnosticoRelacionado)
  const conCodigo = TIPOS_CON_CODIGO.includes(medicamento.tipo)
  return {
    codPrestador: medicamento.prestador,
    idMIPRES: medicamento.mipres,
    fechaDispensAdmon: medicamento.fecha,
    codDiagnosticoPrincipal: medicamento.diagnosticoPrincipal.cie10,
    codDiagnosticoPrincipalCIE11: principal.cie11,
    nomCodDiagnosticoPrincipalCIE11: principal.nombre,
    codDiagnosticoRelacionado: relacionado.cie10,
    codDiagnosticoRelacionadoCIE11: relacionado.cie11,
    nomCodDiagnosticoRelacionadoCIE11: relacionado.nombre,
    tipoMedicamento: medicamento.tipo,
    codTecnologiaSalud: medicamento.codigo,
    nomTecnologiaSalud: conCodigo ? null : medicamento.nombre,
    concentracionMedicamento: conCodigo ? 0 : medicamento.concentracion,
    unidadMedida: medicamento.unidadMedida,
    formaFarmaceutica: conCodigo ? null : medicamento.formaFarmaceutica,
    unidadMinDispensa: medicamento.unidadDispensacion,
    cantidadMedicamento: medicamento.cantidad,
    diasTratamiento: medicamento.diasTratamiento,
    tipoDocumentoIdentificacion: medicamento.prescriptor?.tipo ?? null,
    numDocumentoIdentificacion: medicamento.prescriptor?.numero ?? null,
    vrUnitMedicamento: valores.servicio(medicamento.valorUnitario),
    vrDispensacion: valores.servicio(medicamento.valorDispensacion),
    vrServicio: valores.servicio(medicamento.valor),
    ...recaudoWire(medicamento.recaudo, valores),
    codigoVIDA: medicamento.codigoVida,
    consecutivo,
  }
}

function otroServicioWire(otro: OtroServicioRips, consecutivo: number, valores: Valores): OtroServicioWire {
  return {
    codPrestador: otro.prestador,
    numAutorizacion: otro.autorizacion,
    idMIPRES: otro.mipres,
    fechaSuministroTecnologia: otro.fecha,
    tipoOS: otro.tipo,
    codTecnologiaSalud: otro.codigo,
    nomTecnologiaSalud: otro.nombre,
    cantidadOS: otro.cantidad,
    tipoDocumentoIdentificacion: otro.ordena?.tipo ?? null,
    numDocumentoIdentificacion: otro.ordena?.numero ?? null,
    vrUnitOS: valores.servicio(otro.valorUnitario),
    vrDispensacion: valores.servicio(otro.valorDispensacion),
    vrServicio: valores.servicio(otro.valor),
    ...recaudoWire(otro.recaudo, valores),
    codigoVIDA: otro.codigoVida,
    consecutivo,
  }
}
