import { z } from 'zod'
import { command, commandId, query, refusals } from '../procedure.ts'
import { ADMINISTRAN, ATIENDEN, TODOS } from '../seguridad/schemas.ts'
import {
  bloqueoSchema,
  choqueSchema,
  citaAgendaSchema,
  cupoSchema,
  estadoCita,
  fecha,
  franjaDia,
  franjaSchema,
  instanteMinuto,
  minutosCita,
  modalidadCita,
  motivoCancelacion,
  pasoCitaSchema,
  profesionalAgendaSchema,
  servicioAgendaSchema,
} from './schemas.ts'

const id = z.string().min(1)
const version = z.number().int().min(1)
const motivoSobrecupo = z
  .string()
  .trim()
  .min(3, 'Escriba por qué se atiende en un espacio ocupado')
  .max(200)
  .nullable()
const guardada = z.object({
  id: z.string(),
  version: z.number().int(),
  /** What is worth knowing and prevents nothing: holiday, outside hours, another appointment that day, debt. */
  avisos: z.array(z.string()),
})

/** Who the appointment is for: someone registered, or a caller of whom only name and telephone are known. */
const paraQuien = z.discriminatedUnion('clase', [
  z.object({ clase: z.literal('registrado'), id }),
  z.object({
    clase: z.literal('nuevo'),
    /** Of the registration, so that a retry registers one patient. */
    commandId,
    nombre: z.string().trim().min(2, 'Escriba el nombre de quien llama').max(200),
    telefono: z.string().trim().min(7, 'Escriba el teléfono de quien llama').max(30),
    documento: z.object({ tipo: z.string(), numero: z.string().trim().min(3).max(30) }).nullable(),
    noEsDuplicado: z.boolean(),
  }),
])
export type ParaQuien = z.infer<typeof paraQuien>

const lee = { roles: TODOS, lan: true } as const
const agenda = { roles: ATIENDEN, lan: true } as const
const administra = { roles: ADMINISTRAN, lan: true } as const

