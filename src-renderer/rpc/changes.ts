import type { Query, QueryClient } from '@tanstack/react-query'

/**
 * What the core tells when data changed. A key is what it calls the data (`citas`, `factura:<id>`) or the dotted path of a
 * procedure or group of them (`agenda`, `agenda.dia`).
 */
export interface CambioDatos {
  readonly changed: readonly string[]
}

/** Wait before a stream that ended is opened again, in ms. */
const REOPEN_MS = 1000

/** Queries say what data they show in `meta.datos` (`['citas', 'factura:<id>']`); a key without id touches all of its kind. */
function touches(query: Query, changed: readonly string[]): boolean {
  const [path] = query.queryKey
  const dotted = Array.isArray(path) ? path.join('.') : ''
  const shown = (query.meta as { datos?: readonly string[] } | undefined)?.datos ?? []
  return changed.some(
    (key) =>
      dotted === key ||
      dotted.startsWith(`${key}.`) ||
      shown.some((one) => one === key || one.startsWith(`${key}:`) || key.startsWith(`${one}:`)),
  )
}

/**
 * Marks queries as stale; those on the screen are asked again. A first load that is on its way may have read what was there
 * before the change, and the library goes on with it instead of asking anew: that one is marked once it has arrived.
 */
export function markStale(queryClient: QueryClient, concerns: (query: Query) => boolean = () => true): void {
  const firstLoads = queryClient
    .getQueryCache()
    .findAll({ predicate: concerns, fetchStatus: 'fetching' })
    .filter((query) => query.state.data === undefined)
  void queryClient.invalidateQueries({ predicate: concerns })
  for (const query of firstLoads) {
    const again = () => void queryClient.invalidateQueries({ predicate: (one) => one === query })
    query.fetch().then(again, again)
  }
}

/**
 * Follows the core's one event stream and marks what it touches as stale in the query cache, until the signal is aborted.
 * Each time it opens everything is stale: what happened while nobody listened is not known.
 */
export async function followChanges(options: {
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<CambioDatos>>
  readonly queryClient: QueryClient
  readonly signal: AbortSignal
}): Promise<void> {
  const { open, queryClient, signal } = options
  while (!signal.aborted) {
    try {
      const stream = await open(signal)
      markStale(queryClient)
      for await (const { changed } of stream) markStale(queryClient, (query) => touches(query, changed))
    } catch {
      // The banner already says that the way is lost; the stream is opened again when it is back.
    }
    if (!signal.aborted) await new Promise((done) => setTimeout(done, REOPEN_MS))
  }
}
