import { digitoVerificacion } from '../../src-shared/kernel/identifiers.ts'

/** The practice of the demo: people and numbers that do not exist. */

const NIT = '901555777'

export const PRESTADOR = {
  nit: NIT,
  dv: digitoVerificacion(NIT),
  razonSocial: 'Consultorio Médico Ruiz S.A.S. (práctica)',
  nombreComercial: 'Consultorio Ruiz',
  codigoHabilitacion: '1100123456',
  telefono: '6015550134',
  correo: 'consultorio@ejemplo.co',
} as const

export const SEDE = {
  codigoSede: '01',
  nombre: 'Sede principal',
  direccion: 'Calle 93 # 14-20, consultorio 302',
  municipio: '11001',
} as const

export const PROFESIONAL = {
  tipoDocumento: 'CC',
  numeroDocumento: '52345678',
  nombres: 'Laura Patricia',
  apellidos: 'Ruiz Mendoza',
  profesion: 'Médica',
  especialidad: 'Medicina general',
  registro: '52345678',
  servicioReps: 328,
} as const

/** Practice users, PIN 1234, shown on the practice lock screen. */
export const USUARIOS = [
  { usuario: 'administrador', nombre: 'Administración (práctica)', rol: 'administrador' },
  { usuario: 'medico', nombre: 'Dra. Laura Ruiz', rol: 'medico' },
  { usuario: 'recepcion', nombre: 'Marta Gómez (recepción)', rol: 'recepcion' },
] as const
export const PIN = '1234'
export const CLAVE_MUV = 'practica'

/** CUPS and price in pesos of a private patient. */
export const TARIFAS = [
  { cups: '890201', descripcion: 'Consulta de primera vez por medicina general', pesos: 120_000 },
  { cups: '890301', descripcion: 'Consulta de control por medicina general', pesos: 90_000 },
  { cups: '895100', descripcion: 'Electrocardiograma de ritmo o de superficie', pesos: 65_000 },
  { cups: '869500', descripcion: 'Curación de lesión en piel o tejido celular subcutáneo', pesos: 45_000 },
] as const

/** Appointments of the first day, in the order of the patients. */
export const CITAS = [
  { hora: '08:00', servicio: 'Consulta de primera vez' },
  { hora: '08:40', servicio: 'Consulta de control' },
  { hora: '09:20', servicio: 'Consulta de primera vez' },
  { hora: '10:00', servicio: 'Consulta de primera vez' },
  { hora: '10:40', servicio: 'Consulta de control' },
  { hora: '14:00', servicio: 'Consulta de primera vez' },
  { hora: '14:40', servicio: 'Consulta de control' },
  { hora: '16:20', servicio: 'Consulta de primera vez' },
] as const

export interface PacienteDemo {
  readonly tipoDocumento: 'CC' | 'TI' | 'RC' | 'CE'
  readonly numeroDocumento: string
  readonly primerNombre: string
  readonly segundoNombre?: string
  readonly primerApellido: string
  readonly segundoApellido?: string
  readonly fechaNacimiento: string
  readonly sexo: 'F' | 'M'
  readonly telefono: string
  readonly municipio: string
  readonly zona: '01' | '02'
  readonly direccion: string
  readonly responsable?: {
    readonly nombre: string
    readonly telefono: string
    readonly parentesco: 'Madre' | 'Padre'
  }
}

