import type { ReactNode } from 'react'
import { ErrorState } from '../../ui/error-state.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'

interface LoadedProps<T> {
  readonly query: {
    readonly data: T | undefined
    readonly isError: boolean
    readonly refetch: () => unknown
  }
  readonly children: (data: T) => ReactNode
}

/** Draws with what was asked of the core, or says that it could not be read. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const late = useDelayed(query.data === undefined && !query.isError)
  if (query.data !== undefined) return children(query.data)
  if (query.isError)
    return (
      <ErrorState
        quePaso="No se pudo leer la configuración."
        queSeConservo="Lo guardado sigue a salvo."
        queHacer="Intente de nuevo."
        actionLabel="Volver a leer"
        onAction={() => void query.refetch()}
      />
    )
  return late ? <p className="atenuado">Leyendo…</p> : null
}
