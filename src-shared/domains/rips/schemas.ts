import { z } from 'zod'
import { isLocalDate } from '../../kernel/dates.ts'
import {
  CAUSA_MOTIVO,
  COBERTURA_PLAN,
  CONCEPTO_RECAUDO,
  DOCUMENTOS_PROFESIONAL,
  FINALIDAD,
  GRUPO_SERVICIOS,
  LONGITUD_DOCUMENTO,
  MODALIDAD_ATENCION,
  MODALIDAD_PAGO,
  SEXO,
  type TablaRips,
  TIPO_DIAGNOSTICO,
  TIPO_DOCUMENTO,
  TIPO_MEDICAMENTO,
  TIPO_NOTA,
  TIPO_OTRO_SERVICIO,
  TIPO_USUARIO,
  type TipoDocumento,
  type ValorRips,
  VIA_INGRESO,
  ZONA,
} from './tablas.ts'

/**
 * What the domain hands over to make one RIPS package: the names of our side, money in centavos, instants as Bogotá wall
 * time `AAAA-MM-DD HH:MM`, codes as text with their leading zeros. Sizes and lists: Documento Técnico 1 v002 (2026-07-01)
 * of Resolución 948 de 2026; the comment of a field names its official id.
 */

function codigoDe<const V extends readonly ValorRips[]>(tabla: TablaRips<V>) {
  const codigos = tabla.valores.map((valor): V[number]['codigo'] => valor.codigo)
  return z.enum(codigos as [V[number]['codigo'], ...V[number]['codigo'][]])
}

function codigoPara<const V extends readonly ValorRips[]>(
  tabla: TablaRips<V>,
  grupo: 'consultas' | 'procedimientos',
) {
  return codigoDe(tabla).refine((codigo) => {
    const soloEn = tabla.valores.find((valor) => valor.codigo === codigo)?.soloEn
    return soloEn === undefined || soloEn === grupo
  }, `Ese código no se admite en ${grupo}.`)
}

const fechaSchema = z.string().refine(isLocalDate, 'Escriba la fecha como AAAA-MM-DD.')

/** `AAAA-MM-DD HH:MM`, 24 hours, no seconds. */
export const fechaHoraSchema = z
  .string()
  .refine((texto) => esFechaHora(texto), 'Escriba fecha y hora como AAAA-MM-DD HH:MM.')

/** Whether the text is a real day and a time of 24 hours, exactly `AAAA-MM-DD HH:MM`. */
export function esFechaHora(texto: string): boolean {
  return /^.{10} ([01]\d|2[0-3]):[0-5]\d$/.test(texto) && isLocalDate(texto.slice(0, 10))
}

/** Centavos, never negative; `digitos` are the digits of its whole pesos on the wire. */
const dinero = (digitos: 10 | 13) =>
  z
    .number()
    .int()
    .min(0)
    .max(10 ** digitos * 100 - 1)

/** Services: N 1-15 on the wire; 13 digits of pesos is as far as centavos stay exact. */
const valorSchema = dinero(13)
/** C19, P18, M21: N 1-10. */
const pagoModeradorSchema = dinero(10)

const documento = (tipos: readonly [TipoDocumento, ...TipoDocumento[]]) =>
  z
    .object({ tipo: z.enum(tipos), numero: z.string().regex(/^[A-Za-z0-9]+$/, 'Solo letras y números.') })
    .superRefine(({ tipo, numero }, contexto) => {
      const [minimo, maximo] = LONGITUD_DOCUMENTO[tipo] ?? [4, 20]
      if (numero.length < minimo || numero.length > maximo) {
        contexto.addIssue({
          code: 'custom',
          path: ['numero'],
          message: `El número de documento ${tipo} lleva de ${minimo} a ${maximo} caracteres.`,
        })
      }
    })

const TODOS_LOS_DOCUMENTOS = TIPO_DOCUMENTO.valores.map((valor) => valor.codigo) as [
  TipoDocumento,
  ...TipoDocumento[],
]

/** U01/U02. */
export const documentoUsuarioSchema = documento(TODOS_LOS_DOCUMENTOS)
/** C15/C16, P11/P12: the professional who attends. */
export const documentoProfesionalSchema = documento([...DOCUMENTOS_PROFESIONAL])

/** ICD-10 code with 4 characters and no dot (I10X), and the ICD-11 pair once it is used. */
export const diagnosticoSchema = z.object({
  cie10: z.string().regex(/^[A-Z][0-9][0-9A-Z]{2}$/, 'Código CIE-10 de 4 caracteres, sin punto (I10X).'),
  cie11: z
    .object({ codigo: z.string().min(4).max(256), nombre: z.string().min(4).max(1000) })
    .nullable()
    .default(null),
})

/** Prefix and number exactly as in the invoice (DIAN: up to 20 characters). */
const numeroFacturaSchema = z
  .string()
  .regex(/^[A-Za-z0-9]{1,20}$/, 'Prefijo y número juntos, sin espacios ni guiones.')

const CONCEPTOS_RIPS = CONCEPTO_RECAUDO.valores
  .map((valor) => valor.codigo)
  .filter((codigo): codigo is Exclude<typeof codigo, '04'> => codigo !== '04')

