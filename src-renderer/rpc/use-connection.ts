import { useSyncExternalStore } from 'react'
import { transport } from './client.ts'
import type { EstadoConexion } from './connection.ts'

/** State of the way to the core, for banners and the start screen. */
export function useConnection(): EstadoConexion {
  return useSyncExternalStore(transport.onEstado, () => transport.estado)
}

/** What only the program around the window can do (printing, changing mode); undefined in a browser. */
export const hostActions = transport.acciones
