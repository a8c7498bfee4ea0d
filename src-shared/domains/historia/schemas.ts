import { z } from 'zod'
import { diagnosticoSchema } from '../rips/schemas.ts'

/** A service given in a consultation, as captured once in the note: what the invoice and the RIPS are made from. */
export const servicioPrestadoSchema = z.object({
  id: z.string(),
  notaId: z.string(),
  pacienteId: z.string(),
  profesionalId: z.string(),
  clase: z.enum(['consulta', 'procedimiento']),
  /** Instant of care, UTC ISO. */
  inicio: z.string(),
  cups: z.string().regex(/^[0-9A-Z]{6}$/),
  descripcion: z.string(),
  /** Units, 1 or more. */
  cantidad: z.number().int().min(1),
  finalidad: z.string(),
  causaMotivo: z.string(),
  modalidadAtencion: z.string(),
  grupoServicios: z.string(),
  servicioReps: z.number().int(),
  /** Only procedures. */
  viaIngreso: z.string().nullable(),
  diagnosticoPrincipal: diagnosticoSchema,
  diagnosticosRelacionados: z.array(diagnosticoSchema).max(3),
  /** `01` impresión diagnóstica, `02` confirmado nuevo, `03` confirmado repetido. */
  tipoDiagnostico: z.enum(['01', '02', '03']),
  autorizacion: z.string().nullable(),
  /** Prescription and delivery of MIPRES, and policy, when its payer asks for them. */
  mipres: z.string().nullable().default(null),
  entrega: z.string().nullable().default(null),
  poliza: z.string().nullable().default(null),
  /** Centavos for one unit, as agreed when the consultation was closed. */
  valorUnitario: z.number().int().nonnegative(),
})
export type ServicioPrestado = z.infer<typeof servicioPrestadoSchema>

/** What a payer asks of a service, written before it is billed. */
export const soporteServicioSchema = z.object({
  autorizacion: z.string().trim().min(1).max(30, 'Máximo 30 letras y números').nullable(),
  mipres: z
    .string()
    .regex(/^\d{19,25}$/, 'Entre 19 y 25 números, sin espacios')
    .nullable(),
  entrega: z.string().trim().min(1).max(25, 'Máximo 25 letras y números').nullable(),
  poliza: z.string().trim().min(1).max(60, 'Máximo 60 letras y números').nullable(),
})
export type SoporteServicio = z.infer<typeof soporteServicioSchema>

const parrafo = z.string().max(20_000).default('')

/** Kinds of personal and family history of Resolución 1995 de 1999, as every template asks them (workflows 5.1). */
export const ANTECEDENTES = [
  { clave: 'patologicos', nombre: 'Patológicos' },
  { clave: 'farmacologicos', nombre: 'Farmacológicos' },
  { clave: 'quirurgicos', nombre: 'Quirúrgicos' },
  { clave: 'hospitalarios', nombre: 'Hospitalarios' },
  { clave: 'traumaticos', nombre: 'Traumáticos' },
  { clave: 'toxicos', nombre: 'Tóxicos' },
  { clave: 'alergicos', nombre: 'Alérgicos' },
  { clave: 'transfusionales', nombre: 'Transfusionales' },
  { clave: 'inmunologicos', nombre: 'Inmunológicos' },
  { clave: 'ginecoobstetricos', nombre: 'Gineco-obstétricos' },
  { clave: 'familiares', nombre: 'Familiares' },
  { clave: 'psicosociales', nombre: 'Psicosociales' },
] as const
export type ClaveAntecedente = (typeof ANTECEDENTES)[number]['clave']

/** Vital signs in the units they are read in; temperature in tenths of °C, weight in grams, height in millimetres. */
export const signosVitalesSchema = z.object({
  taSistolica: z.number().int().nullable().default(null),
  taDiastolica: z.number().int().nullable().default(null),
  frecuenciaCardiaca: z.number().int().nullable().default(null),
  frecuenciaRespiratoria: z.number().int().nullable().default(null),
  temperaturaDecimas: z.number().int().nullable().default(null),
  saturacion: z.number().int().nullable().default(null),
  pesoGramos: z.number().int().nullable().default(null),
  tallaMilimetros: z.number().int().nullable().default(null),
})
export type SignosVitales = z.infer<typeof signosVitalesSchema>