/** The schedule: who comes, when, with whom, and how far each visit has got. Nothing clinical. */
export const agendaContract = {
  /**
   * Appointments whose start falls on the dates `desde` to `hasta`, both included, with what the grid needs to draw them:
   * professionals, hours, blocks and holidays. `profesionalIds` null: everyone who attends.
   */
  rango: query(lee)
    .input(z.object({ desde: fecha, hasta: fecha, profesionalIds: z.array(id).max(50).nullable() }))
    .output(
      z.object({
        /** Instant of the core, UTC. */
        ahora: z.string(),
        profesionales: z.array(profesionalAgendaSchema),
        citas: z.array(citaAgendaSchema),
        bloqueos: z.array(bloqueoSchema),
        festivos: z.array(z.object({ fecha: z.string(), nombre: z.string() })),
      }),
    ),
  /** One appointment and everything that happened to it, oldest first. */
  cita: query(lee)
    .input(z.object({ id }))
    .output(z.object({ cita: citaAgendaSchema, historia: z.array(pasoCitaSchema) })),
  /** Who is in the waiting room or with a professional, in order of arrival. */
  salaDeEspera: query(lee).output(
    z.object({
      ahora: z.string(),
      citas: z.array(citaAgendaSchema.extend({ profesional: z.string(), esperaMin: z.number().int() })),
    }),
  ),
  /** Appointments of a patient, newest first, and the figures of attendance (C-02). */
  dePaciente: query(lee)
    .input(z.object({ pacienteId: id, limite: z.number().int().min(1).max(500).default(100) }))
    .output(
      z.object({
        citas: z.array(citaAgendaSchema),
        asistencia: z.object({
          atendidas: z.number().int(),
          noAsistio: z.number().int(),
          canceladasPaciente: z.number().int(),
          canceladasConsultorio: z.number().int(),
          porcentajeInasistencia: z.number().int(),
        }),
      }),
    ),
  /** Tells before saving what would be refused and what is worth knowing. */
  revisar: query(agenda)
    .input(
      z.object({
        pacienteId: id.nullable(),
        profesionalId: id,
        inicio: instanteMinuto,
        minutos: minutosCita,
        exceptoId: id.nullable(),
      }),
    )
    .output(z.object({ choques: z.array(choqueSchema), avisos: z.array(z.string()) })),
  /** `Buscar cupo`: next free places, by hour; holidays are skipped. `saltar` pages on. */
  buscarCupo: query(agenda)
    .input(
      z.object({
        profesionalIds: z.array(id).max(50).nullable(),
        servicioId: id.nullable(),
        /** Wins over the service's. */
        minutos: minutosCita.nullable(),
        desde: fecha,
        franja: franjaDia.default('cualquiera'),
        saltar: z.number().int().min(0).max(300).default(0),
        limite: z.number().int().min(1).max(20).default(3),
      }),
    )
    .output(z.array(cupoSchema)),

  /**
   * Books. Refuses `CITA_TRASLAPADA` (`datos.choques`) and `HORARIO_BLOQUEADO` unless `sobrecupoMotivo` says why, and for a new
   * caller `PACIENTE_DUPLICADO` (`datos.candidatos`) unless `noEsDuplicado`.
   */
  crear: command(agenda)
    .errors(
      refusals(
        'CITA_TRASLAPADA',
        'HORARIO_BLOQUEADO',
        'PACIENTE_DUPLICADO',
        'DOCUMENTO_EXISTE',
        'RESPONSABLE_REQUERIDO',
      ),
    )
    .input(
      z.object({
        commandId,
        paciente: paraQuien,
        profesionalId: id,
        servicio: z.string().trim().min(1, 'Escoja el servicio').max(80),
        cups: z.string().nullable().default(null),
        modalidad: modalidadCita.default('01'),
        inicio: instanteMinuto,
        minutos: minutosCita,
        fechaSolicitud: fecha,
        fechaDeseada: fecha,
        nota: z.string().trim().max(500).nullable().default(null),
        sobrecupoMotivo: motivoSobrecupo.default(null),
      }),
    )
    .output(guardada.extend({ pacienteId: z.string() })),
  /** Moves in time, to another professional, or both. `anterior` is what moving back needs. */
  mover: command(agenda)
    .errors(refusals('CITA_TRASLAPADA', 'HORARIO_BLOQUEADO', 'VERSION_VIEJA', 'CAMBIO_DE_ESTADO_INVALIDO'))
    .input(
      z.object({
        commandId,
        id,
        version,
        inicio: instanteMinuto,
        minutos: minutosCita.optional(),
        profesionalId: id,
        sobrecupoMotivo: motivoSobrecupo.default(null),
      }),
    )
    .output(
      guardada.extend({
        anterior: z.object({
          inicio: z.string(),
          minutos: z.number().int(),
          profesionalId: z.string(),
          sobrecupoMotivo: z.string().nullable(),
        }),
      }),
    ),
  /** Service, modality, wished date and note; the hour is changed by `mover`. */
  editar: command(agenda)
    .errors(refusals('VERSION_VIEJA', 'CAMBIO_DE_ESTADO_INVALIDO'))
    .input(
      z.object({
        commandId,
        id,
        version,
        servicio: z.string().trim().min(1, 'Escoja el servicio').max(80),
        cups: z.string().nullable(),
        modalidad: modalidadCita,
        fechaDeseada: fecha,
        nota: z.string().trim().max(500).nullable(),
      }),
    )
    .output(guardada),
  /** `Confirmar`, `Llegó`, `Pasar`, `No asistió`, `Marcar atendida`, and the way back. */
  cambiarEstado: command(agenda)
    .errors(refusals('CITA_TRASLAPADA', 'VERSION_VIEJA', 'CAMBIO_DE_ESTADO_INVALIDO', 'MOTIVO_REQUERIDO'))
    .input(
      z.object({
        commandId,
        id,
        version,
        estado: estadoCita,
        sobrecupoMotivo: motivoSobrecupo.default(null),
      }),
    )
    .output(guardada),
  /** Cancels with a coded reason, or leaves it as `Reprogramada`. */
  cancelar: command(agenda)
    .errors(refusals('VERSION_VIEJA', 'CAMBIO_DE_ESTADO_INVALIDO', 'MOTIVO_REQUERIDO'))
    .input(
      z.object({
        commandId,
        id,
        version,
        estado: z.enum(['cancelada-paciente', 'cancelada-consultorio', 'reprogramada']),
        motivo: motivoCancelacion,
        detalle: z.string().trim().max(300).nullable().default(null),
      }),
    )
    .output(guardada),

  servicios: query(lee).output(z.array(servicioAgendaSchema)),
  guardarServicio: command(administra)
    .errors(refusals('SERVICIO_EXISTE'))
    .input(z.object({ commandId, servicio: servicioAgendaSchema.extend({ id: id.nullable() }) }))
    .output(servicioAgendaSchema),
  /** Replaces the weekly hours of a professional; an empty list means that there is no consultation. */
  guardarHorario: command(administra)
    .errors(refusals('FRANJAS_TRASLAPADAS'))
    .input(z.object({ commandId, profesionalId: id, franjas: z.array(franjaSchema).max(70) }))
    .output(z.object({ guardado: z.literal(true) })),
  /** Closes a stretch of time. Appointments already there stay and are listed, to be called. */
  crearBloqueo: command(agenda)
    .errors(refusals('BLOQUEO_INVALIDO'))
    .input(
      z.object({
        commandId,
        profesionalId: id.nullable(),
        desde: instanteMinuto,
        hasta: instanteMinuto,
        motivo: z.string().trim().min(3, 'Escriba por qué se bloquea').max(120),
      }),
    )
    .output(z.object({ id: z.string(), citas: z.array(citaAgendaSchema) })),
  quitarBloqueo: command(agenda)
    .input(z.object({ commandId, id }))
    .output(z.object({ quitado: z.literal(true) })),
}
