import { z } from 'zod'

/**
 * Appointments of the practice. Instants are UTC ISO at a whole minute (`2026-11-23T13:20:00.000Z`), dates and hours of a day
 * those of Bogotá, money in centavos.
 */

/** States of workflows 0.3, in the order of a visit; the words on screen are in `texts.ts`. */
export const ESTADOS_CITA = [
  'agendada',
  'confirmada',
  'en-sala',
  'en-consulta',
  'atendida',
  'cancelada-paciente',
  'cancelada-consultorio',
  'no-asistio',
  'reprogramada',
] as const
export const estadoCita = z.enum(ESTADOS_CITA)
export type EstadoCita = z.infer<typeof estadoCita>

/** Codes of ModalidadAtencion (RIPS) that an appointment may be booked with. */
export const MODALIDADES_CITA = ['01', '02', '03', '04', '06', '07', '08', '09'] as const
export const modalidadCita = z.enum(MODALIDADES_CITA)
export type ModalidadCita = z.infer<typeof modalidadCita>

/** Coded reasons of a cancellation (C-02), and who may give each. */
export const MOTIVOS_CANCELACION = [
  'no-puede-asistir',
  'mejoro',
  'otro-prestador',
  'sin-autorizacion',
  'costo',
  'transporte',
  'fallecio',
  'ausencia-profesional',
  'falla-consultorio',
  'orden-publico-clima',
  'error-de-agenda',
  'otro',
] as const
export const motivoCancelacion = z.enum(MOTIVOS_CANCELACION)
export type MotivoCancelacion = z.infer<typeof motivoCancelacion>

const minuto = z.iso
  .datetime()
  .refine((iso) => /:00(\.000)?Z$/.test(iso), 'La hora va en minutos completos')
  .transform((iso) => new Date(iso).toISOString())
/** Instant at a whole minute, UTC. */
export const instanteMinuto = minuto
export const hora = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Escriba la hora como 08:00')
export const fecha = z.iso.date('Escriba la fecha como 21 nov 2026 o 21/11/2026')
export const minutosCita = z
  .number()
  .int()
  .min(5, 'Entre 5 minutos y 12 horas')
  .max(720, 'Entre 5 minutos y 12 horas')

/** An appointment as stored. */
export const citaSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  pacienteId: z.string(),
  profesionalId: z.string(),
  /** CUPS of the service, when the practice tied one to it. */
  cups: z.string().nullable(),
  servicio: z.string(),
  modalidad: modalidadCita,
  inicio: z.string(),
  fin: z.string(),
  estado: estadoCita,
  /** Day on which the patient asked for it, and the day wished for. */
  fechaSolicitud: z.string(),
  fechaDeseada: z.string(),
  /** Why it may overlap others; null when it may not. */
  sobrecupoMotivo: z.string().nullable(),
  nota: z.string().nullable(),
  motivoCancelacion: motivoCancelacion.nullable(),
  llegoEn: z.string().nullable(),
  creadaEn: z.string(),
})
export type Cita = z.infer<typeof citaSchema>

/** One appointment as the agenda shows it. */
export const citaAgendaSchema = citaSchema.extend({
  paciente: z.string(),
  /** `CC` and number, apart; null for a patient still without document. */
  tipoDocumento: z.string().nullable(),
  numeroDocumento: z.string().nullable(),
  fechaNacimiento: z.string().nullable(),
  telefono: z.string().nullable(),
  porCompletar: z.boolean(),
  /** Name of the payer, or null when the patient pays. */
  pagador: z.string().nullable(),
  /** Centavos the patient owes; 0 when nothing or not known. */
  deuda: z.number().int(),
})
export type CitaAgenda = z.infer<typeof citaAgendaSchema>

/** A line of the history of an appointment: made, moved, edited or changed of state. */
export const pasoCitaSchema = z.object({
  acto: z.enum(['creada', 'movida', 'editada', 'estado']),
  estado: estadoCita,
  inicio: z.string(),
  fin: z.string(),
  profesionalId: z.string(),
  motivo: motivoCancelacion.nullable(),
  detalle: z.string().nullable(),
  usuarioId: z.string().nullable(),
  en: z.string(),
})
export type PasoCita = z.infer<typeof pasoCitaSchema>

/** Hours in which a professional attends on a weekday (1 Monday … 7 Sunday). */
export const franjaSchema = z
  .object({ dia: z.number().int().min(1).max(7), desde: hora, hasta: hora })
  .refine((f) => f.desde < f.hasta, { path: ['hasta'], message: 'La franja termina antes de empezar' })
export type Franja = z.infer<typeof franjaSchema>

export const bloqueoSchema = z.object({
  id: z.string(),
  /** null: nobody attends. */
  profesionalId: z.string().nullable(),
  desde: z.string(),
  hasta: z.string(),
  motivo: z.string(),
})
export type Bloqueo = z.infer<typeof bloqueoSchema>

/** A professional as a column of the agenda. */
export const profesionalAgendaSchema = z.object({
  id: z.string(),
  nombre: z.string(),
  especialidad: z.string().nullable(),
  minutosCita: z.number().int(),
  /** Weekly hours; the ones by default while nobody set them. */
  franjas: z.array(franjaSchema),
  horarioPorDefecto: z.boolean(),
})
export type ProfesionalAgenda = z.infer<typeof profesionalAgendaSchema>

/** What is booked: name, how long, with which CUPS. */
export const servicioAgendaSchema = z.object({
  id: z.string(),
  nombre: z.string().trim().min(1, 'Falta el nombre del servicio').max(80),
  cups: z
    .string()
    .regex(/^[0-9A-Z]{6}$/, 'El código CUPS tiene 6 caracteres')
    .nullable(),
  modalidad: modalidadCita,
  /** Minutes by default; null takes those of the professional. */
  minutos: minutosCita.nullable(),
  /** Who offers it and how long each takes; empty: everyone, with `minutos`. */
  profesionales: z.array(z.object({ profesionalId: z.string(), minutos: minutosCita })).max(200),
  activo: z.boolean(),
})
export type ServicioAgenda = z.infer<typeof servicioAgendaSchema>

export const cupoSchema = z.object({ profesionalId: z.string(), inicio: z.string(), fin: z.string() })
export type Cupo = z.infer<typeof cupoSchema>

export const FRANJAS_DIA = ['cualquiera', 'manana', 'tarde'] as const
export const franjaDia = z.enum(FRANJAS_DIA)
export type FranjaDia = z.infer<typeof franjaDia>

/** Why a place is not free. */
export const choqueSchema = z.object({
  con: z.enum(['profesional', 'paciente', 'bloqueo']),
  citaId: z.string().nullable(),
  texto: z.string(),
})
export type Choque = z.infer<typeof choqueSchema>
