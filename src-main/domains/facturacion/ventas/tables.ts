interface ClientesTable {
  id: string
  tipo_persona: string
  tipo_documento: string
  numero: string
  dv: string | null
  nombre: string
  busqueda: string
  responsabilidades: string
  tributo: string
  pais: string
  nombre_pais: string
  municipio: string | null
  ciudad: string | null
  region: string | null
  direccion: string | null
  codigo_postal: string | null
  telefono: string | null
  correo: string | null
  plazo_dias: number | null
  actualizado_en: string
}

interface ArticulosTable {
  id: string
  codigo: string
  estandar: string
  nombre: string
  busqueda: string
  unidad: string
  precio: number
  incluye_impuesto: number
  clase_impuesto: string
  tributo: string
  tarifa: number
  activo: number
  actualizado_en: string
}

interface FacturaVentasTable {
  factura_id: string
  version: number
  venta: string
  escrita_en: string
}

// Kept by triggers, from here to the declaration: no query writes them.

interface ClientesBusquedaFilasTable {
  fila: number
  cliente_id: string
}

interface ClientesBusquedaTable {
  rowid: number
  texto: string
}

declare module '../../../core/database/schema.ts' {
  interface Schema {
    clientes: ClientesTable
    articulos: ArticulosTable
    factura_ventas: FacturaVentasTable
    clientes_busqueda_filas: ClientesBusquedaFilasTable
    clientes_busqueda: ClientesBusquedaTable
  }
}

export type ClienteRow = ClientesTable
export type ArticuloRow = ArticulosTable
