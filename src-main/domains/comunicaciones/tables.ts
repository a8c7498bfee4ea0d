interface CorreoCuentaTable {
  id: number
  servidor: string
  puerto: number
  seguridad: string
  usuario: string
  clave: string
  nombre: string
  correo: string
  automatico: number
  probada_en: string | null
  guardada_en: string
}

interface CorreoAdjuntosTable {
  factura_id: string
  nombre: string
  zip: Uint8Array
  sha256: string
  creado_en: string
}

interface CorreoEnviosTable {
  outbox_id: string
  factura_id: string
  para: string
  pedido_por: string | null
  creado_en: string
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    correo_cuenta: CorreoCuentaTable
    correo_adjuntos: CorreoAdjuntosTable
    correo_envios: CorreoEnviosTable
  }
}

export type CorreoCuentaRow = CorreoCuentaTable
export type CorreoAdjuntoRow = CorreoAdjuntosTable
export type CorreoEnvioRow = CorreoEnviosTable
