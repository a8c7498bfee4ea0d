/**
 * Announces which data changed after a commit, so that every window and LAN device refreshes what it shows. Events state
 * facts; nothing in the core waits for them or is steered by them.
 */
export interface Changes {
  /** @param keys query keys such as `citas` or `factura:<id>` */
  announce(keys: readonly string[]): void
  subscribe(listener: (keys: readonly string[]) => void): () => void
}

/** @param onListenerError told of a listener that threw; the others are told all the same */
export function createChanges(onListenerError: (error: unknown) => void = () => {}): Changes {
  const listeners = new Set<(keys: readonly string[]) => void>()
  return {
    announce(keys) {
      if (keys.length === 0) return
      for (const listener of [...listeners]) {
        try {
          listener(keys)
        } catch (error) {
          // What is announced is committed already: a listener that fails cannot make its command look failed.
          onListenerError(error)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
