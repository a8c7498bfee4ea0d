interface CitasTable {
  id: string
  version: number
  paciente_id: string
  profesional_id: string
  cups: string | null
  servicio: string
  modalidad: string
  inicio: string
  fin: string
  estado: string
  fecha_solicitud: string
  fecha_deseada: string
  sobrecupo_motivo: string | null
  nota: string | null
  motivo_cancelacion: string | null
  llego_en: string | null
  creada_en: string
}

interface CitasEstadosTable {
  cita_id: string
  paso: number
  acto: string
  estado: string
  inicio: string
  fin: string
  profesional_id: string
  motivo: string | null
  detalle: string | null
  usuario_id: string | null
  en: string
}

interface DisponibilidadTable {
  profesional_id: string
  dia: number
  desde: string
  hasta: string
}

interface HorariosDefinidosTable {
  profesional_id: string
  actualizado_en: string
}

interface AgendaBloqueosTable {
  id: string
  profesional_id: string | null
  desde: string
  hasta: string
  motivo: string
  creado_en: string
  quitado_en: string | null
}

interface AgendaServiciosTable {
  id: string
  nombre: string
  cups: string | null
  modalidad: string
  minutos: number | null
  activo: number
  actualizado_en: string
}

interface AgendaServiciosProfesionalesTable {
  servicio_id: string
  profesional_id: string
  minutos: number
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    citas: CitasTable
    citas_estados: CitasEstadosTable
    disponibilidad: DisponibilidadTable
    horarios_definidos: HorariosDefinidosTable
    agenda_bloqueos: AgendaBloqueosTable
    agenda_servicios: AgendaServiciosTable
    agenda_servicios_profesionales: AgendaServiciosProfesionalesTable
  }
}

export type CitaRow = CitasTable
