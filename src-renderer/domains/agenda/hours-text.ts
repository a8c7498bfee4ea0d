import { leerHora } from '../../../src-shared/domains/agenda/rules.ts'
import type { Franja } from '../../../src-shared/domains/agenda/schemas.ts'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'

/** `08:00–12:00, 14:00–18:00`; empty when there is no consultation that day. */
export function textoDeFranjas(franjas: readonly Franja[], dia: number): string {
  return franjas
    .filter((franja) => franja.dia === dia)
    .map(({ desde, hasta }) => `${desde}–${hasta}`)
    .join(', ')
}

/**
 * Reads the hours of a day as people write them: `8-12, 2pm-6pm`, `7:30 a 13:00 y 14 a 17`.
 * @returns the ranges of that day, or a Spanish sentence with its remedy
 */
export function leerFranjas(texto: string, dia: number): Result<Franja[], string> {
  if (texto.trim() === '') return ok([])
  const franjas: Franja[] = []
  for (const part of texto.split(/[,;]|\sy\s/)) {
    const [from, to, ...more] = part.split(/\s*[-–—]\s*|\s+a\s+(?!\.?\s*m)/i)
    const desde = leerHora(from ?? '')
    const hasta = (to ?? '').trim().startsWith('24') ? '24:00' : leerHora(to ?? '')
    if (desde === undefined || hasta === undefined || more.length > 0)
      return err(`No se entiende «${part.trim()}». Escríbalo como 8:00–12:00, 14:00–18:00.`)
    if (desde >= hasta) return err(`«${part.trim()}» termina antes de empezar.`)
    franjas.push({ dia, desde, hasta })
  }
  return ok(franjas)
}
