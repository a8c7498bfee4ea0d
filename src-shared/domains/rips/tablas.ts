/**
 * Code tables of the RIPS and of the health extension of the invoice, as the ministry publishes them.
 * They are data: another version is another list here, with its own dates.
 */

/** Where a list comes from and since when it holds. Dates are Bogotá dates. */
export interface TablaRips<V extends readonly ValorRips[] = readonly ValorRips[]> {
  /** Name of the table at the ministry (SISPRO, ConsultarDetalleReferenciaBasica). */
  readonly tabla: string
  readonly fuente: string
  readonly version: string
  readonly vigenteDesde: string
  readonly valores: V
}

export interface ValorRips {
  readonly codigo: string
  readonly nombre: string
  /** Only records of this group of services may use the value. */
  readonly soloEn?: 'consultas' | 'procedimientos'
}

/** Union of the codes of a table. */
export type CodigoDe<T extends TablaRips> = T['valores'][number]['codigo']

const ORIGEN = {
  fuente: 'MinSalud, Documento Técnico 1 de la Resolución 948 de 2026 y consulta pública de tablas SISPRO',
  version: 'DT1 v002 (2026-07-01); tablas de 2026-07-16 y 2026-07-19',
  vigenteDesde: '2026-07-01',
} as const

function tabla<const V extends readonly ValorRips[]>(nombre: string, valores: V): TablaRips<V> {
  return { tabla: nombre, ...ORIGEN, valores }
}

/** Code 14 (technical document 1, v003) is known from secondary sources only: left out. */
export const TIPO_USUARIO = tabla('RIPSTipoUsuarioVersion2', [
  { codigo: '01', nombre: 'Contributivo cotizante' },
  { codigo: '02', nombre: 'Contributivo beneficiario' },
  { codigo: '03', nombre: 'Contributivo adicional' },
  { codigo: '04', nombre: 'Subsidiado' },
  { codigo: '05', nombre: 'No afiliado' },
  { codigo: '06', nombre: 'Especial o de excepción, cotizante' },
  { codigo: '07', nombre: 'Especial o de excepción, beneficiario' },
  { codigo: '08', nombre: 'Personas privadas de la libertad a cargo del Fondo Nacional de Salud' },
  { codigo: '09', nombre: 'Tomador / Amparado ARL' },
  { codigo: '10', nombre: 'Tomador / Amparado SOAT' },
  { codigo: '11', nombre: 'Tomador / Amparado Planes voluntarios de salud' },
  { codigo: '12', nombre: 'Particular' },
  { codigo: '13', nombre: 'Especial o de excepción, no cotizante (Ley 352 de 1997)' },
])

/** 40 and 41 exist for consultations only. */
export const CAUSA_MOTIVO = tabla('RIPSCausaExternaVersion2', [
  { codigo: '21', nombre: 'Accidente de trabajo' },
  { codigo: '22', nombre: 'Accidente en el hogar' },
  { codigo: '23', nombre: 'Accidente de tránsito de origen común' },
  { codigo: '24', nombre: 'Accidente de tránsito de origen laboral' },
  { codigo: '25', nombre: 'Accidente en el entorno educativo' },
  { codigo: '26', nombre: 'Otro tipo de accidente' },
  { codigo: '27', nombre: 'Evento catastrófico de origen natural' },
  { codigo: '28', nombre: 'Lesión por agresión' },
  { codigo: '29', nombre: 'Lesión autoinfligida' },
  { codigo: '30', nombre: 'Sospecha de violencia física' },
  { codigo: '31', nombre: 'Sospecha de violencia psicológica' },
  { codigo: '32', nombre: 'Sospecha de violencia sexual' },
  { codigo: '33', nombre: 'Sospecha de negligencia y abandono' },
  { codigo: '34', nombre: 'IVE relacionado con peligro a la salud o vida de la mujer' },
  { codigo: '35', nombre: 'IVE por malformación congénita incompatible con la vida' },
  {
    codigo: '36',
    nombre:
      'IVE por violencia sexual, incesto o por inseminación artificial o transferencia de óvulo fecundado no consentida',
  },
  { codigo: '37', nombre: 'Evento adverso en salud' },
  { codigo: '38', nombre: 'Enfermedad general' },
  { codigo: '39', nombre: 'Enfermedad laboral' },
  {
    codigo: '40',
    nombre: 'Promoción y mantenimiento de la salud – intervenciones individuales',
    soloEn: 'consultas',
  },
  { codigo: '41', nombre: 'Intervención colectiva', soloEn: 'consultas' },
  { codigo: '42', nombre: 'Atención de población materno perinatal' },
  { codigo: '43', nombre: 'Riesgo ambiental' },
  { codigo: '44', nombre: 'Otros eventos catastróficos' },
  { codigo: '45', nombre: 'Accidente de mina antipersonal – MAP' },
  { codigo: '46', nombre: 'Accidente de artefacto explosivo improvisado – AEI' },
  { codigo: '47', nombre: 'Accidente de munición sin explotar – MUSE' },
  { codigo: '48', nombre: 'Otra víctima de conflicto armado colombiano' },
  {
    codigo: '49',
    nombre: 'Interrupción voluntaria del embarazo por decisión de la persona gestante hasta la semana 24',
  },
])