export const PACIENTES: readonly PacienteDemo[] = [
  {
    tipoDocumento: 'CC',
    numeroDocumento: '41789012',
    primerNombre: 'Ana',
    segundoNombre: 'María',
    primerApellido: 'Muñoz',
    segundoApellido: 'Peña',
    fechaNacimiento: '1988-04-02',
    sexo: 'F',
    telefono: '3104567890',
    municipio: '11001',
    zona: '02',
    direccion: 'Carrera 15 # 88-10, apto 401',
  },
  {
    tipoDocumento: 'CC',
    numeroDocumento: '19345611',
    primerNombre: 'Jorge',
    segundoNombre: 'Enrique',
    primerApellido: 'Hernández',
    segundoApellido: 'Vélez',
    fechaNacimiento: '1956-11-30',
    sexo: 'M',
    telefono: '3157788990',
    municipio: '11001',
    zona: '02',
    direccion: 'Calle 53 # 24-31',
  },
  {
    tipoDocumento: 'CC',
    numeroDocumento: '52998877',
    primerNombre: 'María',
    segundoNombre: 'de los Ángeles',
    primerApellido: 'Fernández de Castro',
    segundoApellido: 'Rodríguez-Escandón',
    fechaNacimiento: '1979-01-17',
    sexo: 'F',
    telefono: '3002223344',
    municipio: '11001',
    zona: '02',
    direccion: 'Avenida Suba # 115-58, torre 2, apto 1204',
  },
  {
    tipoDocumento: 'TI',
    numeroDocumento: '1023456789',
    primerNombre: 'Samuel',
    primerApellido: 'Zapata',
    segundoApellido: 'Giraldo',
    fechaNacimiento: '2014-06-09',
    sexo: 'M',
    telefono: '3201112233',
    municipio: '05001',
    zona: '02',
    direccion: 'Carrera 43A # 1-50',
    responsable: { nombre: 'Lina Giraldo', telefono: '3201112233', parentesco: 'Madre' },
  },
  {
    tipoDocumento: 'CC',
    numeroDocumento: '1032445566',
    primerNombre: 'Yesenia',
    primerApellido: 'Quiñones',
    segundoApellido: 'Hurtado',
    fechaNacimiento: '1995-08-23',
    sexo: 'F',
    telefono: '3119988776',
    municipio: '76001',
    zona: '02',
    direccion: 'Calle 5 # 38-25',
  },
  {
    tipoDocumento: 'CC',
    numeroDocumento: '79456123',
    primerNombre: 'Héctor',
    segundoNombre: 'Fabio',
    primerApellido: 'Jiménez',
    segundoApellido: 'Ochoa',
    fechaNacimiento: '1968-03-05',
    sexo: 'M',
    telefono: '3186543210',
    municipio: '25754',
    zona: '01',
    direccion: 'Vereda San Jorge, finca La Esperanza',
  },
  {
    tipoDocumento: 'CE',
    numeroDocumento: '456789',
    primerNombre: 'Gabriela',
    primerApellido: 'Contreras',
    segundoApellido: 'Blanco',
    fechaNacimiento: '1990-12-12',
    sexo: 'F',
    telefono: '3012345678',
    municipio: '11001',
    zona: '02',
    direccion: 'Calle 127 # 19A-44',
  },
  {
    tipoDocumento: 'RC',
    numeroDocumento: '1145678901',
    primerNombre: 'Luciana',
    primerApellido: 'Vargas',
    segundoApellido: 'Sáenz',
    fechaNacimiento: '2023-02-14',
    sexo: 'F',
    telefono: '3145556677',
    municipio: '11001',
    zona: '02',
    direccion: 'Carrera 7 # 156-10',
    responsable: { nombre: 'Paula Sáenz', telefono: '3145556677', parentesco: 'Madre' },
  },
  {
    tipoDocumento: 'CC',
    numeroDocumento: '20345678',
    primerNombre: 'Blanca',
    segundoNombre: 'Nieves',
    primerApellido: 'Sepúlveda',
    segundoApellido: 'Llanos',
    fechaNacimiento: '1944-07-21',
    sexo: 'F',
    telefono: '6015551234',
    municipio: '11001',
    zona: '02',
    direccion: 'Calle 68 # 11-08',
  },
  {
    tipoDocumento: 'CC',
    numeroDocumento: '1015667788',
    primerNombre: 'Andrés',
    segundoNombre: 'Felipe',
    primerApellido: 'Ibáñez',
    segundoApellido: 'Cáceres',
    fechaNacimiento: '1992-05-28',
    sexo: 'M',
    telefono: '3169871234',
    municipio: '11001',
    zona: '02',
    direccion: 'Transversal 60 # 114A-55',
  },
]
