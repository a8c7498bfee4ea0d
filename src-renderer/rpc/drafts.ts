import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { client } from './client.ts'

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

export interface DraftKeeper extends DraftKeeping {
  /** Something was typed: it is kept half a second later. */
  readonly touch: () => void
  /** Keeps now what was still waiting. */
  readonly flush: () => void
}

/** Keeps a half-filled form in the core under a key, so that a killed program loses nothing. @param read what is stored now */
export function createDraftKeeper(clave: string, read: () => unknown): DraftKeeper {
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
    void store(JSON.stringify(read()))
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
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
