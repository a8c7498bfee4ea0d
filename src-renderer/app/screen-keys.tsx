import { useNavigation } from '../ui/navigation.tsx'
import type { MenuSlot, ShellAction } from '../ui/screen-definition.ts'
import { useShortcut } from '../ui/shortcuts.tsx'
import { menuOf, type ScreenRegistry } from './screens.ts'

/** Keys that work from anywhere: the screens of the side bar and the actions of the domains. */
export function ScreenKeys({ registry }: { readonly registry: ScreenRegistry }) {
  return (
    <>
      {menuOf(registry.screens).map((slot) => (
        <SlotKey key={slot.id} slot={slot} />
      ))}
      {registry.actions.map((action) => (
        <ActionKey key={action.id} action={action} />
      ))}
    </>
  )
}

function SlotKey({ slot }: { readonly slot: MenuSlot }) {
  const { go } = useNavigation()
  useShortcut(slot.shortcut, () => go(slot.path), {
    label: slot.title,
    group: 'programa',
    inPalette: false,
    enabled: slot.shortcut !== null,
  })
  return null
}

function ActionKey({ action }: { readonly action: ShellAction }) {
  const navigation = useNavigation()
  useShortcut(action.keys ?? null, () => action.run(navigation), {
    label: action.label,
    group: 'programa',
    inPalette: false,
    enabled: action.keys !== undefined,
  })
  return null
}
