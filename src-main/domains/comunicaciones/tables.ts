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
  documento_id: string
  factura_id: string
  nombre: string
  zip: Uint8Array
  sha256: string
  creado_en: string
}

interface CorreoEnviosTable {
  outbox_id: string
  factura_id: string
  nota_id: string | null
  para: string
  pedido_por: string | null
  creado_en: string
}

interface BuzonCuentaTable {
  id: number
  servidor: string
  puerto: number
  seguridad: string
  usuario: string
  clave: string
  carpeta: string
  desde: string
  cada_minutos: number
  marcar_leidos: number
  probada_en: string | null
  guardada_en: string
}

interface BuzonLecturaTable {
  id: number
  lugar: string
  uid_validity: string
  hasta_uid: number
  intentada_en: string | null
  leido_en: string | null
  trajo: string
  fallo: string | null
}

interface BuzonMensajesTable {
  id: string
  lugar: string
  uid_validity: string
  uid: number
  message_id: string
  tamano: number
  de: string
  asunto: string
  recibido_en: string
  leido_en: string
}

interface BuzonArchivosTable {
  id: string
  mensaje_id: string
  archivo: string
  resultado: string
  compra_id: string | null
  motivo: string
  remedio: string
  descartado_en: string | null
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    correo_cuenta: CorreoCuentaTable
    correo_adjuntos: CorreoAdjuntosTable
    correo_envios: CorreoEnviosTable
    buzon_cuenta: BuzonCuentaTable
    buzon_lectura: BuzonLecturaTable
    buzon_mensajes: BuzonMensajesTable
    buzon_archivos: BuzonArchivosTable
  }
}

export type CorreoCuentaRow = CorreoCuentaTable
export type CorreoAdjuntoRow = CorreoAdjuntosTable
export type CorreoEnvioRow = CorreoEnviosTable
export type BuzonMensajeRow = BuzonMensajesTable
export type BuzonArchivoRow = BuzonArchivosTable
