import { createContext, useContext } from 'react'
import type { ShellServices } from './shell-services.ts'

const ShellContext = createContext<ShellServices | null>(null)

export const ShellProvider = ShellContext

export function useShell(): ShellServices {
  const services = useContext(ShellContext)
  if (services === null) throw new Error('useShell needs a ShellProvider above it')
  return services
}
