/**
 * Messages between the core and the process that started it, over `process.parentPort` (Electron's utility process) or
 * `process.send` (Node child, advanced serialization). Types only: both ends are ours and of the same build.
 */

export type Modo = 'practica' | 'real'

/** Serves the same procedures and the screens over HTTP besides the parent channel. */
export interface HttpServingConfig {
  /** Address to listen on: `127.0.0.1` for this machine alone, `0.0.0.0` for the local network. */
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  /** Secret printed in the address; whoever opens that address once may talk to the core. */
  readonly clave: string
  /** Folder of the built screens. */
  readonly rendererDir: string
  readonly origen: 'ventana' | 'lan'
  /** Host names besides the listening address by which devices may call this machine. */
  readonly names: readonly string[]
  /** PEM; without it, plain HTTP, which is only for loopback. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

export interface StartConfig {
  readonly modo: Modo
  /** Folder of this mode: …/practica or …/real. */
  readonly dataDir: string
  readonly logDir: string
  readonly resourcesDir: string
  readonly version: string
  /** 32 raw bytes. It travels here and nowhere else: never in arguments or environment. */
  readonly databaseKey: Uint8Array
  readonly http?: HttpServingConfig
}

/** Why the core could not start or go on. `mensaje` is Spanish, for the screen. */
export interface Fatal {
  readonly codigo: 'BASE_EN_USO' | 'NO_INICIA'
  readonly mensaje: string
  readonly incidente?: string
}

/** What a port of the window carries: oRPC's own encoding, text or bytes. */
export type PortData = string | Uint8Array

export type ToCore =
  | { readonly type: 'start'; readonly config: StartConfig }
  | { readonly type: 'rpc'; readonly window: number; readonly data: PortData }
  | { readonly type: 'port-closed'; readonly window: number }
  | { readonly type: 'stop' }

export type FromCore =
  | { readonly type: 'ready'; readonly version: string; readonly modo: Modo; readonly address?: string }
  | { readonly type: 'rpc'; readonly window: number; readonly data: PortData }
  | { readonly type: 'stopped' }
  | { readonly type: 'fatal'; readonly fatal: Fatal }

/** Argument that makes the core entry act as a child process; without it the module only exports. */
export const CORE_CHILD_FLAG = '--nucleo'
