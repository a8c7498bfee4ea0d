import './zod-without-eval.ts'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { contract } from '../../src-shared/contract.ts'
import type { Transport } from './connection.ts'
import { httpTransport } from './http-transport.ts'
import { hasCommandId, RetryingLink } from './retrying-link.ts'
import { sessionHeaders } from './session-token.ts'
import { installTrustedTypes } from './trusted-types.ts'
import { windowTransport } from './window-transport.ts'

// Before anything is drawn, whichever module is loaded first.
installTrustedTypes()

/** The app's own window when the page comes from the program itself, HTTP otherwise. */
export const transport: Transport =
  window.location.protocol === 'app:' ? windowTransport(sessionHeaders) : httpTransport(sessionHeaders)

/** Kind that the contract declares for a procedure. */
function isQuery(path: readonly string[]): boolean {
  let node: unknown = contract
  for (const step of path) {
    node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[step] : undefined
  }
  const definition = (node as { '~orpc'?: { meta?: { kind?: unknown } } } | undefined)?.['~orpc']
  return definition?.meta?.kind === 'query'
}

export type RpcClient = ContractRouterClient<typeof contract>

/** The typed client of the whole contract, the same over both transports. */
export const client: RpcClient = createORPCClient(
  new RetryingLink(transport, (path, input) => isQuery(path) || hasCommandId(input)),
)

/** Query and mutation options for TanStack Query, typed from the contract: `orpc.agenda.dia.queryOptions({ input })`. */
export const orpc = createTanstackQueryUtils(client)
