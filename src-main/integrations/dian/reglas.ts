import { isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { REGLAS_DOCUMENTO } from './reglas/documento.ts'
import { reglasDeNota } from './reglas/espejo.ts'
import { REGLAS_NOTA } from './reglas/notas.ts'
import { REGLAS_PARTES } from './reglas/partes.ts'
import type { Regla } from './reglas/regla.ts'
import { REGLAS_SALUD } from './reglas/salud.ts'
import { REGLAS_SERVICIO } from './reglas/servicio.ts'
import { reglasDeSoporte } from './reglas/soporte.ts'
import { REGLAS_VALORES } from './reglas/valores.ts'

const DE_FACTURA: readonly Regla[] = [
  ...REGLAS_DOCUMENTO,
  ...REGLAS_PARTES,
  ...REGLAS_VALORES,
  ...REGLAS_SERVICIO,
  ...REGLAS_SALUD,
]

/**
 * Every rule we know of DIAN and, for health, of the ministry: of invoices, and of both kinds of notes under their own codes. Collected from the
 * annex 1.9 as far as it is public and from real answers of the service.
 */
export const REGLAS_DIAN: readonly Regla[] = [
  ...DE_FACTURA,
  ...reglasDeNota('nota-credito', DE_FACTURA, REGLAS_NOTA),
  ...reglasDeNota('nota-debito', DE_FACTURA, REGLAS_NOTA),
]

/** Those of the documento soporte and of its nota de ajuste (annex 1.1 of Resolución DIAN 000167 de 2021), as far as a public source tells them. */
export const REGLAS_SOPORTE: readonly Regla[] = reglasDeSoporte(DE_FACTURA)

const POR_CODIGO = new Map([...REGLAS_DIAN, ...REGLAS_SOPORTE].map((regla) => [regla.codigo, regla]))

/** The rule with exactly that code. */
export function reglaDian(codigo: string): Regla | undefined {
  return POR_CODIGO.get(codigo)
}

/**
 * The rule that explains a code DIAN answered: itself, or, when that variant is not in the table (`FAJ44c`), its base or first sibling. A rule
 * that is nowhere is shown with DIAN's own text.
 */
export function explicarRegla(codigo: string): Regla | undefined {
  const limpio = codigo.trim().replace(/^DC\d\d$/, 'DC02')
  const base = limpio.replace(/[a-z]$/, '')
  for (const candidato of [limpio, base, `${base}a`, `${base}b`]) {
    const regla = POR_CODIGO.get(candidato)
    if (regla !== undefined) return regla
  }
  return undefined
}

/** Whether a rule applies to a document of that Bogotá date; without a date it can read, only those of now. */
export function estaVigente(regla: Regla, fecha: string): boolean {
  if (!isLocalDate(fecha)) return regla.hasta === undefined
  return (regla.desde ?? fecha) <= fecha && fecha <= (regla.hasta ?? fecha)
}
