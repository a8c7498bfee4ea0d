import { useEffect } from 'react'
import type { DefaultValues, FieldValues, UseFormReturn } from 'react-hook-form'

/** What was being written in each form, while the program is open. In memory alone: some of it is secret. */
const memory = new Map<string, FieldValues>()

/** What was left unfinished in a form, or what is stored. */
export function remembered<Values extends FieldValues>(key: string, stored: Values): DefaultValues<Values> {
  return { ...stored, ...memory.get(key) } as DefaultValues<Values>
}

/** Keeps what is being written when the person goes to another step without saving. Forget it once saved. */
export function useFormMemory<Values extends FieldValues, Output extends FieldValues>(
  key: string,
  form: UseFormReturn<Values, unknown, Output>,
): { readonly forget: () => void } {
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true, isDirty: true },
        callback: ({ values, isDirty }) => {
          if (isDirty) memory.set(key, { ...values })
        },
      }),
    [key, form],
  )
  return { forget: () => void memory.delete(key) }
}
