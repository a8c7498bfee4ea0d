import { z } from 'zod'
import { TIPOS_DOCUMENTO } from '../../kernel/identifiers.ts'

/**
 * A patient, captured once: what the factura (dian.md 2.6), the RIPS (Resolución 948 de 2026, usuarios[]) and the historia
 * clínica (Resolución 1995 de 1999, art. 10) need. Dates are of Bogotá, phones `+57…`, codes those of the ministry.
 */

const texto = (max: number) => z.string().trim().min(1, 'Escriba el dato o déjelo vacío').max(max)
const opcional = (max: number) => texto(max).nullable()

export const TIPOS_USUARIO = [
  { codigo: '01', nombre: 'Contributivo cotizante' },
  { codigo: '02', nombre: 'Contributivo beneficiario' },
  { codigo: '03', nombre: 'Contributivo adicional' },
  { codigo: '04', nombre: 'Subsidiado' },
  { codigo: '05', nombre: 'No afiliado' },
  { codigo: '06', nombre: 'Especial o de excepción cotizante' },
  { codigo: '07', nombre: 'Especial o de excepción beneficiario' },
  { codigo: '08', nombre: 'Persona privada de la libertad a cargo del Fondo Nacional de Salud' },
  { codigo: '09', nombre: 'Tomador o amparado ARL' },
  { codigo: '10', nombre: 'Tomador o amparado SOAT' },
  { codigo: '11', nombre: 'Tomador o amparado planes voluntarios de salud' },
  { codigo: '12', nombre: 'Particular' },
  { codigo: '13', nombre: 'Especial o de excepción no cotizante, Ley 352 de 1997' },
] as const

export const ESTADOS_CIVILES = [
  'Soltero',
  'Casado',
  'Unión libre',
  'Separado',
  'Divorciado',
  'Viudo',
  'No informa',
] as const

export const ESCOLARIDADES = [
  'Ninguna',
  'Preescolar',
  'Básica primaria',
  'Básica secundaria',
  'Media',
  'Técnica o tecnológica',
  'Universitaria',
  'Posgrado',
  'No informa',
] as const

export const ETNIAS = [
  'Ninguna de las anteriores',
  'Indígena',
  'Negro, mulato, afrocolombiano o afrodescendiente',
  'Raizal del archipiélago de San Andrés y Providencia',
  'Palenquero de San Basilio',
  'Rrom (gitano)',
  'No informa',
] as const

export const POBLACIONES_ESPECIALES = [
  'Ninguna',
  'Gestante',
  'Persona con discapacidad',
  'Víctima del conflicto armado',
  'Migrante',
  'Habitante de calle',
  'Menor bajo protección del ICBF',
] as const

export const IDENTIDADES_GENERO = [
  'Femenino',
  'Masculino',
  'Transgénero',
  'No binario',
  'Otra',
  'No informa',
] as const

export const PARENTESCOS = [
  'Madre',
  'Padre',
  'Hijo o hija',
  'Cónyuge o compañero',
  'Hermano o hermana',
  'Abuelo o abuela',
  'Tío o tía',
  'Otro familiar',
  'Cuidador',
  'Representante legal',
  'Otro',
] as const

export const CANALES = ['whatsapp', 'llamada', 'sms', 'correo'] as const

export const sexo = z.enum(['M', 'F', 'I'])
export const tipoDocumento = z.enum(TIPOS_DOCUMENTO.map(({ codigo }) => codigo))

const parentesco = z.enum(PARENTESCOS)
const telefono = texto(30)

export const acompananteSchema = z.object({
  nombre: texto(120),
  telefono: telefono.nullable(),
  parentesco: parentesco.nullable(),
})
export type Acompanante = z.infer<typeof acompananteSchema>

/** Who answers for the patient; required for minors (Resolución 1995 de 1999, art. 10). */
export const responsableSchema = z.object({
  nombre: texto(120),
  telefono,
  parentesco,
  tipoDocumento: tipoDocumento.nullable(),
  numeroDocumento: opcional(20),
})
export type Responsable = z.infer<typeof responsableSchema>

/** Allergies as the header shows them. `sin-registrar` is not «no tiene»: nobody has asked yet. */
export const alergiasSchema = z.object({
  estado: z.enum(['sin-registrar', 'niega', 'tiene']),
  sustancias: z.array(texto(80)).max(30),
})
export type Alergias = z.infer<typeof alergiasSchema>

