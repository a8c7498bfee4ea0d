/**
 * Announces which data changed after a commit, so that every window and LAN device refreshes what it shows. Events state
 * facts; nothing in the core waits for them or is steered by them.
 */
export interface Changes {
  /** @param keys query keys such as `citas` or `factura:<id>` */
  announce(keys: readonly string[]): void
  subscribe(listener: (keys: readonly string[]) => void): () => void
}

export function createChanges(): Changes {
  const listeners = new Set<(keys: readonly string[]) => void>()
  return {
    announce(keys) {
      if (keys.length === 0) return
      for (const listener of listeners) listener(keys)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
