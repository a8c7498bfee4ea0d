import { domainScreens } from './app/domain-screens.ts'
import { mountApp } from './app/mount.tsx'
import { createQueryClient } from './app/query-client.ts'
import { createRpcServices } from './app/rpc-services.ts'
import { untilSignedIn } from './app/signed-in.ts'
import { followChanges } from './rpc/changes.ts'
import { client, transport } from './rpc/client.ts'

const queryClient = createQueryClient()
const services = createRpcServices({
  client,
  transport,
  queryClient,
  go: (hash) => {
    window.location.hash = hash
  },
  printPage: () => window.print(),
})

services.start()
void followChanges({
  open: async (signal) => {
    const session = await untilSignedIn(services.session, signal)
    const stream = await client.sincronizacion
      .eventos(undefined, { signal: AbortSignal.any([signal, session]) })
      .catch((error: unknown) => {
        services.checkSession(error)
        throw error
      })
    services.refreshQueue()
    return stream
  },
  queryClient,
  signal: new AbortController().signal,
})
mountApp({ services, registry: domainScreens, queryClient })
