interface UsuariosTable {
  id: string
  usuario: string
  nombre: string
  rol: string
  profesional_id: string | null
  clave_hash: string
  activo: number
  intentos_fallidos: number
  espera_hasta: string | null
  ultimo_ingreso: string | null
  creado_en: string
}

interface SesionesTable {
  token_hash: string
  usuario_id: string
  origen: string
  iniciada_en: string
  ultima_actividad: string
  bloqueada: number
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    usuarios: UsuariosTable
    sesiones: SesionesTable
  }
}

export type UsuarioRow = UsuariosTable
