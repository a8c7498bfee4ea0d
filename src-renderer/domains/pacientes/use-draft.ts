import { useEffect, useRef, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { client } from '../../rpc/client.ts'

const SETTLE_MS = 500

export interface StoredDraft<Values> {
  readonly values: Values
  /** Instant, UTC ISO. */
  readonly at: string
}

/**
 * Reads the draft of a record before its form is drawn: `undefined` while it comes, `null` when there is none. One that an
 * older program wrote with another shape counts as none.
 */
export function useStoredDraft<Values>(
  clave: string,
  schema: z.ZodType<Values>,
): StoredDraft<Values> | null | undefined {
  const [draft, setDraft] = useState<StoredDraft<Values> | null | undefined>(undefined)
  useEffect(() => {
    let gone = false
    const settle = (found: StoredDraft<Values> | null) => {
      if (!gone) setDraft(found)
    }
    client.pacientes.leerBorrador({ clave }).then(
      (row) => {
        const values = row && schema.safeParse(parsed(row.json))
        settle(row && values?.success ? { values: values.data, at: row.actualizadoEn } : null)
      },
      () => settle(null),
    )
    return () => {
      gone = true
    }
  }, [clave, schema])
  return draft
}

/**
 * Keeps what is being filled in the core, half a second after the last key, so that a killed program loses nothing.
 * `discard` forgets it: the record was saved, or the person starts over.
 */
export function useKeepDraft<Values extends FieldValues, Output extends FieldValues>(
  clave: string,
  form: UseFormReturn<Values, unknown, Output>,
  /** What is stored for these values; the values themselves by default. */
  wrap: (values: Values) => unknown = (values) => values,
): { readonly discard: () => void } {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const done = useRef(false)
  const latestWrap = useRef(wrap)
  useEffect(() => {
    latestWrap.current = wrap
  })
  useEffect(() => {
    done.current = false
    const flush = () => {
      if (timer.current === undefined) return
      clearTimeout(timer.current)
      timer.current = undefined
      // Autosave: if the core is away the next key tries again, and the form itself is still on the screen.
      client.pacientes
        .guardarBorrador({ clave, json: JSON.stringify(latestWrap.current(form.getValues())) })
        .catch(() => undefined)
    }
    const stop = form.subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ isDirty }) => {
        if (done.current || !isDirty) return
        clearTimeout(timer.current)
        timer.current = setTimeout(flush, SETTLE_MS)
      },
    })
    return () => {
      stop()
      flush()
    }
  }, [clave, form])
  return {
    discard: () => {
      done.current = true
      clearTimeout(timer.current)
      timer.current = undefined
      client.pacientes.descartarBorrador({ clave }).catch(() => undefined)
    },
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
