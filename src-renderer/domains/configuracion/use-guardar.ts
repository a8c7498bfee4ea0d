import { useCallback, useEffect, useState } from 'react'
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import { type Failure, failureOf } from '../../rpc/call-refusal.ts'

interface Guardar<Entrada> {
  /** Refusal that belongs to no field of the form; shown above it. */
  readonly failure: Failure | null
  readonly submit: (entrada: Entrada) => Promise<void>
}

/**
 * Sends a form. A refusal about one of its fields goes under that field with its remedy, and the caret to it; any other is
 * given to be shown above the form.
 */
export function useGuardar<Values extends FieldValues, Entrada extends FieldValues>(options: {
  readonly form: UseFormReturn<Values, unknown, Entrada>
  readonly send: (entrada: Entrada, commandId: string) => Promise<unknown>
  readonly onSaved: () => void
  readonly onBusy: (busy: boolean) => void
  readonly alias?: Readonly<Record<string, string>> | undefined
}): Guardar<Entrada> {
  const { form, send, onSaved, onBusy, alias = {} } = options
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => () => onBusy(false), [onBusy])

  const submit = useCallback(
    async (entrada: Entrada) => {
      setFailure(null)
      onBusy(true)
      try {
        await send(entrada, crypto.randomUUID())
        onSaved()
      } catch (error) {
        const refused = failureOf(error)
        const last = refused.campo?.split('.').at(-1)
        const field = last === undefined ? undefined : (alias[last] ?? last)
        if (field !== undefined && field in form.getValues())
          form.setError(
            field as FieldPath<Values>,
            { message: `${refused.mensaje} ${refused.remedio}` },
            { shouldFocus: true },
          )
        else setFailure(refused)
      } finally {
        onBusy(false)
      }
    },
    [form, send, onSaved, onBusy, alias],
  )
  return { failure, submit }
}