/** `soloEn` says in which group of services a value is allowed. */
export const FINALIDAD = tabla('RIPSFinalidadConsultaVersion2', [
  { codigo: '11', nombre: 'Valoración integral para la promoción y mantenimiento' },
  { codigo: '12', nombre: 'Detección temprana de enfermedad general' },
  { codigo: '13', nombre: 'Detección temprana de enfermedad laboral' },
  { codigo: '14', nombre: 'Protección específica', soloEn: 'procedimientos' },
  { codigo: '15', nombre: 'Diagnóstico' },
  { codigo: '16', nombre: 'Tratamiento' },
  { codigo: '17', nombre: 'Rehabilitación' },
  { codigo: '18', nombre: 'Paliación' },
  { codigo: '19', nombre: 'Planificación familiar y anticoncepción' },
  { codigo: '20', nombre: 'Promoción y apoyo a la lactancia materna' },
  { codigo: '21', nombre: 'Atención básica de orientación familiar', soloEn: 'consultas' },
  { codigo: '22', nombre: 'Atención para el cuidado preconcepcional' },
  { codigo: '23', nombre: 'Atención para el cuidado prenatal' },
  { codigo: '24', nombre: 'Interrupción voluntaria del embarazo' },
  { codigo: '25', nombre: 'Atención del parto y puerperio' },
  { codigo: '26', nombre: 'Atención para el cuidado del recién nacido', soloEn: 'procedimientos' },
  { codigo: '27', nombre: 'Atención para el seguimiento del recién nacido' },
  { codigo: '28', nombre: 'Preparación para la maternidad y la paternidad', soloEn: 'procedimientos' },
  { codigo: '29', nombre: 'Promoción de actividad física', soloEn: 'procedimientos' },
  { codigo: '30', nombre: 'Promoción de la cesación del tabaquismo', soloEn: 'procedimientos' },
  { codigo: '31', nombre: 'Prevención del consumo de sustancias psicoactivas', soloEn: 'procedimientos' },
  { codigo: '32', nombre: 'Promoción de la alimentación saludable', soloEn: 'procedimientos' },
  {
    codigo: '33',
    nombre: 'Promoción para el ejercicio de los derechos sexuales y derechos reproductivos',
    soloEn: 'procedimientos',
  },
  {
    codigo: '34',
    nombre: 'Promoción para el desarrollo de habilidades para la vida',
    soloEn: 'procedimientos',
  },
  {
    codigo: '35',
    nombre: 'Promoción para la construcción de estrategias de afrontamiento frente a sucesos vitales',
    soloEn: 'procedimientos',
  },
  { codigo: '36', nombre: 'Promoción de la sana convivencia y el tejido social', soloEn: 'procedimientos' },
  {
    codigo: '37',
    nombre: 'Promoción de un ambiente seguro y de cuidado y protección del ambiente',
    soloEn: 'procedimientos',
  },
  {
    codigo: '38',
    nombre: 'Promoción del empoderamiento para el ejercicio del derecho a la salud',
    soloEn: 'procedimientos',
  },
  {
    codigo: '39',
    nombre: 'Promoción para la adopción de prácticas de crianza y cuidado para la salud',
    soloEn: 'procedimientos',
  },
  {
    codigo: '40',
    nombre: 'Promoción de la capacidad de la agencia y cuidado de la salud',
    soloEn: 'procedimientos',
  },
  { codigo: '41', nombre: 'Desarrollo de habilidades cognitivas', soloEn: 'procedimientos' },
  { codigo: '42', nombre: 'Intervención colectiva', soloEn: 'procedimientos' },
  { codigo: '43', nombre: 'Modificación de la estética corporal (fines estéticos)' },
  { codigo: '44', nombre: 'Otra' },
])

