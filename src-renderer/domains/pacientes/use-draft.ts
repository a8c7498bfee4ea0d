import { useEffect, useMemo, useRef, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { client } from '../../rpc/client.ts'

const SETTLE_MS = 500

export interface StoredDraft<Values> {
  readonly clave: string
  readonly values: Values
  /** Instant, UTC ISO. */
  readonly at: string
}

/**
 * Drafts stored under a key or, with `:` at its end, under all that continue it; newest first, `undefined` while they come.
 * One that an older program wrote with another shape counts as none.
 */
export function useStoredDrafts<Values>(
  clave: string,
  schema: z.ZodType<Values>,
): readonly StoredDraft<Values>[] | undefined {
  const [drafts, setDrafts] = useState<readonly StoredDraft<Values>[] | undefined>(undefined)
  useEffect(() => {
    let gone = false
    const settle = (rows: readonly { clave: string; json: string; actualizadoEn: string }[]) => {
      if (gone) return
      setDrafts(
        rows.flatMap((row) => {
          const values = schema.safeParse(parsed(row.json))
          return values.success ? [{ clave: row.clave, values: values.data, at: row.actualizadoEn }] : []
        }),
      )
    }
    const stored = clave.endsWith(':')
      ? client.pacientes.listarBorradores({ prefijo: clave.slice(0, -1) })
      : client.pacientes.leerBorrador({ clave }).then((row) => (row ? [{ clave, ...row }] : []))
    stored.then(settle, () => settle([]))
    return () => {
      gone = true
    }
  }, [clave, schema])
  return drafts
}

export interface DraftKeeping {
  /** Throws away what is stored; what is typed from now on is kept again. */
  readonly forget: () => void
  /** The record was saved: nothing more is kept. */
  readonly finish: () => void
}

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
  const keeping = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isDone = false
    const cancel = () => {
      clearTimeout(timer)
      timer = undefined
    }
    // Autosave: if the core is away the next key tries again, and the form itself is still on the screen.
    const store = (json: string) => client.pacientes.guardarBorrador({ clave, json }).catch(() => undefined)
    const discard = () => client.pacientes.descartarBorrador({ clave }).catch(() => undefined)
    const flush = () => {
      if (timer === undefined) return
      cancel()
      void store(JSON.stringify(latestWrap.current(form.getValues())))
    }
    return {
      flush,
      touch: () => {
        if (isDone) return
        cancel()
        timer = setTimeout(flush, SETTLE_MS)
      },
      forget: () => {
        cancel()
        void discard()
      },
      finish: () => {
        isDone = true
        cancel()
        void discard()
      },
    }
  }, [clave, form])
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

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
