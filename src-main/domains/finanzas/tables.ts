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

export type CompraRow = Selectable<ComprasTable>
export type CompraEventoRow = Selectable<CompraEventosTable>

declare module '../../core/database/schema.ts' {
  interface Schema {
    compras: ComprasTable
    compra_eventos: CompraEventosTable
    compra_receptor: { id: number; persona: string }
    compras_busqueda: { rowid: number; texto: string }
    compras_busqueda_filas: { fila: number; compra_id: string }
  }
}
