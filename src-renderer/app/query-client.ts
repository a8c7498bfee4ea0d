import { QueryClient } from '@tanstack/react-query'

/**
 * Cache of what the core answered. The core is on this machine or on the local network, so nothing waits for the internet, and
 * freshness comes from its event stream (`rpc/changes.ts`), not from the focus of the window.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: false,
        staleTime: 30_000,
        gcTime: 10 * 60_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
