interface CatalogoPaquetesTable {
  id: string
  version: string
  nombre: string
  manifiesto: string
  instalado_en: string
}

interface CatalogoFilasTable {
  tabla: string
  clave: string
  paquete_id: string
  paquete_version: string
  datos: string
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    catalogo_paquetes: CatalogoPaquetesTable
    catalogo_filas: CatalogoFilasTable
  }
}

export type PaqueteRow = CatalogoPaquetesTable
