import type { Icon } from '@tabler/icons-react'
import { foldText } from '../../src-shared/kernel/text-folding.ts'
import type { Navigation } from '../ui/navigation.tsx'
import type { SearchHit, SearchProvider } from '../ui/screen-definition.ts'
import type { ShortcutEntry } from '../ui/shortcuts.tsx'
import { menuOf, type ScreenRegistry } from './screens.ts'

/** A line of the palette. */
export interface PaletteItem {
  readonly id: string
  readonly section: string
  readonly label: string
  readonly detail?: string | undefined
  readonly keys?: string | null | undefined
  readonly icon?: Icon | undefined
  readonly keywords?: string | undefined
  readonly run: () => void
}

/** What can be done without asking the core: keys of this screen, screens, actions of the domains. */
export function commandItems(
  registry: ScreenRegistry,
  entries: readonly ShortcutEntry[],
  navigation: Navigation,
): PaletteItem[] {
  const here = entries
    .filter((entry) => entry.inPalette && entry.label !== undefined && entry.group !== 'programa')
    .map((entry) => fromEntry(entry, 'En esta pantalla'))
  const actions = registry.actions.map((action) => ({
    id: `accion ${action.id}`,
    section: 'Acciones',
    label: action.label,
    keys: action.keys,
    keywords: action.keywords,
    run: () => action.run(navigation),
  }))
  const screens = menuOf(registry.screens).map((slot) => ({
    id: `pantalla ${slot.id}`,
    section: 'Ir a',
    label: slot.title,
    keys: slot.shortcut,
    icon: slot.icon,
    run: () => navigation.go(slot.path),
  }))
  const program = entries
    .filter((entry) => entry.inPalette && entry.label !== undefined && entry.group === 'programa')
    .map((entry) => fromEntry(entry, 'Programa'))
  return [...here, ...actions, ...screens, ...program]
}

function fromEntry(entry: ShortcutEntry, section: string): PaletteItem {
  return {
    id: `tecla ${entry.id}`,
    section,
    label: entry.label ?? '',
    keys: entry.keys,
    run: () => void entry.run?.(null),
  }
}

export function hitItem(provider: SearchProvider, hit: SearchHit, navigation: Navigation): PaletteItem {
  return {
    id: `${provider.id} ${hit.id}`,
    section: provider.label,
    label: hit.title,
    detail: hit.detail,
    icon: provider.icon,
    run: () => navigation.go(hit.path),
  }
}

/** Items that hold every typed word; those whose words begin with them come first. */
export function matchItems(items: readonly PaletteItem[], text: string): PaletteItem[] {
  const words = foldText(text).split(' ').filter(Boolean)
  if (words.length === 0) return [...items]
  const scored = items.flatMap((item, index) => {
    const folded = foldText(`${item.label} ${item.keywords ?? ''}`)
    if (!words.every((word) => folded.includes(word))) return []
    const starts = words.filter((word) => ` ${folded}`.includes(` ${word}`)).length
    return [{ item, score: starts * 10 + (folded.startsWith(words[0] ?? '') ? 5 : 0) - index / 1000 }]
  })
  return scored.sort((a, b) => b.score - a.score).map(({ item }) => item)
}
