import { useState } from 'react'
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { failureOf } from '../../rpc/call-refusal.ts'

interface SaveAccount<Values extends FieldValues, Entrada, Visible> {
  readonly form: UseFormReturn<Values>
  readonly schema: z.ZodType<Entrada>
  /** What the schema reads, from what the form holds. */
  readonly toInput: (values: Values) => unknown
  readonly send: (cuenta: Entrada) => Promise<Visible>
  readonly onBusy: (busy: boolean) => void
  readonly onSaved: (cuenta: Visible) => void
}

/** Saves a mail account: what is wrong is told at its field, and a refusal where the core says. */
export function useSaveAccount<Values extends FieldValues & { clave: string }, Entrada, Visible>(
  options: SaveAccount<Values, Entrada, Visible>,
): { readonly failure: string | null; readonly save: (values: Values) => Promise<void> } {
  const { form, schema, toInput, send, onBusy, onSaved } = options
  const [failure, setFailure] = useState<string | null>(null)
  const mark = (field: string, message: string) =>
    form.setError(field as FieldPath<Values>, { message }, { shouldFocus: true })

  const save = async (values: Values) => {
    const parsed = schema.safeParse(toInput(values))
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues.toReversed()) mark(String(path[0]), message)
      return
    }
    onBusy(true)
    setFailure(null)
    try {
      onSaved(await send(parsed.data))
      form.resetField('clave' as FieldPath<Values>)
    } catch (error) {
      const { mensaje, remedio, campo } = failureOf(error)
      const field = campo?.split('.').at(-1)
      const text = `${mensaje} ${remedio}`
      if (field !== undefined && field in values) mark(field, text)
      else setFailure(text)
    } finally {
      onBusy(false)
    }
  }
  return { failure, save }
}
