interface PaquetesRipsTable {
  id: string
  factura_id: string
  version: number
  numero: string
  json: Uint8Array
  sha256: string
  creado_en: string
  outbox_id: string | null
  hallazgos: string
  estado: string
  cuv: string | null
  respuesta: Uint8Array | null
  /** Filled by the schema with an empty list. */
  hallazgos_muv: string
  validado_en: string | null
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    paquetes_rips: PaquetesRipsTable
  }
}

export type PaqueteRipsRow = PaquetesRipsTable