export const diagnosticoNotaSchema = z.object({
  cie10: z.string().regex(/^[A-Z][0-9][0-9A-Z]{2}$/),
  nombre: z.string(),
  tipo: z.enum(['01', '02', '03']),
})
export type DiagnosticoNota = z.infer<typeof diagnosticoNotaSchema>

/** A service of the note while it is written; the price is proposed from the tariff and may be changed. */
export const servicioNotaSchema = z.object({
  clase: z.enum(['consulta', 'procedimiento']),
  cups: z.string().regex(/^[0-9A-Z]{6}$/),
  descripcion: z.string().min(1).max(300),
  cantidad: z.number().int().min(1).max(999),
  finalidad: z.string(),
  causaMotivo: z.string(),
  modalidadAtencion: z.string(),
  grupoServicios: z.string(),
  servicioReps: z.number().int(),
  viaIngreso: z.string().nullable(),
  autorizacion: z.string().nullable(),
  /** Centavos; null while nobody set it. */
  valorUnitario: z.number().int().nonnegative().nullable(),
  sinCobro: z.string().nullable().default(null),
})
export type ServicioNota = z.infer<typeof servicioNotaSchema>

/** A medicine of the fórmula (Decreto 780 de 2016 art. 2.5.3.10.16, items 6 to 12). */
export const medicamentoFormulaSchema = z.object({
  /** Generic name (DCI). */
  dci: z.string().max(200).default(''),
  concentracion: z.string().max(80).default(''),
  formaFarmaceutica: z.string().max(80).default(''),
  via: z.string().max(60).default(''),
  dosis: z.string().max(120).default(''),
  frecuencia: z.string().max(120).default(''),
  duracion: z.string().max(80).default(''),
  /** Total of pharmaceutical units. */
  cantidad: z.number().int().nonnegative().nullable().default(null),
  unidad: z.string().max(60).default(''),
  indicaciones: z.string().max(500).default(''),
})
export type MedicamentoFormula = z.infer<typeof medicamentoFormulaSchema>

/** The whole content of a note while it is written and once it is frozen. Any part may be empty in a draft. */
export const contenidoNotaSchema = z.object({
  motivo: parrafo,
  enfermedadActual: parrafo,
  antecedentes: z.partialRecord(z.enum(ANTECEDENTES.map(({ clave }) => clave)), parrafo).default({}),
  revisionSistemas: parrafo,
  signosVitales: signosVitalesSchema.prefault({}),
  examenFisico: parrafo,
  resultados: parrafo,
  analisis: parrafo,
  diagnosticos: z.array(diagnosticoNotaSchema).max(4).default([]),
  plan: parrafo,
  servicios: z.array(servicioNotaSchema).max(50).default([]),
  formula: z
    .object({
      medicamentos: z.array(medicamentoFormulaSchema).max(30).default([]),
      vigenciaDias: z.number().int().min(30).max(365).default(30),
    })
    .prefault({}),
  /** Whether an incapacity certificate was issued (RIPS `incapacidad`). */
  incapacidad: z.boolean().default(false),
  proximoControl: z.iso.date().nullable().default(null),
})
export type ContenidoNota = z.infer<typeof contenidoNotaSchema>

export const PLANTILLAS = [
  { clave: 'primera-vez', nombre: 'Primera vez' },
  { clave: 'control', nombre: 'Control' },
] as const
export type Plantilla = (typeof PLANTILLAS)[number]['clave']

export const notaSchema = z.object({
  id: z.string(),
  pacienteId: z.string(),
  profesionalId: z.string(),
  profesional: z.string(),
  /** Profession, specialty and professional registration of who attends, in words: part of the signature. */
  credencial: z.string(),
  citaId: z.string().nullable(),
  plantilla: z.enum(PLANTILLAS.map(({ clave }) => clave)),
  estado: z.enum(['borrador', 'firmada']),
  contenido: contenidoNotaSchema,
  revision: z.number().int(),
  iniciadaEn: z.string(),
  actualizadaEn: z.string(),
  firmadaEn: z.string().nullable(),
  firmadaPor: z.string().nullable(),
  aclaratorias: z.array(
    z.object({ id: z.string(), motivo: z.string(), texto: z.string(), autor: z.string(), en: z.string() }),
  ),
})
export type Nota = z.infer<typeof notaSchema>
