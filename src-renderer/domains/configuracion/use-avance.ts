import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { AvanceHabilitacion } from '../../../src-shared/domains/facturacion/habilitacion.ts'
import { type Failure, failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'

/** Between two questions to DIAN about what it is validating. */
const PAUSE_MS = 2_000

interface Avance {
  readonly running: boolean
  /** The last step taken from this screen. */
  readonly last: AvanceHabilitacion | null
  readonly failure: Failure | null
  readonly start: () => void
  readonly stop: () => void
}

/** Takes the steps of the test set one after another until a person is needed, they stop it or leave the screen. */
export function useAvance(): Avance {
  const queryClient = useQueryClient()
  const [running, setRunning] = useState(false)
  const [last, setLast] = useState<AvanceHabilitacion | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const wanted = useRef(false)
  const stop = useCallback(() => {
    wanted.current = false
  }, [])
  useEffect(() => stop, [stop])

  const start = useCallback(() => {
    if (wanted.current) return
    wanted.current = true
    setRunning(true)
    setFailure(null)
    const run = async () => {
      while (wanted.current) {
        const avance = await client.habilitacion.avanzar({ commandId: crypto.randomUUID() })
        setLast(avance)
        queryClient.setQueryData(orpc.habilitacion.estado.queryKey(), (before) =>
          before ? { ...before, set: avance.set } : before,
        )
        if (avance.sigue === 'detenido' || avance.sigue === 'fin') return
        if (avance.sigue === 'espera') await new Promise((done) => setTimeout(done, PAUSE_MS))
      }
    }
    run()
      .catch((error: unknown) => setFailure(failureOf(error)))
      .finally(() => {
        wanted.current = false
        setRunning(false)
      })
  }, [queryClient])

  return { running, last, failure, start, stop }
}