/** Moderating payment of one record: 05 and zero, or 01–03 and an amount (RVC060, RVC061, RVC092). */
export const recaudoServicioSchema = z
  .object({
    concepto: z.enum(CONCEPTOS_RIPS as [(typeof CONCEPTOS_RIPS)[number], ...typeof CONCEPTOS_RIPS]),
    valor: pagoModeradorSchema,
    /** Invoice issued to the patient that supports the payment. */
    numeroFactura: numeroFacturaSchema.nullable().default(null),
  })
  .refine((recaudo) => (recaudo.concepto === '05') === (recaudo.valor === 0), {
    path: ['valor'],
    message: 'El concepto «No aplica» va con valor 0; los demás conceptos, con un valor mayor que 0.',
  })

/** REPS code of the provider (10 digits) and of its site (2). */
const prestadorSchema = z
  .string()
  .regex(/^[0-9A-Z]{12}$/, 'El código de prestador y sede lleva 12 caracteres.')
const cupsSchema = z.string().regex(/^[0-9A-Z]{6}$/, 'El código CUPS lleva 6 caracteres.')
const servicioSchema = z.number().int().min(100).max(9999)
const autorizacionSchema = z.string().min(1).max(30).nullable().default(null)
const mipresSchema = z.string().min(19).max(25).nullable().default(null)
const codigoVidaSchema = z.string().min(1).max(256).nullable().default(null)

export const consultaRipsSchema = z.object({
  prestador: prestadorSchema,
  inicio: fechaHoraSchema,
  autorizacion: autorizacionSchema,
  cups: cupsSchema,
  modalidad: codigoDe(MODALIDAD_ATENCION),
  grupo: codigoDe(GRUPO_SERVICIOS),
  /** REPS service, a number: 328 medicina general. */
  servicio: servicioSchema,
  finalidad: codigoPara(FINALIDAD, 'consultas'),
  causa: codigoPara(CAUSA_MOTIVO, 'consultas'),
  diagnosticoPrincipal: diagnosticoSchema,
  tipoDiagnostico: codigoDe(TIPO_DIAGNOSTICO),
  diagnosticosRelacionados: z.array(diagnosticoSchema).max(3).default([]),
  profesional: documentoProfesionalSchema,
  /** Centavos. */
  valor: valorSchema,
  recaudo: recaudoServicioSchema,
  codigoVida: codigoVidaSchema,
})

export const procedimientoRipsSchema = z.object({
  prestador: prestadorSchema,
  inicio: fechaHoraSchema,
  mipres: mipresSchema,
  autorizacion: autorizacionSchema,
  cups: cupsSchema,
  viaIngreso: codigoDe(VIA_INGRESO),
  modalidad: codigoDe(MODALIDAD_ATENCION),
  grupo: codigoDe(GRUPO_SERVICIOS),
  servicio: servicioSchema,
  finalidad: codigoPara(FINALIDAD, 'procedimientos'),
  profesional: documentoProfesionalSchema,
  diagnosticoPrincipal: diagnosticoSchema,
  diagnosticoRelacionado: diagnosticoSchema.nullable().default(null),
  complicacion: diagnosticoSchema.nullable().default(null),
  /** Centavos. */
  valor: valorSchema,
  recaudo: recaudoServicioSchema,
  codigoVida: codigoVidaSchema,
})

export const medicamentoRipsSchema = z.object({
  prestador: prestadorSchema.nullable(),
  mipres: mipresSchema,
  fecha: fechaHoraSchema,
  diagnosticoPrincipal: diagnosticoSchema,
  diagnosticoRelacionado: diagnosticoSchema.nullable().default(null),
  tipo: codigoDe(TIPO_MEDICAMENTO),
  /** IUM, else CUM `expediente-consecutivo`. */
  codigo: z.string().min(1).max(20).nullable(),
  /** Only for types 03 and 05 (RVC065); the others take theirs from the code. */
  nombre: z.string().min(1).max(30).nullable().default(null),
  concentracion: z.number().min(0).max(9_999_999_999).nullable().default(null),
  unidadMedida: z.number().int().min(0).max(9999).nullable().default(null),
  formaFarmaceutica: z
    .string()
    .regex(/^(.{6}|.{8})$/, 'La forma farmacéutica lleva 6 u 8 caracteres.')
    .nullable()
    .default(null),
  unidadDispensacion: z.number().int().min(1).max(999),
  cantidad: z.number().positive().max(9_999_999_999),
  diasTratamiento: z.number().int().min(1).max(999),
  prescriptor: documentoProfesionalSchema.nullable(),
  /** Centavos. */
  valorUnitario: valorSchema,
  valorDispensacion: valorSchema.default(0),
  valor: valorSchema,
  recaudo: recaudoServicioSchema,
  codigoVida: codigoVidaSchema,
})