export const TIPO_DIAGNOSTICO = tabla('RIPSTipoDiagnosticoPrincipalVersion2', [
  { codigo: '01', nombre: 'Impresión diagnóstica' },
  { codigo: '02', nombre: 'Confirmado nuevo' },
  { codigo: '03', nombre: 'Confirmado repetido' },
])

export const VIA_INGRESO = tabla('ViaIngresoUsuario', [
  { codigo: '01', nombre: 'Demanda espontánea' },
  { codigo: '02', nombre: 'Derivado de consulta externa' },
  { codigo: '03', nombre: 'Derivado de urgencias' },
  { codigo: '04', nombre: 'Derivado de hospitalización' },
  { codigo: '05', nombre: 'Derivado de sala de cirugía' },
  { codigo: '06', nombre: 'Derivado de sala de partos' },
  { codigo: '07', nombre: 'Recién nacido en la institución' },
  { codigo: '08', nombre: 'Recién nacido en otra institución' },
  { codigo: '09', nombre: 'Derivado o referido de hospitalización domiciliaria' },
  { codigo: '10', nombre: 'Derivado de atención domiciliaria' },
  { codigo: '11', nombre: 'Derivado de telemedicina' },
  { codigo: '12', nombre: 'Derivado de jornada de salud' },
  { codigo: '13', nombre: 'Referido de otra institución' },
  { codigo: '14', nombre: 'Contrarreferido de otra institución' },
])

/** The live table of July 2026 has no 05. */
export const MODALIDAD_ATENCION = tabla('ModalidadAtencion', [
  { codigo: '01', nombre: 'Intramural' },
  { codigo: '02', nombre: 'Extramural unidad móvil' },
  { codigo: '03', nombre: 'Extramural domiciliaria' },
  { codigo: '04', nombre: 'Extramural jornada de salud' },
  { codigo: '06', nombre: 'Telemedicina interactiva' },
  { codigo: '07', nombre: 'Telemedicina no interactiva' },
  { codigo: '08', nombre: 'Telemedicina telexperticia' },
  { codigo: '09', nombre: 'Telemedicina telemonitoreo' },
])

export const GRUPO_SERVICIOS = tabla('GrupoServicios', [
  { codigo: '01', nombre: 'Consulta externa' },
  { codigo: '02', nombre: 'Apoyo diagnóstico y complementación terapéutica' },
  { codigo: '03', nombre: 'Internación' },
  { codigo: '04', nombre: 'Quirúrgico' },
  { codigo: '05', nombre: 'Atención inmediata' },
])

export const DESTINO_EGRESO = tabla('CondicionyDestinoUsuarioEgreso', [
  { codigo: '01', nombre: 'Paciente con destino a su domicilio' },
  { codigo: '02', nombre: 'Paciente muerto' },
  { codigo: '03', nombre: 'Paciente derivado a otro servicio' },
  { codigo: '04', nombre: 'Referido a otra institución' },
  { codigo: '05', nombre: 'Contrarreferido a otra institución' },
  { codigo: '06', nombre: 'Derivado o referido a hospitalización domiciliaria' },
  { codigo: '07', nombre: 'Derivado a servicio social' },
  { codigo: '08', nombre: 'Paciente continúa en el servicio (corte de facturación)' },
])

