import { useHostKind } from './environment.tsx'
import { shortcutText } from './shortcut-keys.ts'
import './shortcut.css'

/** Chip with the keys that work on this host. Decorative: the control beside it carries `aria-keyshortcuts`. */
export function Shortcut({ keys }: { readonly keys: string }) {
  const hostKind = useHostKind()
  return (
    <span className="shortcut" aria-hidden="true">
      {shortcutText(keys, hostKind)}
    </span>
  )
}
