import { randomInt, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, type LocalDate } from '../../src-shared/kernel/dates.ts'
import type { RegistroDian } from './autoridades/dian/registro.ts'

/** What the practice authorities have on file of the practice, besides what its own configuration says. */
export interface RegistroPractica {
  readonly softwareId: string
  readonly pin: string
}

/** Range, key and dates that DIAN gives everybody for tests (toolkit of annex 1.9). */
export const RANGO_PRACTICA: RegistroDian['rangos'][number] = {
  resolucion: '18760000001',
  prefijo: 'SETP',
  desde: 990000000,
  hasta: 995000000,
  vigenciaDesde: '2019-01-19',
  vigenciaHasta: '2030-01-19',
  claveTecnica: 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
}

/** The practice range as it is in force at a date: practising does not end when the published dates do. */
export function rangoPractica(hoy: LocalDate): RegistroDian['rangos'][number] {
  const later = addDays(hoy, 2 * 365)
  const { vigenciaHasta } = RANGO_PRACTICA
  return { ...RANGO_PRACTICA, vigenciaHasta: later > vigenciaHasta ? later : vigenciaHasta }
}

/** A range that the practice DIAN has authorised and nobody has brought yet, to practise bringing it. It begins after the one in use. */
export function rangoPorTraer(hoy: LocalDate): RegistroDian['rangos'][number] {
  return {
    resolucion: '18760000007',
    prefijo: 'PRAC',
    desde: 1,
    hasta: 2000,
    vigenciaDesde: addDays(hoy, -1),
    vigenciaHasta: addDays(hoy, 2 * 365),
    claveTecnica: '0a5c1de0f3b64c7e9d28b1476fe05a93c4d27b18',
  }
}

/** Payers that the practice DIAN knows, to practise bringing their data: companies that do not exist. */
export const ADQUIRIENTES_PRACTICA: NonNullable<RegistroDian['adquirientes']> = [
  {
    tipoDocumento: '31',
    numero: '900123456',
    nombre: 'ENTIDAD PROMOTORA DE SALUD DE PRÁCTICA S.A.S.',
    correo: 'facturas@eps-practica.example',
  },
]

/** Paper range of practice: for the failures of one's own (type 03). It has no technical key. */
export function rangoContingencia(hoy: LocalDate): RegistroDian['rangos'][number] {
  return {
    ...rangoPractica(hoy),
    resolucion: '18760000009',
    prefijo: 'CONT',
    desde: 1,
    hasta: 500,
    claveTecnica: '',
  }
}

/** Range of practice for the documento soporte of purchases. It has no technical key either. */
export function rangoSoporte(hoy: LocalDate): RegistroDian['rangos'][number] {
  return {
    ...rangoPractica(hoy),
    resolucion: '18760000010',
    prefijo: 'SEDS',
    desde: 984000000,
    hasta: 985000000,
    claveTecnica: '',
    tipo: 'soporte',
  }
}

/** Software id and PIN of this practice database, made once and kept beside it. */
export function readRegistro(dataDir: string): RegistroPractica {
  const path = join(dataDir, 'registro-practica.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as RegistroPractica
  const registro = { softwareId: randomUUID(), pin: String(randomInt(10_000, 100_000)) }
  writeFileSync(path, JSON.stringify(registro), { mode: 0o600 })
  return registro
}