/** 04 (anticipo) goes in the invoice only, never in RIPS (RVC092). */
export const CONCEPTO_RECAUDO = tabla('conceptoRecaudo', [
  { codigo: '01', nombre: 'Copago' },
  { codigo: '02', nombre: 'Cuota moderadora' },
  { codigo: '03', nombre: 'Pagos compartidos en planes voluntarios de salud' },
  { codigo: '04', nombre: 'Anticipo' },
  { codigo: '05', nombre: 'No aplica' },
])

/** No value when the package belongs to an invoice. */
export const TIPO_NOTA = tabla('TipoNota', [
  { codigo: 'NA', nombre: 'Nota ajuste RIPS' },
  { codigo: 'NC', nombre: 'Nota crédito' },
  { codigo: 'ND', nombre: 'Nota débito' },
  { codigo: 'RS', nombre: 'RIPS sin factura' },
])

export const TIPO_DOCUMENTO = tabla('TipoIdPISIS', [
  { codigo: 'AS', nombre: 'Adulto sin identificación' },
  { codigo: 'CC', nombre: 'Cédula de ciudadanía' },
  { codigo: 'CD', nombre: 'Carné diplomático' },
  { codigo: 'CE', nombre: 'Cédula de extranjería' },
  { codigo: 'CN', nombre: 'Certificado de nacido vivo' },
  { codigo: 'DE', nombre: 'Documento extranjero' },
  { codigo: 'MS', nombre: 'Menor sin identificación' },
  { codigo: 'NI', nombre: 'Número de identificación tributaria (NIT)' },
  { codigo: 'NV', nombre: 'Certificado de nacido vivo (código anterior)' },
  { codigo: 'PA', nombre: 'Pasaporte' },
  { codigo: 'PE', nombre: 'Permiso especial de permanencia' },
  { codigo: 'PT', nombre: 'Permiso por protección temporal' },
  { codigo: 'RC', nombre: 'Registro civil' },
  { codigo: 'SC', nombre: 'Salvoconducto' },
  { codigo: 'SI', nombre: 'Sin identificación' },
  { codigo: 'TI', nombre: 'Tarjeta de identidad' },
])

/** Column Extra_III of the table Sexo: M, F, I. Never H. */
export const SEXO = tabla('Sexo (Extra_III)', [
  { codigo: 'M', nombre: 'Masculino' },
  { codigo: 'F', nombre: 'Femenino' },
  { codigo: 'I', nombre: 'Indeterminado o intersexual' },
])

export const SEXO_RECIEN_NACIDO = tabla('(recienNacidos)', [
  { codigo: '01', nombre: 'Hombre' },
  { codigo: '02', nombre: 'Mujer' },
  { codigo: '03', nombre: 'Indeterminado o intersexual' },
])

export const ZONA = tabla('ZonaVersion2', [
  { codigo: '01', nombre: 'Rural' },
  { codigo: '02', nombre: 'Urbano' },
])

export const SI_NO = tabla('LstSiNo', [
  { codigo: 'SI', nombre: 'Sí' },
  { codigo: 'NO', nombre: 'No' },
])

export const TIPO_MEDICAMENTO = tabla('TipoMedicamentoPOSVersion2', [
  { codigo: '01', nombre: 'Medicamento con registro sanitario' },
  { codigo: '02', nombre: 'Vital no disponible definido por INVIMA' },
  { codigo: '03', nombre: 'Preparación magistral' },
  { codigo: '04', nombre: 'Uso no incluido en el registro sanitario (UNIRS)' },
  { codigo: '05', nombre: 'Con autorización sanitaria de uso de emergencia (ASUE)' },
])

