import type { Generated } from 'kysely'

interface PacientesTable {
  fila: Generated<number>
  id: string
  version: number
  tipo_documento: string | null
  numero_documento: string | null
  primer_nombre: string
  segundo_nombre: string | null
  primer_apellido: string | null
  segundo_apellido: string | null
  nombre_identitario: string | null
  orden_alfabetico: string
  fecha_nacimiento: string | null
  nacimiento_estimado: number
  sexo: string | null
  identidad_genero: string | null
  estado_civil: string | null
  ocupacion: string | null
  escolaridad: string | null
  etnia: string | null
  poblacion_especial: string | null
  pais_residencia: string
  pais_origen: string
  municipio: string | null
  zona: string | null
  direccion: string | null
  telefono: string | null
  telefono_alterno: string | null
  correo: string | null
  acompanante: string | null
  responsable: string | null
  pagador_id: string | null
  tipo_usuario: string | null
  plan: string | null
  poliza: string | null
  canal_preferido: string | null
  acepta_mensajes: number
  numero_historia: string | null
  alergias: string
  por_completar: number
  ultima_visita: string | null
  datos_confirmados_en: string
  fusionado_en: string | null
  creado_en: string
  actualizado_en: string
}

interface PacientesVersionesTable {
  paciente_id: string
  version: number
  datos: string
  usuario_id: string | null
  guardado_en: string
}

interface ConsentimientosDatosTable {
  id: string
  paciente_id: string
  decision: string
  version: string
  fecha: string
  medio: string
  usuario_id: string | null
  registrado_en: string
}

interface BorradoresTable {
  usuario_id: string
  clave: string
  json: string
  actualizado_en: string
}

declare module '../../core/database/schema.ts' {
  interface Schema {
    pacientes: PacientesTable
    pacientes_versiones: PacientesVersionesTable
    consentimientos_datos: ConsentimientosDatosTable
    borradores: BorradoresTable
  }
}
