interface HabilitacionSetsTable {
  id: string
  test_set_id: string
  facturas: number
  notas_credito: number
  notas_debito: number
  iniciado_en: string
  cerrado_en: string | null
}

interface HabilitacionDocumentosTable {
  id: string
  set_id: string
  clase: string
  numero: string
  consecutivo: number
  cufe: string
  fecha: string
  archivo: string
  xml: Uint8Array
  estado: string
  zip_key: string | null
  enviado_en: string | null
  detalle: string | null
  hallazgos: string
  creado_en: string
}

declare module '../../../core/database/schema.ts' {
  interface Schema {
    habilitacion_sets: HabilitacionSetsTable
    habilitacion_documentos: HabilitacionDocumentosTable
  }
}

export type SetRow = HabilitacionSetsTable
export type DocumentoRow = HabilitacionDocumentosTable
