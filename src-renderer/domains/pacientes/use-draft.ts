import { useEffect, useMemo, useRef } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { createDraftKeeper, type DraftKeeping } from '../../rpc/drafts.ts'

/** Keeps what is being filled in the core, half a second after the last key, so that a killed program loses nothing. */
export function useKeepDraft<Values extends FieldValues, Output extends FieldValues>(
  clave: string,
  form: UseFormReturn<Values, unknown, Output>,
  /** What is stored for these values; the values themselves by default. */
  wrap: (values: Values) => unknown = (values) => values,
): DraftKeeping {
  const latestWrap = useRef(wrap)
  useEffect(() => {
    latestWrap.current = wrap
  })
  const keeping = useMemo(
    () => createDraftKeeper(clave, () => latestWrap.current(form.getValues())),
    [clave, form],
  )
  useEffect(() => {
    const stop = form.subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ isDirty }) => {
        if (isDirty) keeping.touch()
      },
    })
    return () => {
      stop()
      keeping.flush()
    }
  }, [form, keeping])
  return keeping
}
