import type { QueryClient } from '@tanstack/react-query'

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
function touches(
  query: { readonly queryKey: readonly unknown[]; readonly meta?: unknown },
  changed: readonly string[],
): boolean {
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
 * Follows the core's one event stream and marks what it touches as stale in the query cache, until the signal is aborted.
 * After any gap in the stream everything is stale: what happened meanwhile is not known.
 */
export async function followChanges(options: {
  readonly open: (signal: AbortSignal) => Promise<AsyncIterable<CambioDatos>>
  readonly queryClient: Pick<QueryClient, 'invalidateQueries'>
  readonly signal: AbortSignal
}): Promise<void> {
  const { open, queryClient, signal } = options
  for (let first = true; !signal.aborted; first = false) {
    try {
      const stream = await open(signal)
      if (!first) void queryClient.invalidateQueries()
      for await (const { changed } of stream) {
        void queryClient.invalidateQueries({ predicate: (query) => touches(query, changed) })
      }
    } catch {
      // The banner already says that the way is lost; the stream is opened again when it is back.
    }
    if (!signal.aborted) await new Promise((done) => setTimeout(done, REOPEN_MS))
  }
}