/** 06 is disabled. */
export const TIPO_OTRO_SERVICIO = tabla('TipoOtrosServicios', [
  { codigo: '01', nombre: 'Dispositivos médicos e insumos' },
  { codigo: '02', nombre: 'Traslados' },
  { codigo: '03', nombre: 'Estancias' },
  { codigo: '04', nombre: 'Servicios complementarios' },
  { codigo: '05', nombre: 'Honorarios' },
  { codigo: '06', nombre: 'Servicios de salud propios para comunidades indígenas (deshabilitado)' },
])

/** 16 and 17 since July 2026; prefer them to 01. */
export const COBERTURA_PLAN = tabla('coberturaPlan', [
  { codigo: '01', nombre: 'Plan de beneficios en salud financiado con UPC' },
  { codigo: '02', nombre: 'Presupuesto máximo' },
  { codigo: '03', nombre: 'Prima EPS / EOC, no asegurados SOAT' },
  { codigo: '04', nombre: 'Cobertura póliza SOAT' },
  { codigo: '05', nombre: 'Cobertura ARL' },
  { codigo: '06', nombre: 'Cobertura ADRES' },
  { codigo: '07', nombre: 'Cobertura salud pública' },
  { codigo: '08', nombre: 'Cobertura entidad territorial, recursos de oferta' },
  { codigo: '09', nombre: 'Urgencias población migrante' },
  { codigo: '10', nombre: 'Plan complementario en salud' },
  { codigo: '11', nombre: 'Plan medicina prepagada' },
  { codigo: '12', nombre: 'Otras pólizas en salud' },
  { codigo: '13', nombre: 'Cobertura régimen especial o de excepción' },
  { codigo: '14', nombre: 'Cobertura Fondo Nacional de Salud de las Personas Privadas de la Libertad' },
  { codigo: '15', nombre: 'Particular' },
  { codigo: '16', nombre: 'Plan de beneficios financiado con UPC contributivo' },
  { codigo: '17', nombre: 'Plan de beneficios financiado con UPC subsidiado' },
])

/** 05 (otra modalidad) is disabled. */
export const MODALIDAD_PAGO = tabla('modalidadPago', [
  { codigo: '01', nombre: 'Pago individual por caso / conjunto integral de atenciones / paquete / canasta' },
  { codigo: '02', nombre: 'Pago global prospectivo' },
  { codigo: '03', nombre: 'Pago por capitación' },
  { codigo: '04', nombre: 'Pago por evento' },
])

export const FACTURA_SIN_CONTRATO = tabla('facturaSinContrato', [
  { codigo: '01', nombre: 'Atención de urgencias' },
  { codigo: '02', nombre: 'Atención a cargo de ADRES, aseguradora SOAT o planes voluntarios de salud' },
  { codigo: '03', nombre: 'Fallos de tutela u órdenes judiciales' },
  { codigo: '04', nombre: 'Portabilidad o asignación masiva de afiliados' },
  { codigo: '05', nombre: 'Casos excepcionales: cotizaciones o autorizaciones sin contrato' },
  { codigo: '06', nombre: 'Recuperación de órganos para trasplante' },
  { codigo: '07', nombre: 'Servicio a paciente particular' },
])

export type TipoUsuario = CodigoDe<typeof TIPO_USUARIO>
export type CausaMotivo = CodigoDe<typeof CAUSA_MOTIVO>
export type Finalidad = CodigoDe<typeof FINALIDAD>
export type TipoDiagnostico = CodigoDe<typeof TIPO_DIAGNOSTICO>
export type ViaIngreso = CodigoDe<typeof VIA_INGRESO>
export type ModalidadAtencion = CodigoDe<typeof MODALIDAD_ATENCION>
export type GrupoServicios = CodigoDe<typeof GRUPO_SERVICIOS>
export type ConceptoRecaudo = CodigoDe<typeof CONCEPTO_RECAUDO>
export type TipoNota = CodigoDe<typeof TIPO_NOTA>
export type TipoDocumento = CodigoDe<typeof TIPO_DOCUMENTO>
export type Sexo = CodigoDe<typeof SEXO>
export type Zona = CodigoDe<typeof ZONA>
export type TipoMedicamento = CodigoDe<typeof TIPO_MEDICAMENTO>
export type TipoOtroServicio = CodigoDe<typeof TIPO_OTRO_SERVICIO>
export type CoberturaPlan = CodigoDe<typeof COBERTURA_PLAN>
export type ModalidadPago = CodigoDe<typeof MODALIDAD_PAGO>
export type FacturaSinContrato = CodigoDe<typeof FACTURA_SIN_CONTRATO>

