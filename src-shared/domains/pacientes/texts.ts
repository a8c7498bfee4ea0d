import type { CampoPaciente, MEDIOS_CONSENTIMIENTO, MOTIVOS_DUPLICADO } from './schemas.ts'

/** Words of each field, as the screens print them. */
export const ETIQUETAS: Readonly<Record<CampoPaciente, string>> = {
  tipoDocumento: 'Tipo de documento',
  numeroDocumento: 'Número de documento',
  primerNombre: 'Primer nombre',
  segundoNombre: 'Segundo nombre',
  primerApellido: 'Primer apellido',
  segundoApellido: 'Segundo apellido',
  nombreIdentitario: 'Nombre con el que quiere que lo llamen',
  fechaNacimiento: 'Fecha de nacimiento',
  nacimientoEstimado: 'Fecha estimada',
  sexo: 'Sexo',
  identidadGenero: 'Identidad de género',
  estadoCivil: 'Estado civil',
  ocupacion: 'Ocupación',
  escolaridad: 'Escolaridad',
  etnia: 'Pertenencia étnica',
  poblacionEspecial: 'Población especial',
  paisResidencia: 'País de residencia',
  paisOrigen: 'País de origen',
  municipio: 'Municipio de residencia',
  zona: 'Zona',
  direccion: 'Dirección',
  telefono: 'Teléfono',
  telefonoAlterno: 'Otro teléfono',
  correo: 'Correo',
  acompanante: 'Acompañante',
  responsable: 'Persona responsable',
  pagadorId: 'Quién paga',
  tipoUsuario: 'Tipo de usuario',
  plan: 'Plan',
  poliza: 'Póliza o carné',
  canalPreferido: 'Canal preferido',
  aceptaMensajes: 'Acepta recibir mensajes',
  numeroHistoria: 'Número de historia',
  alergias: 'Alergias',
}

export const SEXO: Readonly<Record<'M' | 'F' | 'I', string>> = {
  F: 'Femenino',
  M: 'Masculino',
  I: 'Indeterminado o intersexual',
}

export const ZONA: Readonly<Record<'01' | '02', string>> = { '02': 'Urbana', '01': 'Rural' }

export const CANAL: Readonly<Record<'whatsapp' | 'llamada' | 'sms' | 'correo', string>> = {
  whatsapp: 'WhatsApp',
  llamada: 'Llamada',
  sms: 'Mensaje de texto',
  correo: 'Correo',
}

export const MEDIO: Readonly<Record<(typeof MEDIOS_CONSENTIMIENTO)[number], string>> = {
  pantalla: 'Firmada en pantalla',
  papel: 'Firmada en papel',
  telefono: 'Dada por teléfono',
  digital: 'Dada por internet',
}

export const MOTIVO: Readonly<Record<(typeof MOTIVOS_DUPLICADO)[number], string>> = {
  documento: 'Mismo documento',
  'nombre-y-nacimiento': 'Mismo nombre y fecha de nacimiento',
  telefono: 'Mismo teléfono',
}

/** `CC 41.234.567`; a number with letters as it is. Null when there is none. */
export function documentoLegible(tipo: string | null, numero: string | null): string | null {
  if (tipo === null || numero === null) return null
  return `${tipo} ${/^\d+$/.test(numero) ? numero.replace(/\B(?=(\d{3})+$)/g, '.') : numero}`
}
