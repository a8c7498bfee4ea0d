import type { Selectable } from 'kysely'

interface ComprasTable {
  id: string
  cufe: string
  numero: string
  proveedor: string
  proveedor_nit: string
  fecha: string
  vence: string | null
  total: number
  impuestos: number
  factura: string
  comprobaciones: string
  archivo_nombre: string
  archivo: Uint8Array
  sha256: string
  busqueda: string
  importada_en: string
  importada_por: string | null
}

interface CompraEventosTable {
  id: string
  compra_id: string
  codigo: string
  consecutivo: number
  cude: string
  xml: Uint8Array
  sha256: string
  outbox_id: string
  creado_en: string
  creado_por: string | null
  peticion: string | null
  reemplaza_id: string | null
  estado: string
  detalle: string
  hallazgos: string
  application_response: Uint8Array | null
}

interface SoporteProveedoresTable {
  tipo_documento: string
  numero: string
  datos: string
  busqueda: string
  usado_en: string
}

interface SoporteBorradoresTable {
  id: string
  titulo: string
  contenido: string
  actualizado_en: string
  actualizado_por: string | null
}

interface SoportesTable {
  id: string
  clase: string
  soporte_id: string | null
  resolucion_id: string | null
  numero: string
  prefijo: string
  consecutivo: number
  proveedor: string
  proveedor_documento: string
  busqueda: string
  fecha_emision: string
  total: number
  retenido: number
  concepto: string | null
  razon: string | null
  emitido_en: string
  emitido_por: string | null
  estado: string
  version: number
  cuds: string
  validado_en: string | null
}

interface SoporteVersionesTable {
  soporte_id: string
  version: number
  motivo: string
  peticion: string
  documento: string
  xml: Uint8Array
  sha256: string
  cuds: string
  qr: string
  archivo: string
  outbox_id: string
  creada_en: string
}

interface SoporteEstadosTable {
  id: string
  soporte_id: string
  version: number
  estado: string
  en: string
  detalle: string
  hallazgos: string
}

interface SoporteRespuestasTable {
  soporte_id: string
  application_response: Uint8Array
  sha256: string
  recibida_en: string
}

export type SoporteRow = Selectable<SoportesTable>
export type SoporteVersionRow = Selectable<SoporteVersionesTable>
export type SoporteBorradorRow = Selectable<SoporteBorradoresTable>
export type CompraRow = Selectable<ComprasTable>
export type CompraEventoRow = Selectable<CompraEventosTable>

declare module '../../core/database/schema.ts' {
  interface Schema {
    compras: ComprasTable
    compra_eventos: CompraEventosTable
    compra_receptor: { id: number; persona: string }
    compras_busqueda: { rowid: number; texto: string }
    compras_busqueda_filas: { fila: number; compra_id: string }
    soporte_proveedores: SoporteProveedoresTable
    soporte_borradores: SoporteBorradoresTable
    soportes: SoportesTable
    soporte_versiones: SoporteVersionesTable
    soporte_estados: SoporteEstadosTable
    soporte_respuestas: SoporteRespuestasTable
    soporte_numeracion: { prefijo: string; siguiente: number }
  }
}