export const pacienteDatosSchema = z.object({
  tipoDocumento: tipoDocumento.nullable(),
  numeroDocumento: opcional(30),
  primerNombre: texto(60),
  segundoNombre: opcional(60),
  primerApellido: opcional(60),
  segundoApellido: opcional(60),
  /** How the person wishes to be called, when it is not the name of the document. */
  nombreIdentitario: opcional(120),
  fechaNacimiento: z.iso.date('Escriba la fecha como 2 abr 1988 o 02/04/1988').nullable(),
  /** The date of birth is an estimate (patient without document). */
  nacimientoEstimado: z.boolean(),
  /** Biological sex, code of RIPS. */
  sexo: sexo.nullable(),
  identidadGenero: z.enum(IDENTIDADES_GENERO).nullable(),
  estadoCivil: z.enum(ESTADOS_CIVILES).nullable(),
  ocupacion: opcional(120),
  escolaridad: z.enum(ESCOLARIDADES).nullable(),
  etnia: z.enum(ETNIAS).nullable(),
  poblacionEspecial: z.enum(POBLACIONES_ESPECIALES).nullable(),
  /** ISO 3166 numeric; Colombia is 170. */
  paisResidencia: z.string().regex(/^\d{3}$/, 'Escoja el país de la lista'),
  paisOrigen: z.string().regex(/^\d{3}$/, 'Escoja el país de la lista'),
  /** DIVIPOLA, five digits. */
  municipio: z
    .string()
    .regex(/^\d{5}$/, 'Escoja el municipio de la lista')
    .nullable(),
  /** `01` rural, `02` urbana (ZonaVersion2). */
  zona: z.enum(['01', '02']).nullable(),
  direccion: opcional(200),
  telefono: telefono.nullable(),
  telefonoAlterno: telefono.nullable(),
  correo: z.email('Escriba el correo completo, por ejemplo ana@correo.com').nullable(),
  acompanante: acompananteSchema.nullable(),
  responsable: responsableSchema.nullable(),
  /** Payer of configuración; null is `Particular`. */
  pagadorId: z.string().nullable(),
  tipoUsuario: z.enum(TIPOS_USUARIO.map(({ codigo }) => codigo)).nullable(),
  plan: opcional(80),
  poliza: opcional(60),
  canalPreferido: z.enum(CANALES).nullable(),
  aceptaMensajes: z.boolean(),
  /** Null takes the document's number. */
  numeroHistoria: opcional(30),
  alergias: alergiasSchema,
})
export type PacienteDatos = z.infer<typeof pacienteDatosSchema>
export type CampoPaciente = keyof PacienteDatos
export const CAMPOS_PACIENTE = Object.keys(pacienteDatosSchema.shape) as CampoPaciente[]

/** For registering: only a name is compulsory in shape; what else is missing is said by the rules. */
export const pacienteNuevoSchema = pacienteDatosSchema.partial().required({ primerNombre: true })
export type PacienteNuevo = z.infer<typeof pacienteNuevoSchema>

/** For changing: the fields that the person changed, and only those. */
export const pacienteCambiosSchema = pacienteDatosSchema.partial()
export type PacienteCambios = z.infer<typeof pacienteCambiosSchema>

export const edadSchema = z.object({
  anios: z.number().int(),
  meses: z.number().int(),
  dias: z.number().int(),
})
export type Edad = z.infer<typeof edadSchema>

/** A patient as stored. `creadoEn` and `datosConfirmadosEn` are instants, UTC ISO; `ultimaVisita` a date of Bogotá. */
export const pacienteSchema = pacienteDatosSchema.extend({
  id: z.string(),
  version: z.number().int(),
  ultimaVisita: z.string().nullable(),
  datosConfirmadosEn: z.string(),
  creadoEn: z.string(),
  actualizadoEn: z.string(),
  /** The patient this record was joined to, when it turned out to be the same person. */
  fusionadoEn: z.string().nullable(),
})
export type Paciente = z.infer<typeof pacienteSchema>

export const coincidencia = z.enum(['codigo', 'palabra', 'comienzo', 'sonido', 'una-letra', 'fragmento'])

/** One row of a list. */
export const pacienteResumenSchema = z.object({
  id: z.string(),
  nombre: z.string(),
  tipoDocumento: tipoDocumento.nullable(),
  numeroDocumento: z.string().nullable(),
  fechaNacimiento: z.string().nullable(),
  edad: edadSchema.nullable(),
  sexo: sexo.nullable(),
  telefono: z.string().nullable(),
  /** Name of the payer, or `Particular`. */
  pagador: z.string(),
  ultimaVisita: z.string().nullable(),
  porCompletar: z.boolean(),
})
export type PacienteResumen = z.infer<typeof pacienteResumenSchema>

export const MOTIVOS_DUPLICADO = ['documento', 'nombre-y-nacimiento', 'telefono'] as const
export const posibleDuplicadoSchema = pacienteResumenSchema.extend({
  motivos: z.array(z.enum(MOTIVOS_DUPLICADO)).min(1),
})
export type PosibleDuplicado = z.infer<typeof posibleDuplicadoSchema>

export const MEDIOS_CONSENTIMIENTO = ['pantalla', 'papel', 'telefono', 'digital'] as const
export const consentimientoSchema = z.object({
  decision: z.enum(['autoriza', 'revoca']),
  /** Version of the text that was shown. */
  version: texto(40),
  fecha: z.iso.date('Escriba la fecha como 21 nov 2026'),
  medio: z.enum(MEDIOS_CONSENTIMIENTO),
})
export type Consentimiento = z.infer<typeof consentimientoSchema>

export const USOS_DATOS = ['factura', 'rips', 'historia'] as const
export type UsoDatos = (typeof USOS_DATOS)[number]

export const datoFaltanteSchema = z.object({
  campo: z.string(),
  mensaje: z.string(),
})
export type DatoFaltante = z.infer<typeof datoFaltanteSchema>

export const fichaPacienteSchema = z.object({
  paciente: pacienteSchema.omit({ alergias: true }).extend({
    /** Null for who may not read clinical content. */
    alergias: alergiasSchema.nullable(),
  }),
  nombre: z.string(),
  edad: edadSchema.nullable(),
  pagador: z.string(),
  consentimiento: consentimientoSchema.nullable(),
  faltantes: z.object({
    factura: z.array(datoFaltanteSchema),
    rips: z.array(datoFaltanteSchema),
    historia: z.array(datoFaltanteSchema),
  }),
  advertencias: z.array(z.string()),
  /** The data are older than six months: ask at arrival (`Confirmar datos`). */
  confirmarDatos: z.boolean(),
})
export type FichaPaciente = z.infer<typeof fichaPacienteSchema>