/** Minimum and maximum characters of the document number, by type (guideline 3.2, May 2025). */
export const LONGITUD_DOCUMENTO: Readonly<Partial<Record<TipoDocumento, readonly [number, number]>>> = {
  CC: [4, 10],
  CE: [4, 6],
  CD: [4, 16],
  PA: [4, 16],
  SC: [4, 16],
  PE: [4, 15],
  RC: [4, 11],
  TI: [4, 11],
  CN: [9, 20],
  AS: [4, 10],
  MS: [4, 12],
  DE: [4, 20],
  PT: [4, 20],
  SI: [4, 20],
}

/** Types that a professional who attends, prescribes or orders may have. */
export const DOCUMENTOS_PROFESIONAL = [
  'CC',
  'CE',
  'CD',
  'PA',
  'SC',
  'PE',
  'DE',
  'PT',
] as const satisfies readonly TipoDocumento[]

/** Types of a newborn's own document. */
export const DOCUMENTOS_RECIEN_NACIDO = ['CN', 'RC', 'MS'] as const satisfies readonly TipoDocumento[]

/**
 * Types of user that each coverage admits (guideline 3.2 of 2025; 16 and 17 inherit from 01, contributory and subsidised).
 * 03 is not regulated and 06 (ADRES) is not in the published matrix: both are absent, so nothing is refused for them.
 */
export const TIPOS_USUARIO_POR_COBERTURA: Readonly<Partial<Record<CoberturaPlan, readonly TipoUsuario[]>>> = {
  '01': ['01', '02', '03', '04'],
  '02': ['01', '02', '03', '04'],
  '04': ['10'],
  '05': ['09'],
  '07': ['01', '02', '03', '04'],
  '08': ['05'],
  '09': ['05'],
  '10': ['11'],
  '11': ['11'],
  '12': ['11'],
  '13': ['06', '07', '13'],
  '14': ['08'],
  '15': ['12'],
  '16': ['01', '02', '03'],
  '17': ['04'],
}

/** All tables by our own name of the datum. */
export const TABLAS_RIPS = {
  tipoUsuario: TIPO_USUARIO,
  causaMotivo: CAUSA_MOTIVO,
  finalidad: FINALIDAD,
  tipoDiagnostico: TIPO_DIAGNOSTICO,
  viaIngreso: VIA_INGRESO,
  modalidadAtencion: MODALIDAD_ATENCION,
  grupoServicios: GRUPO_SERVICIOS,
  destinoEgreso: DESTINO_EGRESO,
  conceptoRecaudo: CONCEPTO_RECAUDO,
  tipoNota: TIPO_NOTA,
  tipoDocumento: TIPO_DOCUMENTO,
  sexo: SEXO,
  sexoRecienNacido: SEXO_RECIEN_NACIDO,
  zona: ZONA,
  siNo: SI_NO,
  tipoMedicamento: TIPO_MEDICAMENTO,
  tipoOtroServicio: TIPO_OTRO_SERVICIO,
  coberturaPlan: COBERTURA_PLAN,
  modalidadPago: MODALIDAD_PAGO,
  facturaSinContrato: FACTURA_SIN_CONTRATO,
} as const

export type NombreTablaRips = keyof typeof TABLAS_RIPS

/** Name of a code for the screen, or undefined when the table does not have it. */
export function nombreEnTabla(nombre: NombreTablaRips, codigo: string): string | undefined {
  const valores: readonly ValorRips[] = TABLAS_RIPS[nombre].valores
  return valores.find((valor) => valor.codigo === codigo)?.nombre
}
