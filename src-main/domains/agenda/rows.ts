import {
  type Cita,
  type CitaAgenda,
  citaAgendaSchema,
  citaSchema,
  type PasoCita,
  pasoCitaSchema,
} from '../../../src-shared/domains/agenda/schemas.ts'
import type { Schema } from '../../core/database/schema.ts'
import { nombreCompleto } from '../pacientes/api.ts'
import type { CitaRow } from './tables.ts'

/** What is read of the patient and the payer beside each appointment. */
export interface JuntoALaCita {
  readonly primer_nombre: string
  readonly segundo_nombre: string | null
  readonly primer_apellido: string | null
  readonly segundo_apellido: string | null
  readonly tipo_documento: string | null
  readonly numero_documento: string | null
  readonly fecha_nacimiento: string | null
  readonly telefono: string | null
  readonly por_completar: number
  readonly fusionado_en: string | null
  readonly pagador: string | null
}

export function columnsOf(cita: Cita): CitaRow {
  return {
    id: cita.id,
    version: cita.version,
    paciente_id: cita.pacienteId,
    profesional_id: cita.profesionalId,
    cups: cita.cups,
    servicio: cita.servicio,
    modalidad: cita.modalidad,
    inicio: cita.inicio,
    fin: cita.fin,
    estado: cita.estado,
    fecha_solicitud: cita.fechaSolicitud,
    fecha_deseada: cita.fechaDeseada,
    sobrecupo_motivo: cita.sobrecupoMotivo,
    nota: cita.nota,
    motivo_cancelacion: cita.motivoCancelacion,
    llego_en: cita.llegoEn,
    creada_en: cita.creadaEn,
  }
}

/** @throws ZodError when the row was written by something else than this program. */
export function citaOf(row: CitaRow): Cita {
  return citaSchema.parse(plain(row))
}

export function citaAgendaOf(row: CitaRow & JuntoALaCita): CitaAgenda {
  return citaAgendaSchema.parse({
    ...plain(row),
    // A record found twice was joined to another: that one is opened.
    pacienteId: row.fusionado_en ?? row.paciente_id,
    paciente: nombreCompleto({
      primerNombre: row.primer_nombre,
      segundoNombre: row.segundo_nombre,
      primerApellido: row.primer_apellido,
      segundoApellido: row.segundo_apellido,
    }),
    tipoDocumento: row.tipo_documento,
    numeroDocumento: row.numero_documento,
    fechaNacimiento: row.fecha_nacimiento,
    telefono: row.telefono,
    porCompletar: row.por_completar === 1,
    pagador: row.pagador,
    deuda: 0,
  })
}

export function pasoOf(row: Schema['citas_estados']): PasoCita {
  return pasoCitaSchema.parse({
    acto: row.acto,
    estado: row.estado,
    inicio: row.inicio,
    fin: row.fin,
    profesionalId: row.profesional_id,
    motivo: row.motivo,
    detalle: row.detalle,
    usuarioId: row.usuario_id,
    en: row.en,
  })
}

function plain(row: CitaRow) {
  return {
    id: row.id,
    version: row.version,
    pacienteId: row.paciente_id,
    profesionalId: row.profesional_id,
    cups: row.cups,
    servicio: row.servicio,
    modalidad: row.modalidad,
    inicio: row.inicio,
    fin: row.fin,
    estado: row.estado,
    fechaSolicitud: row.fecha_solicitud,
    fechaDeseada: row.fecha_deseada,
    sobrecupoMotivo: row.sobrecupo_motivo,
    nota: row.nota,
    motivoCancelacion: row.motivo_cancelacion,
    llegoEn: row.llego_en,
    creadaEn: row.creada_en,
  }
}
