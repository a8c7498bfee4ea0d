import { z } from 'zod'
import { requisitosSchema } from './requisitos.ts'

/**
 * What the practice is: captured once in the first-run wizard and used in every document. Money in centavos, dates of
 * Bogotá. Nothing here holds key material: the certificate's bytes and passwords never leave the core.
 */

const texto = (max: number, mensaje = 'Falta este dato') => z.string().trim().min(1, mensaje).max(max)

/** DIVIPOLA municipality, five digits. */
const municipio = z.string().regex(/^\d{5}$/, 'Escoja el municipio de la lista')
const fecha = z.iso.date('Escriba la fecha como 21 nov 2026 o 21/11/2026')

export const prestadorSchema = z.object({
  tipoPersona: z.enum(['1', '2']),
  nit: z.string().regex(/^\d{6,10}$/, 'Escriba el NIT sin puntos ni dígito de verificación'),
  dv: z.string().regex(/^\d$/),
  /** As in the RUT. */
  razonSocial: texto(200),
  nombreComercial: z.string().trim().max(200).nullable(),
  responsabilidades: z
    .array(z.enum(['O-13', 'O-15', 'O-23', 'O-47', 'R-99-PN']))
    .min(1, 'Escoja al menos una'),
  tributo: z.enum(['01', '04', 'ZA', 'ZZ']),
  /** REPS provider code, ten digits. */
  codigoHabilitacion: z.string().regex(/^\d{10}$/, 'El código de habilitación tiene 10 dígitos'),
  telefono: texto(50),
  correo: z.email('Escriba el correo completo, por ejemplo consultorio@correo.com'),
  /** Whether it must issue FEV for everything, or reports RIPS sin factura (rips.md 1). */
  obligadoFacturar: z.boolean(),
})
export type Prestador = z.infer<typeof prestadorSchema>

export const sedeSchema = z.object({
  id: z.string(),
  /** Site of REPS, two digits after the provider code. */
  codigoSede: z.string().regex(/^\d{2}$/, 'El número de sede tiene 2 dígitos'),
  nombre: texto(120),
  direccion: texto(200),
  municipio,
  telefono: z.string().trim().max(50).nullable(),
})
export type Sede = z.infer<typeof sedeSchema>

export const profesionalSchema = z.object({
  id: z.string(),
  tipoDocumento: z.enum(['CC', 'CE', 'CD', 'PA', 'SC', 'PE', 'DE', 'PT']),
  numeroDocumento: z.string().regex(/^[0-9A-Za-z]{4,20}$/, 'Número sin puntos ni espacios'),
  nombres: texto(120),
  apellidos: texto(120),
  profesion: texto(80),
  especialidad: z.string().trim().max(80).nullable(),
  /** Professional registration (ReTHUS). */
  registro: texto(40, 'Falta el registro profesional: lo exige la fórmula médica'),
  /** REPS service the professional attends in, e.g. 328. */
  servicioReps: z.number().int().min(100).max(9999),
  /** Minutes of an appointment by default. */
  minutosCita: z.number().int().min(5).max(240),
  activo: z.boolean(),
})
export type Profesional = z.infer<typeof profesionalSchema>

export const resolucionNumeracionSchema = z.object({
  id: z.string(),
  /** What its numbers are for: invoices, the paper of a contingency, or the documento soporte of purchases. */
  tipo: z.enum(['factura', 'contingencia', 'soporte']),
  numero: z.string().regex(/^\d{11,14}$/, 'El número de la resolución tiene entre 11 y 14 dígitos'),
  prefijo: z.string().regex(/^[A-Z0-9]{0,4}$/, 'El prefijo tiene hasta 4 letras mayúsculas o números'),
  desde: z.number().int().min(1).max(999_999_999),
  hasta: z.number().int().min(1).max(999_999_999),
  vigenciaDesde: fecha,
  vigenciaHasta: fecha,
  claveTecnica: z
    .string()
    .regex(/^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})?$/, 'La clave técnica tiene 40 o 64 letras y números'),
  /** Next number to consume. */
  siguiente: z.number().int().min(1),
  activa: z.boolean(),
  /** Site whose invoices take numbers from it; null: any. */
  sedeId: z.string().nullable().default(null),
  /** Machines that take numbers from it: the main one, or the others of the network; null: any. */
  equipo: z.enum(['principal', 'red']).nullable().default(null),
})
/** `siguiente` is the next number to consume; everything else is as printed in DIAN's resolution. */
export type ResolucionNumeracion = z.infer<typeof resolucionNumeracionSchema>

