import type { AnyRouter, Context } from '@orpc/server'

/** Where a call comes from: a window of this machine, another device of the local network, or the command line. */
export type CallOrigin = 'ventana' | 'lan' | 'cli'

/** What the transports need of a core: its procedures, the context of one call, a beginning and an end. */
export interface ServableCore {
  readonly router: AnyRouter
  /** @param call.token session token of the `authorization: Bearer` header, when one came. */
  contextFor(call: {
    readonly token: string | undefined
    readonly origen: CallOrigin
  }): Context | Promise<Context>
  /** Begins the work that nobody asked for (delivering the queue). Called once, when calls are already served. */
  start(): Promise<void>
  close(): Promise<void>
}
