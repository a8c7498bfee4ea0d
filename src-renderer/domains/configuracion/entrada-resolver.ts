import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form'
import type { z } from 'zod'

/** Says that a field of the form is wrong, in words. */
export type Fail = (field: string, message: string) => void

/**
 * Checks a form with the schema of the command it feeds, so that screen and core ask the same.
 * @param toEntrada the command's input from what is written; may refuse a field that has no place in it
 * @param alias field of the form where an input of another name is written (`dv` is part of `nit`)
 */
export function entradaResolver<Values extends FieldValues, Entrada extends FieldValues>(
  schema: z.ZodType<Entrada>,
  toEntrada: (values: Values, fail: Fail) => unknown,
  alias: Readonly<Record<string, string>> = {},
): Resolver<Values, unknown, Entrada> {
  return (values) => {
    const found = new Map<string, string>()
    const fail: Fail = (field, message) => {
      if (!found.has(field)) found.set(field, message)
    }
    const parsed = schema.safeParse(toEntrada(values, fail), { error: inSpanish })
    if (!parsed.success)
      for (const issue of parsed.error.issues) {
        const field = String(issue.path[0] ?? '')
        fail(alias[field] ?? field, issue.message)
      }
    if (parsed.success && found.size === 0) return { values: parsed.data, errors: {} }
    const errors = Object.fromEntries(
      [...found].map(([field, message]) => [field, { type: 'entrada', message }]),
    )
    return { values: {}, errors: errors as FieldErrors<Values> }
  }
}

/** Words for what a schema checks without words of its own. */
function inSpanish(issue: z.core.$ZodRawIssue): string {
  const empty = issue.input === null || issue.input === undefined || issue.input === ''
  if (empty) return 'Falta este dato'
  if (issue.code === 'too_big') return `Pasa del máximo: ${issue.maximum}`
  if (issue.code === 'too_small') return `No llega al mínimo: ${issue.minimum}`
  return 'Revise este dato'
}
