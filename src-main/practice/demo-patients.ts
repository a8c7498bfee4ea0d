import type { PacienteNuevo } from '../../src-shared/domains/pacientes/schemas.ts'
import { addDays } from '../../src-shared/kernel/dates.ts'

const NOMBRES_F = [
  'Valentina',
  'Camila',
  'Luz Marina',
  'Gloria',
  'Daniela',
  'Rosa',
  'Claudia',
  'Natalia',
  'Paola',
  'Esperanza',
]
const NOMBRES_M = [
  'Carlos',
  'Juan',
  'Luis',
  'Andrés',
  'Mauricio',
  'Hernán',
  'Óscar',
  'Julián',
  'Rafael',
  'Wilson',
]
const APELLIDOS = [
  'García',
  'Rodríguez',
  'Martínez',
  'Hernández',
  'Peña',
  'Ramírez',
  'Zuluaga',
  'Muñoz',
  'Castaño',
  'Beltrán',
  'Ospina',
  'Quintero',
  'Vargas',
  'Ballesteros',
  'Yepes',
]
const MUNICIPIOS = ['11001', '05001', '76001', '08001', '68001', '25754', '17001', '52001']

/** Small reproducible generator (mulberry32): the same seed gives the same people on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** People who do not exist, adults with a cédula, who pay for themselves. @param hoy Bogotá date */
export function demoPatients(cuantos: number, semilla: number, hoy: string): PacienteNuevo[] {
  const random = seeded(semilla)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return Array.from({ length: cuantos }, () => {
    const sexo = random() < 0.55 ? ('F' as const) : ('M' as const)
    return {
      tipoDocumento: 'CC' as const,
      numeroDocumento: String(10_000_000 + Math.floor(random() * 89_000_000)),
      primerNombre: pick(sexo === 'F' ? NOMBRES_F : NOMBRES_M),
      primerApellido: pick(APELLIDOS),
      segundoApellido: pick(APELLIDOS),
      fechaNacimiento: addDays(hoy, -(19 * 366 + Math.floor(random() * 55 * 365))),
      sexo,
      paisOrigen: '170',
      paisResidencia: '170',
      municipio: pick(MUNICIPIOS),
      zona: random() < 0.8 ? ('02' as const) : ('01' as const),
      direccion: `Calle ${1 + Math.floor(random() * 170)} # ${1 + Math.floor(random() * 90)}-${10 + Math.floor(random() * 80)}`,
      telefono: `31${Math.floor(10_000_000 + random() * 89_999_999)}`,
      tipoUsuario: '12' as const,
    }
  })
}
