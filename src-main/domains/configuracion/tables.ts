import type { Generated, Selectable } from 'kysely'

interface PrestadorTable {
  id: number
  tipo_persona: string
  nit: string
  dv: string
  razon_social: string
  nombre_comercial: string | null
  responsabilidades: string
  tributo: string
  codigo_habilitacion: string
  telefono: string
  correo: string
  obligado_facturar: number
  actualizado_en: string
}

interface SedesTable {
  id: string
  codigo_sede: string
  nombre: string
  direccion: string
  municipio: string
  telefono: string | null
  actualizada_en: string
}

interface ServiciosHabilitadosTable {
  sede_id: string
  codigo: number
  nombre: string
}

interface ProfesionalesTable {
  id: string
  tipo_documento: string
  numero_documento: string
  nombres: string
  apellidos: string
  profesion: string
  especialidad: string | null
  registro: string
  servicio_reps: number
  minutos_cita: number
  activo: number
  actualizado_en: string
}

interface ResolucionesTable {
  id: string
  tipo: string
  numero: string
  prefijo: string
  desde: number
  hasta: number
  vigencia_desde: string
  vigencia_hasta: string
  clave_tecnica: string
  siguiente: number
  sede_id: string | null
  equipo: string | null
  consumidos: Generated<number>
  activa: number
  creada_en: string
}

interface ResolucionesSaltosTable {
  resolucion_id: string
  desde: number
  hasta: number
  saltados_en: string
}

interface CertificadosTable {
  id: string
  p12: Uint8Array
  clave: string
  nit: string | null
  nombre: string
  emisor: string
  serie: string
  desde: string
  hasta: string
  observaciones: string
  activo: number
  importado_en: string
}

interface SoftwareDianTable {
  id: number
  software_id: string
  pin: string
  ambiente: string
  test_set_id: string | null
  url: string
  actualizado_en: string
}

interface PagadoresTable {
  id: string
  tipo: string
  nit: string
  dv: string
  nombre: string
  codigo: string | null
  cobertura_plan: string
  modalidad_pago: string
  numero_contrato: string | null
  contrato_desde: string | null
  contrato_hasta: string | null
  direccion: string | null
  municipio: string | null
  correo: string | null
  activo: number
  actualizado_en: string
  requisitos: string | null
}

interface TarifasTable {
  id: string
  cups: string
  descripcion: string
  valor: number
  pagador_id: string | null
  impuesto_clase: string
  impuesto_tributo: string
  impuesto_tarifa: number
  actualizada_en: string
}

interface ConsentimientoTextosTable {
  version: number
  texto: string
  desde: string
}

interface AjustesTable {
  clave: string
  valor: string
  actualizado_en: string
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    prestador: PrestadorTable
    sedes: SedesTable
    servicios_habilitados: ServiciosHabilitadosTable
    profesionales: ProfesionalesTable
    resoluciones: ResolucionesTable
    resoluciones_saltos: ResolucionesSaltosTable
    certificados: CertificadosTable
    software_dian: SoftwareDianTable
    pagadores: PagadoresTable
    tarifas: TarifasTable
    consentimiento_textos: ConsentimientoTextosTable
    ajustes: AjustesTable
  }
}

export type PrestadorRow = PrestadorTable
export type SedeRow = SedesTable
export type ProfesionalRow = ProfesionalesTable
export type ResolucionRow = Selectable<ResolucionesTable>
export type CertificadoRow = CertificadosTable
export type SoftwareDianRow = SoftwareDianTable
export type PagadorRow = PagadoresTable
export type TarifaRow = TarifasTable