export const softwareDianSchema = z.object({
  softwareId: z.guid('El identificador del software tiene la forma 56f2ae4e-9812-4fad-9255-08fcfcd5ccb0'),
  /** `1` producción, `2` habilitación. */
  ambiente: z.enum(['1', '2']),
  /** Address of the service; the official one by default, the practice authority in practice mode. */
  url: z.url(),
  testSetId: z.string().nullable(),
})
export type SoftwareDian = z.infer<typeof softwareDianSchema>

/** A service enabled in a site, as in REPS: `328`, medicina general. */
export const servicioHabilitadoSchema = z.object({
  codigo: z.number().int().min(100).max(9999),
  nombre: texto(200),
})
export type ServicioHabilitado = z.infer<typeof servicioHabilitadoSchema>

/** What may be told of the certificate; its bytes and password stay in the core. */
export const certificadoInfoSchema = z.object({
  id: z.string(),
  nombre: z.string(),
  nit: z.string().nullable(),
  emisor: z.string(),
  serie: z.string(),
  desde: z.string(),
  hasta: z.string(),
  /** What was noticed of its chain and purpose when it was imported. */
  observaciones: z.array(z.string()),
})
export type CertificadoInfo = z.infer<typeof certificadoInfoSchema>

export const pagadorSchema = z.object({
  id: z.string(),
  tipo: z.enum(['eps', 'prepagada', 'arl', 'soat', 'poliza', 'adres', 'empresa', 'otro']),
  nit: z.string().regex(/^\d{6,10}$/),
  dv: z.string().regex(/^\d$/),
  nombre: texto(200),
  codigo: z.string().trim().max(20).nullable(),
  coberturaPlan: z.string().regex(/^(0[1-9]|1[0-7])$/),
  modalidadPago: z.enum(['01', '02', '03', '04']),
  numeroContrato: z.string().trim().max(64).nullable(),
  /** Term of the contract; null when it has none. */
  contratoDesde: fecha.nullable(),
  contratoHasta: fecha.nullable(),
  direccion: z.string().trim().max(200).nullable(),
  municipio: municipio.nullable(),
  correo: z.email().nullable(),
  activo: z.boolean(),
  /** What it asks of each service; null: what is usual of its coverage. */
  requisitos: requisitosSchema.nullable().default(null),
})
export type Pagador = z.infer<typeof pagadorSchema>

export const tarifaSchema = z.object({
  id: z.string(),
  cups: z.string().regex(/^[0-9A-Z]{6}$/, 'El código CUPS tiene 6 caracteres'),
  descripcion: texto(300),
  /** Centavos for one unit. */
  valor: z.number().int().nonnegative(),
  /** null: particular. */
  pagadorId: z.string().nullable(),
  impuesto: z.object({
    clase: z.enum(['excluido', 'exento', 'gravado']),
    tributo: z.enum(['01', '04']),
    tarifa: z.number().int(),
  }),
})
export type Tarifa = z.infer<typeof tarifaSchema>

/** Steps of the wizard, in its order: the certificate and the software go before the numbering, which is asked of DIAN with them. */
export const PASOS = [
  'prestador',
  'sede',
  'profesional',
  'certificado',
  'software',
  'numeracion',
  'tarifas',
  'muv',
] as const
export const pasoSchema = z.enum(PASOS)
export type Paso = z.infer<typeof pasoSchema>

/** What a step of the wizard still lacks; listed on Hoy and in Configuración until it is done. */
export const pendienteSchema = z.object({
  paso: pasoSchema,
  mensaje: z.string(),
  impide: z.enum(['atender', 'facturar', 'reportar', 'nada']),
})
export type Pendiente = z.infer<typeof pendienteSchema>

/** Where a step of the wizard stands. `omitido`: left for later on purpose; `no-aplica`: this practice does not need it. */
export const estadoPasoSchema = z.object({
  paso: pasoSchema,
  estado: z.enum(['listo', 'pendiente', 'omitido', 'no-aplica']),
})
export type EstadoPaso = z.infer<typeof estadoPasoSchema>

/** Something that will prevent work soon; shown on Hoy with its one remedy. */
export const avisoSchema = z.object({
  codigo: z.enum([
    'reloj-desajustado',
    'certificado-observado',
    'certificado-por-vencer',
    'numeracion-por-agotarse',
    'numeracion-por-vencer',
  ]),
  paso: pasoSchema,
  mensaje: z.string(),
  remedio: z.string(),
  /** Verb of the one action that leads to the step. */
  accion: z.string(),
})
export type Aviso = z.infer<typeof avisoSchema>
