import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { useHostKind } from './environment.tsx'
import { belongsToTextField, matchesShortcut } from './shortcut-keys.ts'

/** Heading under which the «?» help lists a shortcut; it also decides who wins a shared combination (last wins). */
export type ShortcutGroup = 'programa' | 'pantalla' | 'lista'

export interface ShortcutOptions {
  /** Words for the help and the palette; without them the shortcut is not listed. */
  readonly label?: string | undefined
  readonly group?: ShortcutGroup | undefined
  readonly enabled?: boolean | undefined
  /** Fires also while the caret is in a text field. Default: F keys, Esc, Alt and Ctrl combinations that text does not use. */
  readonly inTextField?: boolean | undefined
  /** false keeps it out of the palette (arrows, Esc). Default true when there is a label and a handler. */
  readonly inPalette?: boolean | undefined
}

/** Returns false to let the next owner of the combination, or the browser, have it. */
export type ShortcutHandler = (event: KeyboardEvent | null) => unknown

export interface ShortcutEntry {
  readonly id: string
  readonly keys: string | null
  readonly label: string | undefined
  readonly group: ShortcutGroup
  readonly enabled: boolean
  readonly inTextField: boolean
  readonly inPalette: boolean
  readonly layer: number
  readonly run: ShortcutHandler | null
}

const WEIGHT: Readonly<Record<ShortcutGroup, number>> = { programa: 0, pantalla: 1, lista: 2 }

/** All shortcuts of the page, in layers: an open dialog puts a layer above the rest and silences what lies below. */
class ShortcutRegistry {
  #entries: readonly ShortcutEntry[] = []
  #layers: readonly number[] = [0]
  #nextLayer = 1
  readonly #listeners = new Set<() => void>()

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  snapshot = (): readonly ShortcutEntry[] => this.#entries

  add(entry: ShortcutEntry): () => void {
    this.#entries = [...this.#entries.filter((other) => other.id !== entry.id), entry]
    this.#notify()
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry)
      this.#notify()
    }
  }

  reserveLayer(): number {
    const layer = this.#nextLayer
    this.#nextLayer += 1
    return layer
  }

  raise(layer: number): () => void {
    this.#layers = [...this.#layers, layer]
    this.#notify()
    return () => {
      this.#layers = this.#layers.filter((other) => other !== layer)
      this.#notify()
    }
  }

  topLayer(): number {
    return this.#layers.at(-1) ?? 0
  }

  /** Entries of a layer, the strongest claim first. */
  ofLayer(layer: number): ShortcutEntry[] {
    return this.#entries
      .filter((entry) => entry.layer === layer && entry.enabled)
      .map((entry, index) => ({ entry, index }))
      .sort((a, b) => WEIGHT[b.entry.group] - WEIGHT[a.entry.group] || b.index - a.index)
      .map(({ entry }) => entry)
  }

  #notify(): void {
    for (const listener of this.#listeners) listener()
  }
}

const RegistryContext = createContext<ShortcutRegistry | null>(null)
const LayerContext = createContext(0)

function useRegistry(): ShortcutRegistry {
  const registry = useContext(RegistryContext)
  if (registry === null) throw new Error('useShortcut needs a ShortcutProvider above it')
  return registry
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|range)$/.test(target.type)
}

/** Listens to the keyboard once for the whole page. */
export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const registry = useMemo(() => new ShortcutRegistry(), [])
  const hostKind = useHostKind()
  useEffect(() => {
    // Read before anybody acts on the key: Esc closes a dialog, and must not then act on the screen beneath too.
    let layer = 0
    const onPress = (event: KeyboardEvent) => {
      layer = registry.topLayer()
      // The primary action works from any field: a select or a list would take this Enter for its own.
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        onKeyDown(event)
        if (event.defaultPrevented) event.stopPropagation()
      }
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const inText = isTextField(event.target)
      for (const entry of registry.ofLayer(layer)) {
        if (entry.keys === null || entry.run === null) continue
        if (inText && !entry.inTextField) continue
        if (!matchesShortcut(event, entry.keys, hostKind)) continue
        if (entry.run(event) === false) continue
        event.preventDefault()
        return
      }
    }
    window.addEventListener('keydown', onPress, true)
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onPress, true)
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [registry, hostKind])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}

/** Shortcuts registered inside are the only ones that fire while this is mounted: for dialogs, the palette, the lock. */
export function ShortcutLayer({ children }: { readonly children: ReactNode }) {
  const registry = useRegistry()
  const layer = useMemo(() => registry.reserveLayer(), [registry])
  useEffect(() => registry.raise(layer), [registry, layer])
  return <LayerContext value={layer}>{children}</LayerContext>
}

/**
 * Registers a key combination while the component is mounted. `keys` is written as printed: `Ctrl+Enter`, `F2`, `Alt+M`,
 * `Shift+F6`, `?`, `Esc`, `L`. With `keys` null it is only a command of the palette. On browser hosts the Alt+Shift
 * equivalent works by itself.
 */
export function useShortcut(
  keys: string | null,
  handler: ShortcutHandler,
  options: ShortcutOptions = {},
): void {
  const latest = useRef(handler)
  // Before the screen is painted: a key pressed on what is already seen must find the handler that knows it.
  useLayoutEffect(() => {
    latest.current = handler
  })
  const run = useMemo((): ShortcutHandler => (event) => latest.current(event), [])
  useEntry(keys, run, options)
}

/** Lists keys in the help that a component handles by itself (arrows of a list). */
export function useShortcutNote(keys: string, label: string, group: ShortcutGroup = 'lista'): void {
  useEntry(keys, null, { label, group, inPalette: false })
}

function useEntry(keys: string | null, run: ShortcutHandler | null, options: ShortcutOptions): void {
  const registry = useRegistry()
  const layer = useContext(LayerContext)
  const id = useId()
  const { label, group = 'pantalla', enabled = true } = options
  const inTextField = options.inTextField ?? (keys === null || !belongsToTextField(keys))
  const inPalette = options.inPalette ?? (label !== undefined && run !== null)
  useEffect(
    () => registry.add({ id, keys, label, group, enabled, inTextField, inPalette, layer, run }),
    [registry, id, keys, label, group, enabled, inTextField, inPalette, layer, run],
  )
}

/** Everything registered in the ground layer (what the help and the palette show), the strongest claim first. */
export function useShortcutEntries(): readonly ShortcutEntry[] {
  const registry = useRegistry()
  const entries = useSyncExternalStore(registry.subscribe, registry.snapshot)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the registry changes in place; its snapshot says when
  return useMemo(() => registry.ofLayer(0), [registry, entries])
}
