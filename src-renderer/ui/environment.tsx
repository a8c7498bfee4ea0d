import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { bogotaDate, type LocalDate } from '../../src-shared/kernel/dates.ts'

/** Where the page runs: a browser keeps some key combinations for itself (see `shortcut-keys.ts`). */
export type HostKind = 'electron' | 'navegador'

interface Environment {
  readonly hostKind: HostKind
  readonly now: () => Date
}

const EnvironmentContext = createContext<Environment>({ hostKind: 'navegador', now: () => new Date() })

interface EnvironmentProviderProps {
  readonly hostKind: HostKind
  /** Clock of the program; a fixed one in screenshots. */
  readonly now?: (() => Date) | undefined
  readonly children: ReactNode
}

export function EnvironmentProvider({ hostKind, now, children }: EnvironmentProviderProps) {
  const value = useMemo(() => ({ hostKind, now: now ?? (() => new Date()) }), [hostKind, now])
  return <EnvironmentContext value={value}>{children}</EnvironmentContext>
}

export function useHostKind(): HostKind {
  return useContext(EnvironmentContext).hostKind
}

/** Current instant (UTC). */
export function useNow(): () => Date {
  return useContext(EnvironmentContext).now
}

/** Today in Bogotá, read at each render. */
export function useHoy(): LocalDate {
  return bogotaDate(useContext(EnvironmentContext).now())
}