export const otroServicioRipsSchema = z.object({
  prestador: prestadorSchema.nullable(),
  autorizacion: autorizacionSchema,
  mipres: mipresSchema,
  fecha: fechaHoraSchema,
  tipo: codigoDe(TIPO_OTRO_SERVICIO),
  codigo: z.string().min(1).max(20),
  nombre: z.string().min(1).max(200).nullable(),
  cantidad: z.number().int().min(1).max(99_999),
  /** Who ordered it: needed for devices and servicios complementarios (RVC050). */
  ordena: documentoProfesionalSchema.nullable(),
  /** Centavos. */
  valorUnitario: valorSchema,
  valorDispensacion: valorSchema.default(0),
  valor: valorSchema,
  recaudo: recaudoServicioSchema,
  codigoVida: codigoVidaSchema,
})

export const usuarioRipsSchema = z
  .object({
    documento: documentoUsuarioSchema,
    tipoUsuario: codigoDe(TIPO_USUARIO),
    nacimiento: fechaSchema,
    sexo: codigoDe(SEXO),
    /** ISO 3166 numeric; Colombia is 170. */
    paisResidencia: z.string().regex(/^\d{3}$/),
    /** DIVIPOLA, 5 digits; null when the person lives abroad. */
    municipio: z
      .string()
      .regex(/^\d{5}$/)
      .nullable(),
    zona: codigoDe(ZONA).nullable(),
    /** A certificate of incapacity was issued in the encounter. */
    incapacidad: z.boolean(),
    paisOrigen: z.string().regex(/^\d{3}$/),
    registroSiras: z.string().min(1).max(60).nullable().default(null),
    consultas: z.array(consultaRipsSchema).default([]),
    procedimientos: z.array(procedimientoRipsSchema).default([]),
    medicamentos: z.array(medicamentoRipsSchema).default([]),
    otrosServicios: z.array(otroServicioRipsSchema).default([]),
  })
  .refine(
    (usuario) => usuario.paisResidencia !== '170' || (usuario.municipio !== null && usuario.zona !== null),
    {
      path: ['municipio'],
      message: 'Quien reside en Colombia necesita municipio y zona.',
    },
  )
  .refine(
    ({ consultas, procedimientos, medicamentos, otrosServicios }) =>
      consultas.length + procedimientos.length + medicamentos.length + otrosServicios.length > 0,
    { path: ['consultas'], message: 'Cada usuario necesita al menos un servicio.' },
  )

/** The invoice the package goes with; amounts in centavos. */
export const facturaRipsSchema = z.object({
  numero: numeroFacturaSchema,
  /** Value before moderating payments. */
  total: z.number().int().min(0),
  modalidadPago: codigoDe(MODALIDAD_PAGO),
  coberturaPlan: codigoDe(COBERTURA_PLAN),
  periodo: z.object({ desde: fechaSchema, hasta: fechaSchema }),
  recaudos: z.array(z.object({ concepto: codigoDe(CONCEPTO_RECAUDO), valor: z.number().int().min(0) })),
})

export const notaRipsSchema = z.object({
  tipo: codigoDe(TIPO_NOTA),
  /** Number of the note; for RS our own consecutive, never used twice. */
  numero: z.string().min(1).max(20),
  /** Value of the credit or debit note, centavos. */
  total: z.number().int().min(0).optional(),
})

export const paqueteRipsSchema = z
  .object({
    /** NIT without verification digit, or the document number of a natural person, as in the invoice. */
    obligado: z.object({ nit: z.string().regex(/^[0-9A-Za-z]{4,12}$/) }),
    /** Null only in a RIPS sin factura (note RS). */
    factura: facturaRipsSchema.nullable(),
    nota: notaRipsSchema.optional(),
    usuarios: z.array(usuarioRipsSchema).min(1),
  })
  .refine((paquete) => (paquete.factura === null) === (paquete.nota?.tipo === 'RS'), {
    path: ['factura'],
    message: 'Sin factura solo se arma un RIPS sin factura (RS); los demás paquetes llevan la suya.',
  })

/** As written by a caller: absent optional data are allowed. */
export type PaqueteRipsEntrada = z.input<typeof paqueteRipsSchema>
export type PaqueteRips = z.output<typeof paqueteRipsSchema>
export type UsuarioRips = z.output<typeof usuarioRipsSchema>
export type ConsultaRips = z.output<typeof consultaRipsSchema>
export type ProcedimientoRips = z.output<typeof procedimientoRipsSchema>
export type MedicamentoRips = z.output<typeof medicamentoRipsSchema>
export type OtroServicioRips = z.output<typeof otroServicioRipsSchema>
export type DiagnosticoRips = z.output<typeof diagnosticoSchema>
export type RecaudoServicio = z.output<typeof recaudoServicioSchema>

/** One finding about a RIPS package, local or of the ministry's validator. Texts for the screen. */
export const hallazgoRipsSchema = z.object({
  regla: z.string(),
  /** RECHAZO: no CUV would be given. NOTIFICACION: the CUV is given with the notice. */
  clase: z.enum(['RECHAZO', 'NOTIFICACION']),
  /** `usuarios[0].servicios.consultas[0].codConsulta`; empty for the whole file; `xml.…` for the invoice. */
  ruta: z.string(),
  mensaje: z.string(),
  remedio: z.string(),
})
export type HallazgoRips = z.output<typeof hallazgoRipsSchema>
