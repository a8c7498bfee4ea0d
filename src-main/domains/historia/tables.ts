interface NotasTable {
  id: string
  paciente_id: string
  profesional_id: string
  cita_id: string | null
  plantilla: string
  estado: string
  contenido: string
  revision: number
  iniciada_en: string
  actualizada_en: string
  firmada_en: string | null
  firmada_por: string | null
  hash: string | null
}

interface NotasAclaratoriasTable {
  id: string
  nota_id: string
  motivo: string
  texto: string
  autor_id: string
  autor: string
  en: string
  hash: string
}

export interface ServiciosPrestadosTable {
  id: string
  nota_id: string
  paciente_id: string
  profesional_id: string
  clase: string
  inicio: string
  cups: string
  descripcion: string
  cantidad: number
  valor_unitario: number
  datos: string
  sin_cobro: string | null
}

interface ServicioSoportesTable {
  id: string
  servicio_id: string
  autorizacion: string | null
  mipres: string | null
  entrega: string | null
  poliza: string | null
  anotado_por: string | null
  en: string
}

interface FormulasTable {
  id: string
  folio: number
  nota_id: string
  paciente_id: string
  profesional_id: string
  vigencia_dias: number
  contenido: string
  en: string
  membrete: string | null
  hash: string
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    notas: NotasTable
    notas_aclaratorias: NotasAclaratoriasTable
    servicios_prestados: ServiciosPrestadosTable
    servicio_soportes: ServicioSoportesTable
    formulas: FormulasTable
  }
}

export type NotaRow = NotasTable
export type ServicioRow = ServiciosPrestadosTable
export type FormulaRow = FormulasTable
export type AclaratoriaRow = NotasAclaratoriasTable
